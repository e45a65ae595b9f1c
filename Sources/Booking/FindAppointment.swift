public import Book
public import Domain

/// Looks an appointment up.
public struct FindAppointment: Sendable {
    private let scheduling: Scheduling

    /// Reads the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// The appointment as it stands.
    ///
    /// - Throws: `BookingError.unknown`.
    public func callAsFunction(_ id: Appointment.ID) async throws -> Appointment {
        try await scheduling.read { transaction, _ in try transaction.appointment(id) }
    }
}
