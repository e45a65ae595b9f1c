public import Domain

/// A session that was begun or went on.
public struct SessionTokenBody: Body {
    /// Send it as `Authorization: Bearer …`.
    public let accessToken: String
    /// When the access token ends; refresh before.
    public let expiresAt: Instant
    /// Who signed in.
    public let account: AccountBody

    /// A session's token.
    public init(accessToken: String, expiresAt: Instant, account: AccountBody) {
        self.accessToken = accessToken
        self.expiresAt = expiresAt
        self.account = account
    }

    /// A patient's.
    public static var example: Self {
        Self(accessToken: "eyJhbGciOiJFZERTQSJ9.…", expiresAt: .sample, account: .example)
    }
}
