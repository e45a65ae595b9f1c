public import Domain

/// A session that is alive, and the patients whose records are its account's to see: its own and those in its care.
public struct SessionReach: Sendable, Hashable, Codable {
    /// The session.
    public let session: String
    /// Whom it sees.
    public let patients: Set<Patient.ID>

    /// A session.
    public init(_ session: String, _ patients: Set<Patient.ID>) {
        self.session = session
        self.patients = patients
    }
}
