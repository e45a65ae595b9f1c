public import Book
public import Domain

/// Looks up what the book knows of a patient.
public struct FindPatient: Sendable {
    private let scheduling: Scheduling

    /// Reads the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// The patient with this id.
    ///
    /// - Throws: `BookingError.unknown`.
    public func callAsFunction(_ id: Patient.ID) async throws -> PatientReference {
        try await scheduling.look { try $0.patient(id) }
    }

    /// Every patient, by id.
    ///
    /// - Throws: `StorageError`.
    public func all() async throws -> [PatientReference] {
        try await scheduling.look { try $0.patients() }
    }
}
