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
        _ problem: PlacementProblem, seconds: Double, control: SolveControl
    ) async throws -> PlacementPlan {
        try await place(problem, limits: .within(seconds: seconds), control: control)
    }

    func place(
        _ problem: PlacementProblem, limits: EffortLimits, control: SolveControl
    ) async throws -> PlacementPlan {
        let placing = PlaceRequests(engine: glpk)
        return try await threads.run { try placing(problem, limits: limits, control: control) }
    }

    func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion] {
        let suggesting = SuggestSlots(solver: glpk)
        return try await threads.run { try suggesting(request, in: book) }
    }
}

extension EffortLimits {
    /// Limits against the machine's monotonic clock.
    static func within(seconds: Double, work: Int? = nil) -> EffortLimits {
        EffortLimits(seconds: seconds, work: work) { ProcessInfo.processInfo.systemUptime }
    }
}
