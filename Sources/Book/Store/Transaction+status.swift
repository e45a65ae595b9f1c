package import Domain
package import Storage

package extension Transaction {
    /// Takes one step of the state machine, with its event and audit row.
    ///
    /// What ends an appointment ends in the same transaction whatever was there because of it.
    func step(
        _ old: Appointment, to status: AppointmentStatus, _ event: SchedulingEvent, by caller: Caller,
        detail: String? = nil
    ) throws -> Appointment {
        guard old.status.canBecome(status) else {
            throw BookingError.illegalTransition(from: old.status, to: status)
        }
        try requireTime(for: status, of: old)
        try update(old, to: status)
        try run(
            """
            UPDATE appointment SET former_status = \(old.status.rawValue), stepped_by = \(Side(of: caller).rawValue),
                step_reason = \(detail), stepped_at = \(now)
            WHERE id = \(old.id)
            """)
        if status.isFinal { try deleteWaitlist(insteadOf: old.id) }
        let new = try appointment(old.id)
        try record(event, new, by: caller, detail: detail)
        return new
    }

    /// Puts an appointment back into its state before the last step, over whatever is there if `reason` says why.
    func takeBack(_ id: Appointment.ID, to former: AppointmentStatus, overbooking reason: String?) throws {
        try run(
            """
            UPDATE appointment SET status = \(former.rawValue), former_status = NULL, version = version + 1,
                overbook_reason = coalesce(\(reason), overbook_reason)
            WHERE id = \(id)
            """)
    }

    /// Notes that a patient says they will come.
    func confirm(_ appointment: Appointment) throws {
        try run(
            """
            INSERT INTO confirmation (appointment_id, version, at)
            VALUES (\(appointment.id), \(appointment.version), \(now))
            ON CONFLICT (appointment_id) DO UPDATE SET version = excluded.version, at = excluded.at
            """)
    }
}

package extension ReadTransaction {
    /// The state before the last step, if that step can be taken back.
    func formerStatus(of id: Appointment.ID) throws -> AppointmentStatus? {
        guard let row = try first("SELECT former_status FROM appointment WHERE id = \(id)") else {
            return nil
        }
        return try row.optionalText(0).flatMap(AppointmentStatus.init(rawValue:))
    }

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
