import Domain
import Exchange
import LinearModel
import Logging
import Planning
import Platform
import Storage
import Synchronization
import Book
import TestKit
import Testing

@testable import Rebalancing

@Suite struct PlanJobsTests {
    private func absence(_ clinic: TestClinic) async throws -> PlanPurpose {
        for (index, hour) in ["09:00", "09:20", "10:00", "11:00"].enumerated() {
            try await clinic.book("visit", "okafor", hour, for: Patient.ID("pt-\(index + 1)"))
        }
        let range = TimeRange(start: clinic.at("08:00", day: 1), end: clinic.at("18:00", day: 1))
        let recorded = try await RecordAbsence(clinic.scheduling)(
            "okafor", range, because: "illness", by: clinic.admin)
        return .replace([recorded.absence.id])
    }

    /// Jobs of an instance, and what works on them.
    private struct Instance {
        let jobs: PlanJobs
        let worker: JobWorker

        init(_ clinic: TestClinic, _ solver: any PlanSolver = TestSolver(), capacity: Int = 16) {
            jobs = PlanJobs(clinic.scheduling, solver: solver, capacity: capacity) { 0 }
            worker = JobWorker(
                on: clinic.scheduling.database, logger: Logger(label: "test"), work: jobs.perform,
                fail: PlanJobs.fail)
        }
    }

    private func ended(_ jobs: PlanJobs, _ id: PlanJob.ID) async throws -> PlanJob {
        while true {
            let job = try await jobs.job(id)
            if job.isOver { return job }
            await Task.yield()
        }
    }

    @Test func `a job ends with a stored proposal, and its progress only ever improves`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let instance = Instance(clinic)
        let id = try await instance.jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        #expect(try await instance.jobs.unfinished().map(\.state) == [.waiting])
        try await withWorker(instance.worker) {
            let job = try await ended(instance.jobs, id)
            #expect(job.state == .ready(Proposal.ID(id.rawValue)) && !job.progress.isEmpty)
            #expect(
                try await ApplyProposal(clinic.scheduling).show(Proposal.ID(id.rawValue)).moves.count == 4)
            for (earlier, later) in zip(job.progress, job.progress.dropFirst()) {
                #expect(later.bound >= earlier.bound && later.cost ?? .max <= earlier.cost ?? .max)
            }
        }
    }

    @Test func `a job that waits can be cancelled, and a full queue refuses`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let jobs = Instance(clinic, capacity: 1).jobs
        let first = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        await #expect(throws: PlanJobError.queueFull(waiting: 1)) {
            _ = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        }
        try await jobs.cancel(first)
        #expect(try await jobs.job(first).state == .cancelled)
        await #expect(throws: PlanJobError.unknown("none")) { try await jobs.cancel("none") }
    }

    @Test func `a job that ended is forgotten after an hour, when another is asked for`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let jobs = Instance(clinic).jobs
        let old = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        try await jobs.cancel(old)
        clinic.time.advance(60)
        _ = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        #expect(try await jobs.job(old).state == .cancelled)
        clinic.time.advance(1)
        _ = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        await #expect(throws: PlanJobError.unknown(old)) { _ = try await jobs.job(old) }
    }

    @Test func `a solver that dies fails its job and nothing else`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let instance = Instance(clinic, DyingSolver())
        let id = try await instance.jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        try await withWorker(instance.worker) {
            let state = try await ended(instance.jobs, id).state
            #expect(state == .failed("dead"))
        }
        #expect(try await clinic.count("proposal") == 0)
        #expect(try await clinic.verify().faults.isEmpty)
    }

    @Test func `who solves and is told to stop gives the job back, and another makes the plan`() async throws
    {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let solver = GatedSolver()
        let (frozen, other) = (Instance(clinic, solver), Instance(clinic))
        let id = try await frozen.jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        let running = Task { await frozen.worker.run() }
        while try await frozen.jobs.job(id).state != .solving { await Task.yield() }
        running.cancel()
        await solver.open()
        await running.value
        #expect(try await other.jobs.job(id).state == .waiting)
        #expect(try await clinic.count("proposal") == 0)
        try await withWorker(other.worker) {
            let state = try await ended(other.jobs, id).state
            #expect(state == .ready(Proposal.ID(id.rawValue)))
        }
    }

    @Test func `a job that is handed on at every stop is made in the end`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let instance = Instance(clinic)
        let id = try await instance.jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        for _ in 0..<6 {
            try await clinic.scheduling.database.write { transaction in
                let row = try #require(try transaction.takeJob())
                try transaction.giveBack(TakenJob(row).lease)
            }
        }
        try await withWorker(instance.worker) {
            let state = try await ended(instance.jobs, id).state
            #expect(state == .ready(Proposal.ID(id.rawValue)))
        }
    }

    @Test func `a database that was away for a moment fails no job`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let jobs = Instance(clinic).jobs
        let id = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        let tries = Atomic(0)
        let worker = JobWorker(
            on: clinic.scheduling.database, logger: Logger(label: "test"),
            work: { job in
                guard tries.add(1, ordering: .relaxed).newValue > 1 else { throw StorageError.inDoubt }
                try await jobs.perform(job)
            }, fail: PlanJobs.fail)
        try await withWorker(worker) {
            let state = try await ended(jobs, id).state
            #expect(state == .ready(Proposal.ID(id.rawValue)))
        }
    }

    @Test func `a lease that ran out is another's, and who wakes late stores nothing`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let solver = GatedSolver()
        let (frozen, other) = (Instance(clinic, solver), Instance(clinic))
        let id = try await frozen.jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        let row = try #require(try await clinic.scheduling.database.write { try $0.takeJob() })
        let late = Task { try await frozen.jobs.perform(TakenJob(row)) }
        clinic.time.advance(1)
        try await withWorker(other.worker) {
            let state = try await ended(other.jobs, id).state
            #expect(state == .ready(Proposal.ID(id.rawValue)))
        }
        await solver.open()
        await #expect(throws: LeaseLost.self) { try await late.value }
        #expect(try await clinic.count("proposal") == 1)
    }
}

/// Waits to be let in, then solves as the tests do.
private actor GatedSolver: PlanSolver {
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isOpen = false

    func open() {
        isOpen = true
        waiting.forEach { $0.resume() }
        waiting = []
    }

    func place(
        _ problem: PlacementProblem, from warm: WarmStart?, limits: PlanLimits, control: SolveControl
    ) async throws -> PlacedRequests {
        if !isOpen { await withCheckedContinuation { waiting.append($0) } }
        return try await TestSolver().place(problem, from: warm, limits: limits, control: control)
    }
}

private struct DyingSolver: PlanSolver {
    struct Death: Error, CustomStringConvertible { let description = "dead" }

    func place(
        _ problem: PlacementProblem, from warm: WarmStart?, limits: PlanLimits, control: SolveControl
    ) async throws -> PlacedRequests {
        throw Death()
    }
}

extension PlanSolver {
    func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion] { [] }
    func suggest(_ request: BundleRequest, in book: SuggestionBook) async throws -> [BundleSuggestion] { [] }
    func suggest(_ request: SeriesRequest, in book: SuggestionBook) async throws -> [SeriesSuggestion] { [] }
    func overbook(
        _ sessions: [PlanOverbooking.Session], limits: PlanOverbooking.Limits
    ) async throws -> PlanOverbooking.Decision {
        PlanOverbooking.Decision(extra: [], waitMinutes: [:])
    }
    func design(_ question: DesignTemplate.Question) async throws -> DesignTemplate.Design {
        DesignTemplate.Design(places: [], short: [])
    }
}
