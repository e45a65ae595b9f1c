import ServiceContracts
import Words

extension ScenarioBody {
    /// A scenario as somebody reads it; without names for those who may not see patients.
    init(_ kept: KeptScenario, in words: Words, showsNames: Bool = true) {
        self.init(
            id: kept.id, madeAt: kept.madeAt, scenario: kept.scenario,
            latestRun: kept.latestRun.map { ScenarioRunBody($0, in: words, showsNames: showsNames) })
    }
}

extension ScenarioRunBody {
    /// A run as somebody reads it.
    init(_ run: ScenarioRun, in words: Words, showsNames: Bool = true) {
        self.init(
            id: run.id, scenario: run.scenario, status: run.status, begunAt: run.begunAt,
            seconds: run.seconds,
            figures: run.figures.map {
                Figure(
                    name: $0.figure.rawValue, label: $0.figure.label(in: words), unit: $0.figure.unit,
                    isBetterLow: $0.figure.isBetterLow, base: $0.base, value: $0.value)
            },
            moves: run.moves.map { move in
                Move(
                    patient: showsNames ? move.patient : "–", from: words.text(move.from),
                    to: words.text(move.to), cost: move.cost,
                    reasons: move.reasons.map { ReasonBody($0, in: words) })
            },
            decisions: run.decisions, failure: run.failure)
    }
}
