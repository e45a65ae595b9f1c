/// What a patient registers with.
public struct NewAccount: Body {
    /// Where confirmations go; one account per address.
    public let email: EmailAddress
    /// To sign in with.
    public let password: NewPassword
    /// For people.
    public let name: Line
    /// For calls and texts.
    public let phone: PhoneNumber?

    /// Somebody new.
    public init(email: EmailAddress, password: NewPassword, name: Line, phone: PhoneNumber? = nil) {
        self.email = email
        self.password = password
        self.name = name
        self.phone = phone
    }

    /// Ada registers.
    public static var example: Self {
        Self(email: .sample, password: .sample, name: .init("Ada Lovelace") ?? .sample)
    }
}
