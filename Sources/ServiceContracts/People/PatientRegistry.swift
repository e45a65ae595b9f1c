public import Domain

/// Where patients become known, and are forgotten.
public protocol PatientRegistry: Sendable {
    /// Adds a patient, or does nothing if the id is known.
    ///
    /// - Parameters:
    ///   - patient: Who.
    ///   - caller: Named in the audit trail.
    /// - Throws: What the people's store throws; nothing was written then.
    func register(_ patient: Patient, by caller: Caller) async throws
    /// Forgets a patient for whom nothing was ever booked; any other stays.
    ///
    /// - Returns: Whether there is no such patient now.
    /// - Throws: What the stores throw; asking again completes it.
    func forget(_ patient: Patient.ID, by caller: Caller) async throws -> Bool
    /// Whether there is a patient with this id.
    ///
    /// - Throws: What the people's store throws.
    func knows(_ patient: Patient.ID) async throws -> Bool
}
