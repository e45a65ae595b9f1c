/// Who forgot a password.
public struct PasswordResetRequest: Body {
    /// The account's address.
    public let email: EmailAddress

    /// A request.
    public init(email: EmailAddress) { self.email = email }

    /// Ada forgot.
    public static var example: Self { Self(email: .sample) }
}
