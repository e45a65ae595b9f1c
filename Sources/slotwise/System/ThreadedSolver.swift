import Foundation
import GLPKSolver
import LinearModel
import Planning
import Book
import SchedulingService
import Workers

/// Plans and suggestions with GLPK, on threads of their own.
final class ThreadedSolver: PlanSolver {
    private let threads: WorkerThreads
    private let glpk = GLPKSolver()

    init(threads count: Int = 2) {
        threads = .solvers(count: count, capacity: 64)
    }

    func place(
        _ problem: PlacementProblem, from warm: WarmStart?, limits: PlanLimits, control: SolveControl
    ) async throws -> PlacedRequests {
        let placing = PlaceRequests(engine: glpk)
        let effort = EffortLimits(seconds: limits.seconds, work: limits.work) {
            ProcessInfo.processInfo.systemUptime
        }
        return try await threads.run {
            let (plan, learned) = try placing.solve(problem, from: warm, limits: effort, control: control)
            return PlacedRequests(plan: plan, warmStart: learned)
        }
    }

    func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion] {
        let suggesting = SuggestSlots(solver: glpk)
        return try await threads.run { try suggesting(request, in: book) }
    }

    func suggest(_ request: BundleRequest, in book: SuggestionBook) async throws -> [BundleSuggestion] {
        let suggesting = SuggestBundles(solver: glpk)
        return try await threads.run { try suggesting(request, in: book) }
    }

    func suggest(_ request: SeriesRequest, in book: SuggestionBook) async throws -> [SeriesSuggestion] {
        let suggesting = SuggestSeries(solver: glpk)
        return try await threads.run { try suggesting(request, in: book) }
    }

    func overbook(
        _ sessions: [PlanOverbooking.Session], limits: PlanOverbooking.Limits
    ) async throws -> PlanOverbooking.Decision {
        let deciding = PlanOverbooking(solver: glpk)
        return try await threads.run { try deciding(sessions, limits: limits) }
    }

    func design(_ question: DesignTemplate.Question) async throws -> DesignTemplate.Design {
        let designing = DesignTemplate(solver: glpk)
        return try await threads.run { try designing(question) }
    }
}
