import Domain
import Foundation
import SchedulingService

/// Runs scenarios of the contract on copies of the book that is being served.
struct LiveScenarios: ScenarioRunner {
    let copyLive: @Sendable (String) async throws -> Void

    func run(_ scenario: Scenario) async throws -> ScenarioComparison.Result {
        let results = try await ScenarioRuns(copyLive: copyLive, threads: 1).run([
            (file: "scenario", scenario: scenario)
        ]) {
            _, _, _ in
        }
        guard let result = results.first else { throw UsageError("the scenario has no answer") }
        return result
    }
}
