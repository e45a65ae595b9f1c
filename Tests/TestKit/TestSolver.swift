import GLPKSolver
public import LinearModel
public import Planning
public import Book
import SchedulingService
import Workers

/// The real solver, stopped by work instead of by the clock, so that tests are repeatable.
public struct TestSolver: PlanSolver {
    private let threads = WorkerThreads.solvers(count: 2)

    public init() {}

    public func place(
        _ problem: PlacementProblem, from warm: WarmStart?, limits: PlanLimits, control: SolveControl
    ) async throws -> PlacedRequests {
        let effort = EffortLimits(seconds: 1e6, work: limits.work ?? 2_000_000) { 0 }
        return try await threads.run {
            let (plan, learned) = try PlaceRequests(engine: GLPKSolver()).solve(
                problem, from: warm, limits: effort, control: control)
            return PlacedRequests(plan: plan, warmStart: learned)
        }
    }

    public func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion] {
        try await threads.run { try SuggestSlots(solver: GLPKSolver())(request, in: book) }
    }

    public func suggest(_ request: BundleRequest, in book: SuggestionBook) async throws
        -> [BundleSuggestion]
    {
        try await threads.run { try SuggestBundles(solver: GLPKSolver())(request, in: book) }
    }

    public func suggest(_ request: SeriesRequest, in book: SuggestionBook) async throws
        -> [SeriesSuggestion]
    {
        try await threads.run { try SuggestSeries(solver: GLPKSolver())(request, in: book) }
    }

    public func overbook(
        _ sessions: [PlanOverbooking.Session], limits: PlanOverbooking.Limits
    ) async throws -> PlanOverbooking.Decision {
        let deciding = PlanOverbooking(solver: GLPKSolver())
        return try await threads.run { try deciding(sessions, limits: limits) }
    }

    public func design(_ question: DesignTemplate.Question) async throws -> DesignTemplate.Design {
        let designing = DesignTemplate(solver: GLPKSolver())
        return try await threads.run { try designing(question) }
    }

    /// Solves on the calling thread with a clock that stands still.
    public static func solve(
        _ problem: PlacementProblem, work: Int? = 2_000_000, control: SolveControl = SolveControl()
    ) throws -> PlacementPlan {
        let limits = EffortLimits(seconds: 1e6, work: work) { 0 }
        return try PlaceRequests(engine: GLPKSolver())(problem, limits: limits, control: control)
    }
}
