import GLPKSolver
public import LinearModel
public import Planning
public import SchedulingService

/// The real solver, stopped by work instead of by the clock, so that tests are repeatable.
public struct TestSolver: PlanSolver {
    private let threads = SolverThreads(count: 2)

    public init() {}

    public func place(
        _ problem: PlacementProblem, seconds: Double, control: SolveControl
    ) async throws -> PlacementPlan {
        try await threads.run { try TestSolver.solve(problem, control: control) }
    }

    public func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion] {
        try await threads.run { try SuggestSlots(solver: GLPKSolver())(request, in: book) }
    }

    /// Solves on the calling thread with a clock that stands still.
    public static func solve(
        _ problem: PlacementProblem, work: Int? = 2_000_000, control: SolveControl = SolveControl()
    ) throws -> PlacementPlan {
        let limits = EffortLimits(seconds: 1e6, work: work) { 0 }
        return try PlaceRequests(engine: GLPKSolver())(problem, limits: limits, control: control)
    }
}
