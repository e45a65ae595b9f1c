public import Logging
public import ServiceLifecycle
public import Storage

/// Does what a store's news ask for: at the beginning, after every commit of any instance, and again after a failure.
///
/// *Rule.* The work reads from a position that it keeps itself, and does nothing where there is nothing new. *Why.* It is woken
/// more often than there is news. *If broken.* It wakes itself without end.
public struct FeedFollower: Service {
    private let name: String
    private let news: @Sendable () -> AsyncStream<Void>
    private let pause: Duration
    private let rest: Duration?
    private let logger: Logger
    private let work: @Sendable () async throws -> Void

    /// A follower.
    ///
    /// - Parameters:
    ///   - name: Of the news, for the log.
    ///   - news: What wakes it.
    ///   - pause: After how long a failure is tried again.
    ///   - rest: For how long nothing more is taken after something was: a burst is then taken as one.
    ///   - logger: Where failures are told.
    ///   - work: Takes all that there is.
    public init(
        _ name: String, of news: @escaping @Sendable () -> AsyncStream<Void>,
        atLeastEvery pause: Duration = .seconds(10),
        resting rest: Duration? = nil, logger: Logger, work: @escaping @Sendable () async throws -> Void
    ) {
        self.name = name
        self.news = news
        self.pause = pause
        self.rest = rest
        self.logger = logger
        self.work = work
    }

    /// Follows until the process is told to stop, and takes what came last.
    public func run() async {
        await cancelWhenGracefulShutdown {
            var wasTaken = true
            for await _ in news().wakes(atLeastEvery: pause) {
                wasTaken = await take(isFirst: wasTaken)
                if let rest { try? await Task.sleep(for: rest) }
            }
        }
        // Whoever had to be cancelled has no time left.
        if !Task.isCancelled { _ = await take(isFirst: true) }
    }

    /// Seals the audit trail of a store a moment after it was written.
    ///
    /// - Parameters:
    ///   - store: Has an ``Storage/AuditTrail``.
    ///   - logger: Where failures are told.
    /// - Returns: What does it.
    public static func sealing(_ store: any Database, logger: Logger) -> FeedFollower {
        FeedFollower("what was noted", of: store.changes, resting: .seconds(1), logger: logger) {
            try await store.sealAudit()
        }
    }

    /// Whether it could; of failures in a row the first is told.
    private func take(isFirst: Bool) async -> Bool {
        do {
            try await work()
            return true
        } catch is CancellationError {
            // Told to stop meanwhile; what was not taken is taken at the next start.
            return isFirst
        } catch {
            if isFirst {
                logger.error("\(name) cannot be taken", metadata: ["error": "\(type(of: error))"])
            }
            return false
        }
    }
}
