/// What somebody signs in with.
public struct Credentials: Body {
    /// The account's address.
    public let email: EmailAddress
    /// Its password.
    public let password: Secret
    /// Six digits of the authenticator, if the account has one.
    public let code: Text<6, 6>?

    /// Credentials.
    public init(email: EmailAddress, password: Secret, code: Text<6, 6>? = nil) {
        self.email = email
        self.password = password
        self.code = code
    }

    /// Ada signs in.
    public static var example: Self { Self(email: .sample, password: .sample) }
}
