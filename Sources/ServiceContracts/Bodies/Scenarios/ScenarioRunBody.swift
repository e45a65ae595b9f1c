public import Domain

/// One run of a scenario.
public struct ScenarioRunBody: Body {
    /// Where it stands.
    public enum Status: String, CaseIterable, Described {
        case running, ready, failed
    }

    /// A figure beside the same of the unchanged book.
    public struct Figure: Body {
        /// Such as `moved`.
        public let name: String
        /// For people.
        public let label: String
        /// Printed behind the number.
        public let unit: String
        /// Whether less is better; absent where that depends.
        public let isBetterLow: Bool?
        /// Of the unchanged book.
        public let base: Double?
        /// Of the changed one.
        public let value: Double?

        /// A figure.
        public init(
            name: String, label: String, unit: String, isBetterLow: Bool?, base: Double?, value: Double?
        ) {
            self.name = name
            self.label = label
            self.unit = unit
            self.isBetterLow = isBetterLow
            self.base = base
            self.value = value
        }

        /// An example.
        public static var example: Self {
            Self(name: "moved", label: "people moved", unit: "", isBetterLow: true, base: 0, value: 12)
        }
    }

    /// Who would move.
    public struct Move: Body {
        /// By name.
        public let patient: String
        /// From where.
        public let from: String
        /// To where.
        public let to: String
        /// Points.
        public let cost: Int
        /// Why so many.
        public let reasons: [ReasonBody]

        /// A move.
        public init(patient: String, from: String, to: String, cost: Int, reasons: [ReasonBody]) {
            self.patient = patient
            self.from = from
            self.to = to
            self.cost = cost
            self.reasons = reasons
        }

        /// An example.
        public static var example: Self {
            Self(
                patient: "Ada Lovelace", from: "Mon 2 Mar 09:00", to: "Tue 3 Mar 09:00", cost: 80, reasons: []
            )
        }
    }

    /// Identity.
    public let id: String
    /// The scenario.
    public let scenario: String
    /// Where it stands.
    public let status: Status
    /// When it began.
    public let begunAt: Instant
    /// Seconds it took.
    public let seconds: Double?
    /// Side by side.
    public let figures: [Figure]
    /// Who would move.
    public let moves: [Move]
    /// What was decided, in words.
    public let decisions: [String]
    /// Why it failed.
    public let failure: String?

    /// A run.
    public init(
        id: String, scenario: String, status: Status, begunAt: Instant, seconds: Double? = nil,
        figures: [Figure] = [], moves: [Move] = [], decisions: [String] = [], failure: String? = nil
    ) {
        self.id = id
        self.scenario = scenario
        self.status = status
        self.begunAt = begunAt
        self.seconds = seconds
        self.figures = figures
        self.moves = moves
        self.decisions = decisions
        self.failure = failure
    }

    /// An example.
    public static var example: Self {
        Self(
            id: "r2d", scenario: "c9r", status: .ready, begunAt: .sample, seconds: 1.2, figures: [.example],
            moves: [.example])
    }
}
