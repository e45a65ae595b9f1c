public import Logging
public import ServiceLifecycle
public import Storage

/// Does what a store's news ask for: at the beginning, after every commit of any instance, and again after a failure.
///
/// *Rule.* The work reads from a position that it keeps itself, and does nothing where there is nothing new. *Why.* It is woken
/// more often than there is news. *If broken.* It wakes itself without end.
public struct FeedFollower: Service {
    private let name: String
    private let store: any Database
    private let pause: Duration
    private let rest: Duration?
    private let logger: Logger
    private let work: @Sendable () async throws -> Void

    /// A follower.
    ///
    /// - Parameters:
    ///   - name: Of the news, for the log.
    ///   - store: Whose commits wake it.
    ///   - pause: After how long a failure is tried again.
    ///   - rest: For how long nothing more is taken after something was: a burst is then taken as one.
    ///   - logger: Where failures are told.
    ///   - work: Takes all that there is.
    public init(
        _ name: String, of store: any Database, atLeastEvery pause: Duration = .seconds(10),
        resting rest: Duration? = nil, logger: Logger, work: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.store = store
        self.pause = pause
        self.rest = rest
        self.logger = logger
        self.work = work
    }

    /// Follows until the process is told to stop, and takes what came last.
    public func run() async {
        await cancelWhenGracefulShutdown {
            for await _ in store.wakes(atLeastEvery: pause) {
                await take()
                if let rest { try? await Task.sleep(for: rest) }
            }
        }
        // Whoever had to be cancelled has no time left.
        if !Task.isCancelled { await take() }
    }

    /// Seals the audit trail of a store a moment after it was written.
    ///
    /// - Parameters:
    ///   - store: Has an ``Storage/AuditTrail``.
    ///   - logger: Where failures are told.
    /// - Returns: What does it.
    public static func sealing(_ store: any Database, logger: Logger) -> FeedFollower {
        FeedFollower("what was noted", of: store, resting: .seconds(1), logger: logger) {
            try await store.sealAudit()
        }
    }

    private func take() async {
        do {
            try await work()
        } catch is CancellationError {
            // Told to stop meanwhile; what was not taken is taken at the next start.
        } catch {
            logger.error("\(name) cannot be taken", metadata: ["error": "\(type(of: error))"])
        }
    }
}
