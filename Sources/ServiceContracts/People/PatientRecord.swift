public import Domain

/// A patient's record as it stands.
public struct PatientRecord: Sendable, Hashable, Codable {
    /// Who.
    public let patient: Patient
    /// Grows with every change; 1 when it was made.
    public let version: Int

    /// A record.
    public init(_ patient: Patient, version: Int) {
        self.patient = patient
        self.version = version
    }
}
