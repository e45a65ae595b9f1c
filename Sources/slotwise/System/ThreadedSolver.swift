import Foundation
import GLPKSolver
import LinearModel
import Planning
import SchedulingService

/// Plans and suggestions with GLPK, on threads of their own.
final class ThreadedSolver: PlanSolver {
    private let threads = SolverThreads(count: 2, capacity: 64)
    private let glpk = GLPKSolver()

    func place(
        _ problem: PlacementProblem, limits: PlanLimits, control: SolveControl
    ) async throws -> PlacementPlan {
        let placing = PlaceRequests(engine: glpk)
        let effort = EffortLimits(seconds: limits.seconds, work: limits.work) {
            ProcessInfo.processInfo.systemUptime
        }
        return try await threads.run { try placing(problem, limits: effort, control: control) }
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

    func solve(_ model: LinearModel, limits: SolveLimits) async throws -> Solution {
        let glpk = glpk
        return try await threads.run { try glpk.solve(model, limits: limits) }
    }
}
