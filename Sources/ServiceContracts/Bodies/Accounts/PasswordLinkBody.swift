public import Domain

/// A link with which somebody sets a password, once.
public struct PasswordLinkBody: Body {
    /// To be passed to `/v1/password-resets/{token}`.
    public let token: String
    /// When it ends.
    public let expiresAt: Instant

    /// A link.
    public init(token: String, expiresAt: Instant) {
        self.token = token
        self.expiresAt = expiresAt
    }

    /// An example.
    public static var example: Self { Self(token: "p3Vx…", expiresAt: .sample) }
}
