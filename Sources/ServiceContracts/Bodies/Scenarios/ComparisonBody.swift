/// Several scenarios side by side, figure by figure.
public struct ComparisonBody: Body {
    /// A scenario of the comparison.
    public struct Column: Body {
        /// The scenario.
        public let scenario: String
        /// For people.
        public let name: String
        /// Its figures.
        public let figures: [ScenarioRunBody.Figure]

        /// A column.
        public init(scenario: String, name: String, figures: [ScenarioRunBody.Figure]) {
            self.scenario = scenario
            self.name = name
            self.figures = figures
        }

        /// An example.
        public static var example: Self {
            Self(scenario: "c9r", name: "A day without Dr Okafor", figures: [.example])
        }
    }

    /// In the order they were asked for.
    public let columns: [Column]

    /// A comparison.
    public init(columns: [Column]) { self.columns = columns }

    /// One.
    public static var example: Self { Self(columns: [.example]) }
}
