public import Domain

/// A signed link that lets whoever has it confirm, move or cancel one appointment.
public struct LinkBody: Body {
    /// To be passed to `/v1/links/{token}`.
    public let token: String
    /// When it ends.
    public let expiresAt: Instant

    /// A link.
    public init(token: String, expiresAt: Instant) {
        self.token = token
        self.expiresAt = expiresAt
    }

    /// An example.
    public static var example: Self { Self(token: "k3m9…", expiresAt: .sample) }
}
