public import Logging
public import Storage
import Synchronization

/// How far a listener is behind a feed, as it was last looked at.
public final class FeedLag: Sendable {
    private let feed: String
    private let database: any Database
    private let last: @Sendable () async throws -> Int
    private let behind = Mutex(0)
    /// So often it is looked at.
    private static let pause = Duration.seconds(15)

    /// A lag.
    ///
    /// - Parameters:
    ///   - feed: As the listener calls it.
    ///   - database: The listener's.
    ///   - last: The last event that there is.
    public init(
        of feed: String, in database: any Database, last: @escaping @Sendable () async throws -> Int
    ) {
        self.feed = feed
        self.database = database
        self.last = last
    }

    /// Events that were not heard yet.
    public var events: Int { behind.withLock { $0 } }

    /// Looks.
    ///
    /// - Throws: What the feed or the listener's store throws.
    public func look() async throws {
        let last = try await last()
        let heard = try await database.read { [feed] in try $0.position(in: feed) }
        behind.withLock { $0 = max(0, last - heard) }
    }

    /// Looks all the time; failures are told to `logger`.
    public func follower(logger: Logger) -> FeedFollower {
        FeedFollower(
            "how far \(feed) is heard", of: { AsyncStream { _ in } }, atLeastEvery: Self.pause, logger: logger
        ) { [self] in try await look() }
    }
}
