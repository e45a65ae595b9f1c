public import Book
public import Domain
import LinearModel
import Storage

/// Makes plans one after the other in the background: with progress, deadline, cancellation and the best plan so far.
///
/// Jobs live in this process only; what they made is a stored proposal and outlives it.
public actor PlanJobs {
    private let propose: ProposePlan
    private let ids: any IdentifierSource
    private let atOnce: Int
    private let capacity: Int
    /// Seconds since some fixed moment.
    private let clock: @Sendable () -> Double
    private var jobs: [PlanJob.ID: PlanJob] = [:]
    private var waiting: [PlanJob.ID] = []
    private var controls: [PlanJob.ID: SolveControl] = [:]
    private var listeners: [PlanJob.ID: [AsyncStream<PlanJob>.Continuation]] = [:]
    private var onChange: @Sendable (PlanJob) -> Void = { _ in }
    /// Ended jobs in the order they ended; the oldest are forgotten.
    private var ended: [PlanJob.ID] = []

    private static let keptAfterEnd = 100

    /// Jobs for the book of `scheduling`.
    ///
    /// - Parameters:
    ///   - scheduling: The book.
    ///   - solver: Should solve in a child process.
    ///   - atOnce: How many searches run at the same time.
    ///   - capacity: How many may wait.
    ///   - clock: Seconds, never going back.
    public init(
        _ scheduling: Scheduling, solver: any PlanSolver, atOnce: Int = 1, capacity: Int = 16,
        clock: @escaping @Sendable () -> Double
    ) {
        propose = ProposePlan(scheduling, solver: solver)
        ids = scheduling.ids
        self.atOnce = atOnce
        self.capacity = capacity
        self.clock = clock
    }

    /// Calls `body` with every job that changed; it must return at once.
    public func watch(_ body: @escaping @Sendable (PlanJob) -> Void) { onChange = body }

    /// Queues a plan.
    ///
    /// - Throws: `PlanJobError.queueFull`; nothing was queued then.
    public func submit(
        _ purpose: PlanPurpose, options: PlanOptions = PlanOptions(), limits: PlanLimits
    ) throws(PlanJobError) -> PlanJob.ID {
        guard waiting.count < capacity else { throw .queueFull(waiting: waiting.count) }
        let id = PlanJob.ID(ids.next())
        jobs[id] = PlanJob(
            id: id, purpose: purpose, options: options, limits: limits, state: .waiting, progress: [])
        waiting.append(id)
        startNext()
        return id
    }

    /// A job as it stands.
    public func job(_ id: PlanJob.ID) throws(PlanJobError) -> PlanJob {
        guard let job = jobs[id] else { throw .unknown(id) }
        return job
    }

    /// Every job that is not over, in no order.
    public func unfinished() -> [PlanJob] { jobs.values.filter { !$0.isOver } }

    /// The job at once and at every change, until it is over.
    public func updates(_ id: PlanJob.ID) throws(PlanJobError) -> AsyncStream<PlanJob> {
        let job = try self.job(id)
        let (stream, continuation) = AsyncStream<PlanJob>.makeStream(bufferingPolicy: .bufferingNewest(1))
        continuation.yield(job)
        if job.isOver { continuation.finish() } else { listeners[id, default: []].append(continuation) }
        return stream
    }

    /// Stops a job: one that waits ends at once, one that solves soon, with its best plan as the proposal.
    public func cancel(_ id: PlanJob.ID) throws(PlanJobError) {
        let job = try self.job(id)
        guard !job.isOver else { return }
        if let control = controls[id] { return control.cancel() }
        waiting.removeAll { $0 == id }
        end(id, .cancelled)
    }

    private func startNext() {
        while controls.count < atOnce, let id = waiting.first, let job = jobs[id] {
            waiting.removeFirst()
            let began = clock()
            let control = SolveControl { [weak self, clock] report in
                let seconds = clock() - began
                Task { await self?.note(id, report, seconds) }
            }
            controls[id] = control
            change(id) { $0.state = .solving }
            Task { await solve(job, control) }
        }
    }

    private func solve(_ job: PlanJob, _ control: SolveControl) async {
        do {
            let proposal = try await propose(
                job.purpose, options: job.options, limits: job.limits, control: control,
                as: Proposal.ID(job.id.rawValue))
            end(job.id, .ready(proposal.id))
        } catch PlanningError.noPlan where control.isCancelled {
            end(job.id, .cancelled)
        } catch {
            end(job.id, .failed("\(error)"))
        }
        controls[job.id] = nil
        startNext()
    }

    /// Reports may arrive in another order than they were made; a bound never falls and a cost never rises.
    private func note(_ id: PlanJob.ID, _ report: SolveControl.Progress, _ seconds: Double) {
        change(id) { job in
            guard job.state == .solving else { return }
            let cost = report.incumbent.map { Int($0) }
            let last = job.progress.last
            let isNews =
                Int(report.bound) > last?.bound ?? .min || (cost ?? .max) < last?.cost ?? .max
            guard isNews else { return }
            job.progress.append(
                PlanJob.Progress(
                    seconds: max(seconds, last?.seconds ?? 0),
                    cost: [cost, last?.cost].compactMap { $0 }.min(),
                    bound: max(Int(report.bound), last?.bound ?? .min)))
        }
    }

    private func end(_ id: PlanJob.ID, _ state: PlanJob.State) {
        change(id) { $0.state = state }
        for listener in listeners.removeValue(forKey: id) ?? [] { listener.finish() }
        ended.append(id)
        if ended.count > Self.keptAfterEnd { jobs[ended.removeFirst()] = nil }
    }

    private func change(_ id: PlanJob.ID, _ body: (inout PlanJob) -> Void) {
        guard var job = jobs[id] else { return }
        body(&job)
        guard job != jobs[id] else { return }
        jobs[id] = job
        onChange(job)
        for listener in listeners[id] ?? [] { listener.yield(job) }
    }
}
