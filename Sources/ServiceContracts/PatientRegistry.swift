public import Domain

/// Where patients become known to the book.
public protocol PatientRegistry: Sendable {
    /// Adds a patient, or does nothing if the id is known.
    ///
    /// - Parameters:
    ///   - patient: Who.
    ///   - caller: Named in the audit trail.
    /// - Throws: What the book throws; nothing was written then.
    func register(_ patient: Patient, by caller: Caller) async throws
    /// Whether the book has a patient with this id.
    func knows(_ patient: Patient.ID) async throws -> Bool
    /// Whether the clinic has a practitioner with this id.
    func knows(_ practitioner: Practitioner.ID) async throws -> Bool
}
