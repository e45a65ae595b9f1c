import Domain
import Platform
import Storage
import Synchronization

/// How what is to be sent comes on, for whoever watches: how much is due, since when, and how attempts ended in this process.
final class QueueFigures: Sendable {
    /// How an attempt ended.
    enum Outcome: Sendable {
        /// A way took it.
        case sent
        /// A way said that it never will.
        case refused
        /// It is tried again.
        case failed
    }

    private struct State {
        var due = 0
        var oldest: Int64 = 0
        var outcomes: [Outcome: Int] = [:]
    }

    private let state = Mutex(State())

    func note(_ outcome: Outcome) { state.withLock { $0.outcomes[outcome, default: 0] += 1 } }

    /// Looks at the queue.
    ///
    /// - Throws: `StorageError`.
    func look(at database: any Database) async throws {
        let (backlog, now) = try await database.read { transaction in
            (try transaction.backlog(givenUpSince: transaction.now), transaction.now)
        }
        state.withLock { state in
            state.due = backlog.late
            state.oldest = backlog.since.map { now.seconds(since: $0) } ?? 0
        }
    }

    /// As operators read them.
    var all: [ServiceFigure] {
        [
            ServiceFigure("slotwise_notices_due", "Notices that are due and wait.") { [self] in
                Double(state.withLock { $0.due })
            },
            ServiceFigure("slotwise_notices_oldest_due_seconds", "How long the oldest of them has waited.") {
                [self] in Double(state.withLock { $0.oldest })
            },
            attempts("sent", "that a way took", .sent),
            attempts("refused", "that a way never will take", .refused),
            attempts("failed", "that are made again", .failed),
        ]
    }

    private func attempts(_ name: String, _ which: String, _ outcome: Outcome) -> ServiceFigure {
        ServiceFigure("slotwise_notice_attempts_\(name)", "Attempts \(which), since the process began.") {
            [self] in Double(state.withLock { $0.outcomes[outcome, default: 0] })
        }
    }
}
