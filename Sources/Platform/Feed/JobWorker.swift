public import Logging
public import ServiceLifecycle
public import Storage

/// Takes the jobs of a store one after another, whichever instance they were asked of, and keeps their leases.
///
/// A process that is told to stop gives its jobs back; one that is killed is followed by another when the lease has run out.
public struct JobWorker: Service {
    /// Works on a job and ends it, in the transaction of what it made.
    public typealias Work = @Sendable (TakenJob) async throws -> Void
    /// Ends a job that failed.
    public typealias Fail = @Sendable (any Transaction, TakenJob, any Error) throws -> Void

    private let store: any Database
    private let atOnce: Int
    private let logger: Logger
    private let work: Work
    private let fail: Fail

    private static let secondsBetweenLooks = 2
    /// Commits wake it far more often than there is a job.
    private static let rest = Duration.milliseconds(50)
    private static let pause = Duration.milliseconds(500)
    /// A lease is renewed after so many pauses, or with a report.
    private static let pausesOfLease = 4
    /// A job that was taken more often has ended its processes, and is not tried again.
    private static let mostLeases = 8

    /// Why a job is given up.
    struct TakenTooOften: Error, CustomStringConvertible {
        var description: String { "whoever worked on it ended before it did, again and again" }
    }

    /// A worker.
    ///
    /// - Parameters:
    ///   - store: Has a ``Storage/JobTable``.
    ///   - atOnce: How many jobs run at the same time in this process.
    ///   - logger: Where failures are told.
    ///   - work: Does one; it is cancelled when the job is not wanted any more, or the process ends.
    ///   - fail: Called with what `work` threw.
    public init(
        on store: any Database, atOnce: Int = 1, logger: Logger, work: @escaping Work, fail: @escaping Fail
    ) {
        self.store = store
        self.atOnce = atOnce
        self.logger = logger
        self.work = work
        self.fail = fail
    }

    /// Works until the process is told to stop.
    public func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for _ in 0..<atOnce { group.addTask { await takeTurns() } }
            }
        }
    }

    private func takeTurns() async {
        for await _ in store.changes().wakes(atLeastEvery: .seconds(Self.secondsBetweenLooks)) {
            while !Task.isCancelled, let job = await next() { await perform(job) }
            try? await Task.sleep(for: Self.rest)
        }
    }

    private func next() async -> JobTable.Row? {
        do {
            // Looking is cheap and wakes nobody; taking is a write.
            guard try await store.read({ try $0.nextJob() }) != nil else { return nil }
            return try await store.write { try $0.takeJob() }
        } catch is CancellationError {
            return nil
        } catch {
            logger.error("jobs cannot be taken", metadata: ["error": "\(type(of: error))"])
            return nil
        }
    }

    private func perform(_ row: JobTable.Row) async {
        let job = TakenJob(row)
        guard row.lease <= Self.mostLeases else { return await end(job, TakenTooOften()) }
        let working = Task { try await work(job) }
        let heart = Task { await keep(job, working) }
        defer { heart.cancel() }
        let outcome = await withTaskCancellationHandler {
            await working.result
        } onCancel: {
            working.cancel()
        }
        guard case .failure(let error) = outcome, !(error is LeaseLost) else { return }
        if Task.isCancelled || error.isPassing {
            _ = try? await store.write { try $0.giveBack(job.lease) }
        } else {
            await end(job, error)
        }
    }

    private func end(_ job: TakenJob, _ error: any Error) async {
        do {
            try await store.write { try fail($0, job, error) }
        } catch is LeaseLost {
            // Another has it, or has ended it.
        } catch {
            logger.error("the end of a job cannot be stored", metadata: ["error": "\(type(of: error))"])
        }
    }

    /// Renews the lease and writes reports until the work is over, or must be.
    private func keep(_ job: TakenJob, _ working: Task<Void, any Error>) async {
        var pauses = 0
        while (try? await Task.sleep(for: Self.pause)) != nil {
            pauses += 1
            do {
                let report = job.takeReport()
                let isUnwanted = try await store.read { try $0.job(job.id)?.isUnwanted ?? true }
                if isUnwanted {
                    job.unwant()
                    working.cancel()
                }
                guard report != nil || pauses % Self.pausesOfLease == 0 else { continue }
                _ = try await store.write { try $0.renew(job.lease, progress: report) }
            } catch is LeaseLost {
                return working.cancel()
            } catch is CancellationError {
                return
            } catch {
                logger.error("a lease cannot be renewed", metadata: ["error": "\(type(of: error))"])
            }
        }
    }
}

extension Error {
    /// Whether the store may do in a moment what it could not do now.
    fileprivate var isPassing: Bool {
        switch self as? StorageError {
        case .unreachable, .inDoubt: true
        default: false
        }
    }
}
