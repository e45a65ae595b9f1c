import Book
import Domain
import Storage

/// Notes that an appointment should never have been in the book; its row and its history stay.
struct MarkEnteredInError {
    let scheduling: Scheduling

    /// Takes the step and returns the appointment as it is then.
    ///
    /// - Throws: `BookingError.illegalTransition` or `.unknown`; nothing was written then.
    func callAsFunction(_ id: Appointment.ID, by caller: Caller) async throws -> Appointment {
        try await scheduling.write { transaction, _ in
            try transaction.step(id, to: .enteredInError, .appointmentRetracted, by: caller)
        }
    }
}
