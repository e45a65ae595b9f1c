import Foundation
import LinearModel
import Planning
import Book
import SchedulingService
import SolverProcess

/// Suggestions on threads of this process; plans, which may take long, in child processes.
final class IsolatedSolver: PlanSolver {
    private let child = SolverChild(program: IsolatedSolver.thisProgram)
    private let threads = ThreadedSolver()

    /// The path of this executable; Linux tells it even if the program was found on the PATH.
    static var thisProgram: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
    }

    func place(
        _ problem: PlacementProblem, from warm: WarmStart?, limits: PlanLimits, control: SolveControl
    ) async throws -> PlacedRequests {
        PlacedRequests(
            plan: try await child.place(
                problem, seconds: limits.seconds, work: limits.work, control: control))
    }

    func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion] {
        try await threads.suggest(request, in: book)
    }

    func suggest(_ request: BundleRequest, in book: SuggestionBook) async throws -> [BundleSuggestion] {
        try await threads.suggest(request, in: book)
    }

    func suggest(_ request: SeriesRequest, in book: SuggestionBook) async throws -> [SeriesSuggestion] {
        try await threads.suggest(request, in: book)
    }

    func overbook(
        _ sessions: [PlanOverbooking.Session], limits: PlanOverbooking.Limits
    ) async throws -> PlanOverbooking.Decision {
        try await threads.overbook(sessions, limits: limits)
    }

    func design(_ question: DesignTemplate.Question) async throws -> DesignTemplate.Design {
        try await threads.design(question)
    }
}
