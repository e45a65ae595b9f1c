public import Book
public import Domain
import LinearModel
package import Storage
import Synchronization

/// Plans that are made one after the other in the background: asked of any instance, made by one, read from all.
///
/// A job is a row (``Storage/JobTable``) that outlives the process; the worker of the module takes it.
public struct PlanJobs: Sendable {
    private let database: any Database
    private let propose: ProposePlan
    private let ids: any IdentifierSource
    private let capacity: Int
    /// Seconds since some fixed moment.
    private let clock: @Sendable () -> Double

    /// Of stored requests, reports and outcomes.
    private static let format = 1

    /// What a job is for, as it is stored.
    private struct Request: Codable {
        let purpose: PlanPurpose
        let options: PlanOptions
        let limits: PlanLimits
    }

    /// Jobs for the book of `scheduling`.
    ///
    /// - Parameters:
    ///   - scheduling: The book.
    ///   - solver: Should solve in a child process.
    ///   - capacity: How many may wait.
    ///   - clock: Seconds, never going back.
    public init(
        _ scheduling: Scheduling, solver: any PlanSolver, capacity: Int = 16,
        clock: @escaping @Sendable () -> Double
    ) {
        database = scheduling.database
        propose = ProposePlan(scheduling, solver: solver)
        ids = scheduling.ids
        self.capacity = capacity
        self.clock = clock
    }

    /// Queues a plan.
    ///
    /// - Throws: `PlanJobError.queueFull`, `StorageError`; nothing was queued then.
    public func submit(
        _ purpose: PlanPurpose, options: PlanOptions = PlanOptions(), limits: PlanLimits
    ) async throws -> PlanJob.ID {
        let id = PlanJob.ID(ids.next())
        let request = try SQLValue.document(
            Request(purpose: purpose, options: options, limits: limits), format: Self.format)
        try await database.write { [capacity] transaction in
            let waiting = try transaction.waitingJobs()
            guard waiting < capacity else { throw PlanJobError.queueFull(waiting: waiting) }
            try transaction.enqueue(id.rawValue, request)
        }
        return id
    }

    /// A job as it stands.
    ///
    /// - Throws: `PlanJobError.unknown`, `StorageError`.
    public func job(_ id: PlanJob.ID) async throws -> PlanJob {
        guard let row = try await database.read({ try $0.job(id.rawValue) }) else {
            throw PlanJobError.unknown(id)
        }
        return try Self.job(row)
    }

    /// Every job that is not over, oldest first.
    ///
    /// - Throws: `StorageError`.
    public func unfinished() async throws -> [PlanJob] { try await database.read { try Self.unfinished($0) } }

    /// Jobs that are not over or have ended within a minute.
    package static func recent(_ transaction: any ReadTransaction) throws -> [PlanJob] {
        try transaction.jobs(orEndedSince: transaction.now - 1).map(job)
    }

    private static func unfinished(_ transaction: any ReadTransaction) throws -> [PlanJob] {
        try transaction.jobs().map(job)
    }

    /// Stops a job: one that waits ends at once, one that solves soon, with its best plan as the proposal.
    ///
    /// - Throws: `PlanJobError.unknown`, `StorageError`.
    public func cancel(_ id: PlanJob.ID) async throws {
        let outcome = try Self.outcome(.cancelled)
        try await database.write { transaction in
            guard try transaction.job(id.rawValue) != nil else { throw PlanJobError.unknown(id) }
            try transaction.unwant(id.rawValue, outcome: outcome)
        }
    }

    /// Makes the plan of a job that was taken, and stores it with the end of the job.
    ///
    /// - Throws: `LeaseLost` if another has the job now, `CancellationError` if the process ends; then nothing is stored. What
    ///   ``ProposePlan`` throws.
    package func perform(_ taken: TakenJob) async throws {
        let request: Request = try taken.request.document(0, format: Self.format)
        let (began, progress) = (clock(), PlanProgress())
        let control = SolveControl { [clock] report in
            guard let all = progress.note(report, after: clock() - began),
                let value = try? SQLValue.document(all, format: Self.format)
            else { return }
            taken.report(value)
        }
        let outcome = try Self.outcome(.ready(Proposal.ID(taken.id)))
        try await withTaskCancellationHandler {
            _ = try await propose(
                request.purpose, options: request.options, limits: request.limits, control: control,
                as: Proposal.ID(taken.id)
            ) { transaction in
                // A plan that the end of the process cut short is no answer: another makes it whole.
                if control.isCancelled && !taken.isUnwanted { throw CancellationError() }
                if let last = taken.lastReport { _ = try transaction.renew(taken.lease, progress: last) }
                try transaction.end(taken.lease, outcome: outcome)
            }
        } onCancel: {
            control.cancel()
        }
    }

    /// Ends a job that made no plan.
    ///
    /// - Throws: `LeaseLost`, `StorageError`.
    package static func fail(
        _ transaction: any Transaction, _ taken: TakenJob, _ error: any Error
    ) throws {
        let wasCancelled = taken.isUnwanted && (error is CancellationError || error.isNoPlan)
        try transaction.end(
            taken.lease, outcome: outcome(wasCancelled ? .cancelled : .failed("\(error)")))
    }

    private static func outcome(_ state: PlanJob.State) throws -> SQLValue {
        try .document(state, format: format)
    }

    private static func job(_ row: JobTable.Row) throws -> PlanJob {
        let request: Request = try row.request.document(0, format: format)
        let state: PlanJob.State =
            switch row.state {
            case .waiting: .waiting
            case .running: .solving
            case .ended: try row.outcome.document(0, format: format)
            }
        return PlanJob(
            id: PlanJob.ID(row.id), purpose: request.purpose, options: request.options,
            limits: request.limits, state: state,
            progress: row.progress.values == [.null]
                ? [] : try row.progress.document(0, format: format))
    }
}

extension Error {
    fileprivate var isNoPlan: Bool {
        if case PlanningError.noPlan? = self as? PlanningError { true } else { false }
    }
}

/// How the best plan and the bound of one search come closer.
private final class PlanProgress: Sendable {
    private let points = Mutex<[PlanJob.Progress]>([])

    /// Everything until now, if the report is news.
    ///
    /// Reports may arrive in another order than they were made; a bound never falls and a cost never rises.
    func note(_ report: SolveControl.Progress, after seconds: Double) -> [PlanJob.Progress]? {
        let cost = report.incumbent.map { Int($0) }
        return points.withLock { points in
            let last = points.last
            let isNews = Int(report.bound) > last?.bound ?? .min || (cost ?? .max) < last?.cost ?? .max
            guard isNews else { return nil }
            points.append(
                PlanJob.Progress(
                    seconds: max(seconds, last?.seconds ?? 0),
                    cost: [cost, last?.cost].compactMap(\.self).min(),
                    bound: max(Int(report.bound), last?.bound ?? .min)))
            return points
        }
    }
}
