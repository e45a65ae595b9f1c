public import Domain

/// A patient that the front desk registers.
public struct NewPatient: Body {
    /// For people.
    public let name: Line
    /// Where messages go.
    public let email: EmailAddress?
    /// Where calls and texts go.
    public let phone: PhoneNumber?
    /// Tells people of one name apart.
    public let birthDate: LocalDate?
    /// Said after looking at the likely doubles that the first try was refused with.
    public let isAnotherPerson: Bool?

    /// Somebody new.
    public init(
        name: Line, email: EmailAddress? = nil, phone: PhoneNumber? = nil, birthDate: LocalDate? = nil,
        isAnotherPerson: Bool? = nil
    ) {
        self.name = name
        self.email = email
        self.phone = phone
        self.birthDate = birthDate
        self.isAnotherPerson = isAnotherPerson
    }

    /// A walk-in.
    public static var example: Self { Self(name: Line("Ada Lovelace") ?? .sample) }
}
