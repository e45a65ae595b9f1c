public import Domain

/// An account that an administrator makes.
public struct NewUser: Body {
    /// One account per address.
    public let email: EmailAddress
    /// What it may do follows from this.
    public let role: Role
    /// Whose schedule it is; for practitioners only.
    public let practitioner: Practitioner.ID?
    /// Whose record it is; for patients only.
    public let patient: Patient.ID?

    /// Somebody new.
    public init(
        email: EmailAddress, role: Role, practitioner: Practitioner.ID? = nil, patient: Patient.ID? = nil
    ) {
        self.email = email
        self.role = role
        self.practitioner = practitioner
        self.patient = patient
    }

    /// A receptionist.
    public static var example: Self { Self(email: .sample, role: .receptionist) }
}
