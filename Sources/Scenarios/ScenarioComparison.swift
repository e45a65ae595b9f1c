public import Words

/// Several scenarios side by side, each beside its base.
public struct ScenarioComparison: Sendable, Hashable, Codable {
    /// One scenario's answer.
    public struct Result: Sendable, Hashable, Codable {
        /// What was asked.
        public let scenario: Scenario
        /// What came out.
        public let outcome: RunScenario.Outcome
        /// The same question on the unchanged book.
        public let base: KeyFigures
        /// Wall-clock seconds.
        public let seconds: Double
        /// Who moves, for people.
        public let moves: [Move]

        /// Expectations with whether they hold.
        public var verdicts: [(expectation: Expectation, holds: Bool)] {
            (scenario.expect ?? []).map { ($0, $0.holds(in: outcome.figures, base: base)) }
        }

        /// Whether everything expected holds.
        public var isAsExpected: Bool { verdicts.allSatisfy(\.holds) }

        /// A result.
        public init(
            scenario: Scenario, outcome: RunScenario.Outcome, base: KeyFigures, seconds: Double,
            moves: [Move]
        ) {
            self.scenario = scenario
            self.outcome = outcome
            self.base = base
            self.seconds = seconds
            self.moves = moves
        }
    }

    /// A move with the names of people and the clock of the place.
    public struct Move: Sendable, Hashable, Codable {
        /// Who moves.
        public let patient: String
        /// From where and when.
        public let from: Reason
        /// To where and when.
        public let to: Reason
        /// Points.
        public let cost: Int
        /// Why.
        public let reasons: [Reason]

        /// A move.
        public init(patient: String, from: Reason, to: Reason, cost: Int, reasons: [Reason]) {
            self.patient = patient
            self.from = from
            self.to = to
            self.cost = cost
            self.reasons = reasons
        }
    }

    /// In the order they were given.
    public let results: [Result]

    /// A comparison of results.
    public init(results: [Result]) {
        self.results = results
    }

    /// The figures that at least one result has, in the order they are told.
    public var figures: [KeyFigure] {
        KeyFigure.allCases.filter { figure in results.contains { $0.outcome.figures[figure] != nil } }
    }
}
