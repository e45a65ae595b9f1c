public import Domain

/// A change of a patient's record; what is absent or null stays.
public struct PatientChange: Body {
    /// Another name.
    public let name: Line?
    /// Another address.
    public let email: EmailAddress?
    /// Another number.
    public let phone: PhoneNumber?
    /// Tells people of one name apart.
    public let birthDate: LocalDate?

    /// A change.
    public init(
        name: Line? = nil, email: EmailAddress? = nil, phone: PhoneNumber? = nil, birthDate: LocalDate? = nil
    ) {
        self.name = name
        self.email = email
        self.phone = phone
        self.birthDate = birthDate
    }

    /// A new number.
    public static var example: Self { Self(phone: .sample) }
}
