package import Book
package import Domain
import Storage

/// Notes that an appointment should never have been in the book; its row and its history stay.
package struct MarkEnteredInError {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    package init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Takes the step and returns the appointment as it is then.
    ///
    /// - Throws: `BookingError.illegalTransition` or `.unknown`; nothing was written then.
    package func callAsFunction(_ id: Appointment.ID, by caller: Caller) async throws -> Appointment {
        try await scheduling.write { transaction, _ in
            try transaction.step(
                transaction.appointment(id, .runDesk, for: caller), to: .enteredInError,
                .appointmentRetracted, by: caller)
        }
    }
}
