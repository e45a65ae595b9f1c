import Foundation
import GRDB
import Storage

/// The one writer: a thread that takes everybody who waits, runs each in a savepoint of its own, commits them all with
/// one fsync, and only then answers.
///
/// *Rule.* Nobody is answered before the commit that holds their change returned. *If broken.* An acknowledged booking
/// is lost at a power cut.
final class GroupCommitter: Sendable {
    /// One write: `perform` runs the body and keeps its outcome; `settle` answers with it, or with why the commit failed.
    private struct Job {
        let perform: (SQLiteTransaction) throws -> Void
        let settle: (StorageError?) -> Void
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

    init(pool: DatabasePool, time: any TimeSource) {
        let shared = Shared()
        self.shared = shared
        let finished = finished
        let thread = Thread {
            var last = 0
            while let batch = Self.next(shared, after: last) {
                Self.commit(batch, pool, time)
                last = batch.count
            }
            finished.signal()
        }
        thread.name = "committer"
        thread.start()
    }

    func commit<Value: Sendable>(
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

    func close() {
        shared.condition.lock()
        let wasClosed = shared.isClosed
        shared.isClosed = true
        shared.condition.signal()
        shared.condition.unlock()
        if !wasClosed { finished.wait() }
    }

    /// Those who were answered together come back together: waiting a moment for as many as last time saves
    /// the first of them from paying for an fsync alone.
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

    private static func commit(_ batch: [Job], _ pool: DatabasePool, _ time: any TimeSource) {
        var failure: StorageError?
        do {
            try pool.writeWithoutTransaction { connection in
                try connection.inTransaction(.immediate) {
                    for job in batch {
                        try perform(job, SQLiteTransaction(connection: connection, now: time.now))
                        // A full disk or a failed read may end the whole transaction, not only the savepoint.
                        guard connection.isInsideTransaction else {
                            throw StorageError.engine(code: 0, message: "the engine rolled the commit back")
                        }
                    }
                    return .commit
                }
            }
        } catch let error as DatabaseError {
            failure = SQLiteDatabase.storageError(error)
        } catch {
            failure = error as? StorageError ?? .engine(code: 0, message: "\(error)")
        }
        for job in batch { job.settle(failure) }
    }

    /// Runs a job in a savepoint of its own; its error is the job's, not the batch's.
    private static func perform(_ job: Job, _ transaction: SQLiteTransaction) throws {
        try transaction.run("SAVEPOINT job")
        do {
            try job.perform(transaction)
        } catch {
            if transaction.connection.isInsideTransaction { try transaction.run("ROLLBACK TO job") }
        }
        if transaction.connection.isInsideTransaction { try transaction.run("RELEASE job") }
    }
}
