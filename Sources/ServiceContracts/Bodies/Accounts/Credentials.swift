public import Domain

/// What somebody signs in with.
public struct Credentials: Body {
    /// The account's address.
    public let email: EmailAddress
    /// Its password.
    public let password: Secret
    /// Six digits of the authenticator or a recovery code, if the account has an authenticator.
    public let code: Text<Bounds.OneTimeCode>?

    /// Credentials.
    public init(email: EmailAddress, password: Secret, code: Text<Bounds.OneTimeCode>? = nil) {
        self.email = email
        self.password = password
        self.code = code
    }

    /// Ada signs in.
    public static var example: Self { Self(email: .sample, password: .sample) }
}
