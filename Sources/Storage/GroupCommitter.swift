import Foundation

/// The one writer: a thread that takes everybody who waits, has the engine run them and commit them together, and only then
/// answers.
///
/// *Rule.* Nobody is answered before the commit that holds their change returned. *If broken.* An acknowledged booking
/// is lost at a power cut.
package final class GroupCommitter: Sendable {
    /// One write: `perform` runs the body and keeps its outcome, and may be called again; `settle` answers with it, or with why
    /// the commit failed.
    package struct Job {
        let perform: (any Transaction) throws -> Void
        fileprivate let settle: (StorageError?) -> Void
    }

    private let shared: Shared
    private let finished = DispatchSemaphore(value: 0)

    /// `jobs` and `isClosed` are only touched under `condition`.
    private final class Shared: @unchecked Sendable {
        let condition = NSCondition()
        var jobs: [Job] = []
        var isClosed = false
    }

    /// No commit holds more, so that no one waits long for others' work.
    private static let largestBatch = 512

    /// Starts the thread.
    ///
    /// - Parameter commit: Runs jobs in their order (``Job/perform(in:)``) and commits them; gives back why nothing of them was
    ///   stored, or `nil`. Always called on the one thread.
    package init(commit: @escaping @Sendable ([Job]) -> StorageError?) {
        let shared = Shared()
        self.shared = shared
        let finished = finished
        let thread = Thread {
            var last = 0
            while let batch = Self.next(shared, after: last) {
                let failure = commit(batch)
                for job in batch { job.settle(failure) }
                last = batch.count
            }
            finished.signal()
        }
        thread.name = "committer"
        thread.start()
    }

    /// Runs `body` with others in one commit; returns when it is durable.
    package func commit<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            var outcome: Result<Value, any Error>?
            let job = Job(
                perform: { transaction in
                    do {
                        outcome = .success(try body(transaction))
                    } catch {
                        outcome = .failure(error)
                        throw error
                    }
                },
                settle: { failure in
                    switch (outcome, failure) {
                    case (.failure(let error)?, _): continuation.resume(throwing: error)
                    case (_, let failure?): continuation.resume(throwing: failure)
                    case (.success(let value)?, nil): continuation.resume(returning: value)
                    case (nil, nil): continuation.resume(throwing: StorageError.closed)
                    }
                }
            )
            shared.condition.lock()
            let isClosed = shared.isClosed
            if !isClosed { shared.jobs.append(job) }
            shared.condition.signal()
            shared.condition.unlock()
            if isClosed { continuation.resume(throwing: StorageError.closed) }
        }
    }

    /// Refuses what comes from now on, and returns when whoever waited is answered.
    package func close() {
        shared.condition.lock()
        let wasClosed = shared.isClosed
        shared.isClosed = true
        shared.condition.signal()
        shared.condition.unlock()
        if !wasClosed { finished.wait() }
    }

    /// Those who were answered together come back together: waiting a moment for as many as last time saves
    /// the first of them from paying for a commit alone.
    ///
    /// A lone writer waits for nobody.
    private static let patience = 0.001

    /// Everybody who waits; `nil` once closed and empty.
    private static func next(_ shared: Shared, after last: Int) -> [Job]? {
        shared.condition.lock()
        defer { shared.condition.unlock() }
        while shared.jobs.isEmpty {
            if shared.isClosed { return nil }
            shared.condition.wait()
        }
        let deadline = Date(timeIntervalSinceNow: patience)
        while shared.jobs.count < last && !shared.isClosed && shared.condition.wait(until: deadline) {}
        let batch = Array(shared.jobs.prefix(largestBatch))
        shared.jobs.removeFirst(batch.count)
        return batch
    }
}

extension GroupCommitter.Job {
    /// Runs the job in a savepoint of its own; its error is the job's, not the batch's.
    ///
    /// - Parameters:
    ///   - transaction: Of the whole batch.
    ///   - isOpen: Whether the transaction still stands: a full disk or a lost connection ends all of it.
    /// - Throws: `StorageError` if the savepoint cannot be made or let go.
    package func perform(in transaction: some Transaction, isOpen: () -> Bool) throws {
        try transaction.run("SAVEPOINT job")
        do {
            try perform(transaction)
        } catch {
            if isOpen() { try transaction.run("ROLLBACK TO job") }
        }
        if isOpen() { try transaction.run("RELEASE job") }
    }
}
