import Domain
import Storage

extension Transaction {
    /// Takes one step of the state machine, with its event and audit row.
    ///
    /// What ends an appointment ends in the same transaction whatever was there because of it.
    func step(
        _ id: Appointment.ID, to status: AppointmentStatus, _ event: SchedulingEvent, by caller: Caller,
        detail: String? = nil
    ) throws -> Appointment {
        let old = try appointment(id)
        guard old.status.canBecome(status) else {
            throw BookingError.illegalTransition(from: old.status, to: status)
        }
        try requireTime(for: status, of: old)
        try update(old, to: status)
        try run("UPDATE appointment SET former_status = \(old.status.rawValue) WHERE id = \(id)")
        if status.isFinal { try endWaiting(for: id) }
        let new = try appointment(id)
        try record(event, new, by: caller, detail: detail)
        return new
    }

    /// Forgets who wanted `appointment` earlier, with their offers and what those hold.
    func endWaiting(for appointment: Appointment.ID) throws {
        let entries = try rows("SELECT id FROM waitlist_entry WHERE appointment_id = \(appointment)")
        for row in entries { _ = try deleteWaitlistEntry(try row.id(0)) }
    }
}

extension ReadTransaction {
    /// Minutes before its start from which a patient can be in the house for an appointment.
    static var arrivalMinutes: Minutes { 240 }

    /// Nothing is recorded before it can have happened: an arrival some hours before the start, an absence after it.
    fileprivate func requireTime(for status: AppointmentStatus, of appointment: Appointment) throws {
        let earliest: Instant
        switch status {
        case .arrived, .checkedIn, .fulfilled: earliest = appointment.range.start - Self.arrivalMinutes
        case .noshow: earliest = appointment.range.start
        default: return
        }
        guard now >= earliest else {
            throw BookingError.ruleBroken(
                .tooEarly, explanation: "it cannot be \(status.rawValue) before \(earliest)")
        }
    }
}
