public import Domain

/// A person who receives care.
public struct PatientBody: Body {
    /// Identity.
    public let id: Patient.ID
    /// For people.
    public let name: String
    /// Where messages go.
    public let email: String?
    /// Where calls and texts go.
    public let phone: String?
    /// Tells people of one name apart; absent if unknown.
    public let birthDate: LocalDate?
    /// Standing wishes.
    public let preferences: PreferencesBody
    /// Whether anyone could tell this patient about a change.
    public let reachable: Bool

    /// A patient.
    public init(_ patient: Patient) {
        id = patient.id
        name = patient.name
        email = patient.email
        phone = patient.phone
        birthDate = patient.birthDate
        preferences = PreferencesBody(patient.preferences)
        reachable = patient.isReachable
    }

    /// Ada.
    public static var example: Self {
        Self(Patient(id: "pt-1", name: "Ada Lovelace", email: "ada@example.org"))
    }
}
