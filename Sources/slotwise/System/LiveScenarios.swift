import Domain
import Foundation
import SchedulingService

/// Runs scenarios of the contract on copies of the book that is being served; their plans in child processes, so that
/// none takes the server with it.
struct LiveScenarios: ScenarioRunner {
    let scratch: Scratch
    let copyLive: @Sendable (String) async throws -> Void
    let solver: any PlanSolver

    func run(_ scenario: Scenario) async throws -> ScenarioComparison.Result {
        let results = try await ScenarioRuns(
            scratch: scratch.path, copyLive: copyLive, solver: solver, atOnce: 1
        ).run([(file: "scenario", scenario: scenario)]) { _, _, _ in }
        guard let result = results.first else { throw UsageError("the scenario has no answer") }
        return result
    }
}
