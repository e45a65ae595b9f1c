public import Logging
public import ServiceLifecycle
public import Storage

/// Forgets what nobody needs of a feed any more, once an hour; a little at a time, so that nobody waits for it.
public struct OutboxUpkeep: Service {
    private let store: any Database
    private let remainder: Outbox.Remainder
    private let logger: Logger

    /// Events that are read at once, and those that are forgotten in one write.
    private static let (read, forgotten) = (10_000, 500)

    /// Upkeep of the outbox of `store`, of which `remainder` stays; failures are told to `logger`.
    public init(of store: any Database, to remainder: Outbox.Remainder, logger: Logger) {
        self.store = store
        self.remainder = remainder
        self.logger = logger
    }

    /// Goes on until the process is told to stop.
    public func run() async {
        await Hourly("old events cannot be forgotten", logger: logger, work: prune).run()
    }

    @Sendable private func prune() async throws {
        while case let old = try await store.read({
            try $0.eventsToForget(leaving: remainder, limit: Self.read)
        }), !old.isEmpty {
            for first in stride(from: 0, to: old.count, by: Self.forgotten) {
                try Task.checkCancellation()
                try await store.write { try $0.forgetEvents(old[first...].prefix(Self.forgotten)) }
            }
        }
    }
}
