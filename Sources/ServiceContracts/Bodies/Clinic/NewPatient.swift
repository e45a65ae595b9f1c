/// A patient that the front desk registers.
public struct NewPatient: Body {
    /// For people.
    public let name: Line
    /// Where messages go.
    public let email: EmailAddress?
    /// Where calls and texts go.
    public let phone: PhoneNumber?

    /// Somebody new.
    public init(name: Line, email: EmailAddress? = nil, phone: PhoneNumber? = nil) {
        self.name = name
        self.email = email
        self.phone = phone
    }

    /// A walk-in.
    public static var example: Self { Self(name: Line("Ada Lovelace") ?? .sample) }
}
