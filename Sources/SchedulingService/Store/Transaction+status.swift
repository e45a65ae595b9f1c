import Domain
import Storage

extension Transaction {
    /// Takes one step of the state machine, with its event and audit row.
    func step(
        _ id: Appointment.ID, to status: AppointmentStatus, _ event: SchedulingEvent, by caller: Caller,
        detail: String? = nil
    ) throws -> Appointment {
        let old = try appointment(id)
        guard old.status.canBecome(status) else {
            throw BookingError.illegalTransition(from: old.status, to: status)
        }
        try update(old, to: status)
        let new = try appointment(id)
        try record(event, new, by: caller, detail: detail)
        return new
    }
}
