import Exchange
import Domain
import LinearModel
import Planning
import Rebalancing
import Book
import TestKit
import Testing

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

    @Test func `a job ends with a stored proposal, and its progress only ever improves`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let jobs = PlanJobs(clinic.scheduling, solver: TestSolver()) { 0 }
        let id = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        var last: PlanJob?
        for await job in try await jobs.updates(id) { last = job }
        let job = try #require(last)
        guard case .ready(let proposal) = job.state else {
            Issue.record("not ready but \(job.state)")
            return
        }
        #expect(try await ApplyProposal(clinic.scheduling).show(proposal).moves.count == 4)
        for (earlier, later) in zip(job.progress, job.progress.dropFirst()) {
            #expect(later.bound >= earlier.bound && later.cost ?? .max <= earlier.cost ?? .max)
        }
    }

    @Test func `a job that waits can be cancelled, and a full queue refuses`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let solver = GatedSolver()
        let jobs = PlanJobs(clinic.scheduling, solver: solver, atOnce: 1, capacity: 1) { 0 }
        let first = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        let second = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        await #expect(throws: PlanJobError.queueFull(waiting: 1)) {
            try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        }
        try await jobs.cancel(second)
        #expect(try await jobs.job(second).state == .cancelled)
        try await jobs.cancel(first)
        await solver.open()
        for await _ in try await jobs.updates(first) {}
        #expect(try await jobs.job(first).isOver)
    }

    @Test func `a solver that dies fails its job and nothing else`() async throws {
        let clinic = try await TestClinic()
        let purpose = try await absence(clinic)
        let jobs = PlanJobs(clinic.scheduling, solver: DyingSolver()) { 0 }
        let id = try await jobs.submit(purpose, limits: PlanLimits(seconds: 5))
        for await _ in try await jobs.updates(id) {}
        #expect(try await jobs.job(id).state == .failed("dead"))
        #expect(try await clinic.count("proposal") == 0)
        #expect(try await clinic.verify().faults.isEmpty)
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
