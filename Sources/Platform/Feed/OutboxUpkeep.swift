public import Logging
public import ServiceLifecycle
public import Storage

/// Forgets what nobody needs of a feed any more, once an hour; a little at a time, so that nobody waits for it.
public struct OutboxUpkeep: Service {
    private let store: any Database
    private let remainder: Outbox.Remainder
    private let logger: Logger

    private static let pause = Duration.seconds(3_600)
    private static let atOnce = 1_000

    /// Upkeep of the outbox of `store`, of which `remainder` stays; failures are told to `logger`.
    public init(of store: any Database, to remainder: Outbox.Remainder, logger: Logger) {
        self.store = store
        self.remainder = remainder
        self.logger = logger
    }

    /// Goes on until the process is told to stop.
    ///
    /// - Throws: `CancellationError` when it is ended.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await prune() } while (try? await Task.sleep(for: Self.pause)) != nil
        }
    }

    private func prune() async {
        do {
            while try await store.write({ try $0.pruneOutbox(to: remainder, limit: Self.atOnce) })
                == Self.atOnce
            {
                try Task.checkCancellation()
            }
        } catch is CancellationError {
            // Told to stop; the rest is forgotten the next time.
        } catch {
            logger.error("old events cannot be forgotten", metadata: ["error": "\(type(of: error))"])
        }
    }
}
