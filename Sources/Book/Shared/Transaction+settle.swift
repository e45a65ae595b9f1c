import Availability
package import Domain
package import Storage

package extension Transaction {
    /// Puts an appointment that was freed into `slot`, if nothing is there: row, event and audit row together.
    func settle(
        _ freed: Appointment, in slot: Slot, as status: AppointmentStatus = .booked, by caller: Caller,
        _ context: ClinicContext, detail: String
    ) throws -> Appointment {
        try requireBookable(slot, for: freed.patient, context)
        try update(freed, to: slot, as: status)
        let settled = try appointment(freed.id)
        // Whoever has got as early as they wished waits no longer.
        let zone = context.zone(of: slot.location)
        try deleteWaitlist(insteadOf: settled.id, from: zone.date(at: settled.range.start))
        try record(
            .appointmentRescheduled, settled, formerly: freed.practitioner, by: caller, detail: detail)
        return settled
    }

    /// The appointment without its place, so that its own old time is not in its way; inside this transaction only.
    func freed(_ appointment: Appointment) throws -> Appointment {
        try update(appointment, to: AppointmentStatus.proposed)
        return try self.appointment(appointment.id)
    }
}
