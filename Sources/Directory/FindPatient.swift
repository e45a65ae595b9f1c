public import Book
public import Domain

/// Looks a patient up.
public struct FindPatient: Sendable {
    private let scheduling: Scheduling

    /// Reads the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// The patient with this id.
    ///
    /// - Throws: `BookingError.unknown`.
    public func callAsFunction(_ id: Patient.ID) async throws -> Patient {
        try await scheduling.read { transaction, _ in try transaction.patient(id) }
    }

    /// Every patient, by id.
    ///
    /// - Throws: `StorageError`.
    public func all() async throws -> [Patient] {
        try await scheduling.read { transaction, _ in try transaction.patients() }
    }
}
