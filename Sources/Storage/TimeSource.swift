public import Domain

/// Where the time comes from; the composition root passes the machine's clock, tests a fixed one.
public protocol TimeSource: Sendable {
    /// The present instant.
    var now: Instant { get }
}
