public import Domain

/// An account as administrators see it.
public struct UserBody: Body {
    /// The account's id.
    public let id: String
    /// Its address.
    public let email: String
    /// What it may do follows from this.
    public let role: Role
    /// Whose patient record it is.
    public let patient: Patient.ID?
    /// Whose schedule it is.
    public let practitioner: Practitioner.ID?
    /// Whether it can sign in.
    public let isActive: Bool
    /// Whether signing in takes a code.
    public let hasAuthenticator: Bool
    /// Grows with every change; the ETag.
    public let version: Int

    /// An account.
    public init(
        id: String, email: String, role: Role, patient: Patient.ID?, practitioner: Practitioner.ID?,
        isActive: Bool, hasAuthenticator: Bool, version: Int
    ) {
        self.id = id
        self.email = email
        self.role = role
        self.patient = patient
        self.practitioner = practitioner
        self.isActive = isActive
        self.hasAuthenticator = hasAuthenticator
        self.version = version
    }

    /// A receptionist's.
    public static var example: Self {
        Self(
            id: "a7kq2m", email: "desk@example.org", role: .receptionist, patient: nil, practitioner: nil,
            isActive: true, hasAuthenticator: false, version: 1)
    }
}
