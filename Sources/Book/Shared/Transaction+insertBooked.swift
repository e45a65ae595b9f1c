package import Domain
package import Storage

package extension Transaction {
    /// What a patient books waits for approval if its type says so; the time is kept all the same.
    func status(
        of type: AppointmentType.ID, for caller: Caller, _ context: ClinicContext
    ) throws -> AppointmentStatus {
        try context.type(type).needsApproval && caller.role == .patient ? .pending : .booked
    }

    /// Checks limits and occupancy, then writes row, event and audit together; whether the caller may do it for the patient was
    /// asked before.
    func insertBooked(
        _ appointment: Appointment, in slot: Slot, by caller: Caller, _ context: ClinicContext
    ) throws -> Appointment {
        try requireConfirmed(caller)
        try requireAllowance(of: appointment.patient, for: caller)
        try requireBookable(slot, for: appointment.patient, context)
        try insert(appointment, by: Side(of: caller))
        try record(.appointmentBooked, appointment, by: caller)
        return appointment
    }
}
