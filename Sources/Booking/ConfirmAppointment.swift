package import Book
package import Domain
import Storage

/// Confirms an appointment: staff approve what waits for approval, patients say that they will come.
package struct ConfirmAppointment {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Confirms and returns the appointment as it is then.
    ///
    /// - Throws: `BookingError.illegalTransition` or `.unknown`; nothing was written then.
    package func callAsFunction(_ id: Appointment.ID, by caller: Caller) async throws -> Appointment {
        try await scheduling.write { transaction, context in
            let appointment = try transaction.appointment(id, .book, for: caller)
            switch appointment.status {
            case .pending:
                guard caller.role.may(.approve) else {
                    throw BookingError.notPermitted(.approve, role: caller.role)
                }
                // Somebody may have fallen ill since it was asked for.
                _ = try SlotDerivation(context: context, now: transaction.now).place(
                    context.type(appointment.type), with: context.practitioner(appointment.practitioner),
                    at: appointment.range.start, lasting: appointment.length)
                return try transaction.step(appointment, to: .booked, .appointmentApproved, by: caller)
            case .booked where caller.role != .patient:
                return appointment  // approved already: asked twice
            case .booked:
                try transaction.confirm(appointment)
                try transaction.record(.appointmentConfirmed, appointment, by: caller)
                return appointment
            default: throw BookingError.illegalTransition(from: appointment.status, to: .booked)
            }
        }
    }
}
