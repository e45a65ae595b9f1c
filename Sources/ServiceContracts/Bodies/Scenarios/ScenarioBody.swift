public import Domain

/// A scenario with its latest run.
public struct ScenarioBody: Body {
    /// Identity.
    public let id: String
    /// When it was made.
    public let madeAt: Instant
    /// What it asks.
    public let scenario: NewScenario
    /// The latest run; absent before the first.
    public let latestRun: ScenarioRunBody?

    /// A scenario.
    public init(id: String, madeAt: Instant, scenario: NewScenario, latestRun: ScenarioRunBody?) {
        self.id = id
        self.madeAt = madeAt
        self.scenario = scenario
        self.latestRun = latestRun
    }

    /// An example.
    public static var example: Self {
        Self(id: "c9r", madeAt: .sample, scenario: .example, latestRun: .example)
    }
}
