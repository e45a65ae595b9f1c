public import Domain

/// Who is signed in.
public struct AccountBody: Body {
    /// The account's id.
    public let id: String
    /// What it may do follows from this.
    public let role: Role
    /// Whose patient record it is.
    public let patient: Patient.ID?
    /// Whose schedule it is.
    public let practitioner: Practitioner.ID?
    /// Patients it acts for beside its own.
    public let dependants: [Patient.ID]
    /// Whether its address is confirmed; until then it cannot act for others.
    public let isVerified: Bool

    /// An account.
    public init(
        id: String, role: Role, patient: Patient.ID?, practitioner: Practitioner.ID?,
        dependants: [Patient.ID],
        isVerified: Bool
    ) {
        self.id = id
        self.role = role
        self.patient = patient
        self.practitioner = practitioner
        self.dependants = dependants
        self.isVerified = isVerified
    }

    /// A patient's.
    public static var example: Self {
        Self(
            id: "a7kq2m", role: .patient, patient: "pt-1", practitioner: nil, dependants: [], isVerified: true
        )
    }
}
