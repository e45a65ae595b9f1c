public import Domain

/// A place where somebody is signed in.
public struct SessionBody: Body {
    /// Identity.
    public let id: String
    /// When it began.
    public let startedAt: Instant
    /// When it was last refreshed.
    public let usedAt: Instant
    /// What the browser called itself; at most 200 characters.
    public let device: String
    /// Whether this request belongs to it.
    public let isCurrent: Bool

    /// A session.
    public init(id: String, startedAt: Instant, usedAt: Instant, device: String, isCurrent: Bool) {
        self.id = id
        self.startedAt = startedAt
        self.usedAt = usedAt
        self.device = device
        self.isCurrent = isCurrent
    }

    /// The one in use.
    public static var example: Self {
        Self(id: "s8x", startedAt: .sample, usedAt: .sample, device: "Firefox on Linux", isCurrent: true)
    }
}
