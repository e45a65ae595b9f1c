package import Domain
package import ServiceContracts

/// A what-if that is kept, with its latest run.
package struct KeptScenario: Sendable {
    package let id: String
    package let madeAt: Instant
    package let scenario: NewScenario
    package let latestRun: ScenarioRun?
}

/// One run as it is stored: values, whatever language it is read in.
///
/// *Rule.* A field is only ever added, and optional. *Why.* Runs of before stay readable. *If broken.* A scenario with an old
/// run cannot be opened.
package struct ScenarioRun: Sendable, Codable {
    package let id: String
    package let scenario: String
    package var status: ScenarioRunBody.Status
    package let begunAt: Instant
    package var seconds: Double?
    package var figures: [Figure] = []
    package var moves: [ScenarioComparison.Move] = []
    package var decisions: [String] = []
    package var failure: String?

    /// A figure beside the same of the unchanged book.
    package struct Figure: Sendable, Codable {
        package let figure: KeyFigure
        package let base: Double?
        package let value: Double
    }

    /// The run when it has ended well.
    package func ended(with result: ScenarioComparison.Result) -> ScenarioRun {
        var run = self
        run.status = .ready
        run.seconds = result.seconds
        run.figures = KeyFigure.allCases.compactMap { figure in
            result.outcome.figures[figure].map {
                Figure(figure: figure, base: result.base[figure], value: $0)
            }
        }
        run.moves = result.moves
        run.decisions = result.outcome.decisions
        return run
    }

    /// The run when it has failed.
    package func failed(because why: String) -> ScenarioRun {
        var run = self
        run.status = .failed
        run.failure = why
        return run
    }
}
