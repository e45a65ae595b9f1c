public import Book
public import Domain
import Storage

/// Notes that the patient is in the house.
public struct MarkArrived: Sendable {
    private let scheduling: Scheduling

    /// Works in the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// Takes the step and returns the appointment as it is then.
    ///
    /// - Throws: `BookingError.illegalTransition` or `.unknown`; nothing was written then.
    public func callAsFunction(_ id: Appointment.ID, by caller: Caller) async throws -> Appointment {
        try await scheduling.write { transaction, _ in
            try transaction.step(
                transaction.appointment(id, .runDesk, for: caller), to: .arrived, .appointmentArrived,
                by: caller)
        }
    }
}
