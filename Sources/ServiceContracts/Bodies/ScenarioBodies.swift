public import Domain

/// Something that is different in a scenario; which fields count follows from `kind`.
public struct ScenarioChangeBody: Body {
    /// What is different.
    public enum Kind: String, CaseIterable, Described {
        case absence, closedLocation, extraSession, newPractitioner, demand, longer, rule, weight, carveOut,
            overbooking
    }

    /// What is different.
    public let kind: Kind
    /// absence, extraSession, carveOut: who; newPractitioner: like whom.
    public let practitioner: Practitioner.ID?
    /// closedLocation: where.
    public let location: Location.ID?
    /// demand, longer, rule: of which type.
    public let appointmentType: AppointmentType.ID?
    /// absence, closedLocation: first day.
    public let from: LocalDate?
    /// absence, closedLocation: last day, inclusive.
    public let to: LocalDate?
    /// extraSession: which day.
    public let date: LocalDate?
    /// extraSession, carveOut: from when to when.
    public let hours: LocalTimeRange?
    /// newPractitioner: for people; weight: which.
    public let name: Line?
    /// demand: in percent of the usual.
    public let percent: Bounded<0, 1_000>?
    /// longer: more minutes.
    public let minutes: Bounded<1, 240>?
    /// weight: points.
    public let points: Bounded<0, 100_000>?
    /// rule: farthest day ahead.
    public let horizonDays: Bounded<1, 366>?
    /// rule: shortest notice.
    public let noticeMinutes: Bounded<0, 525_600>?
    /// rule: cap per practitioner and day.
    public let perPractitionerDay: Bounded<1, 1_000>?
    /// carveOut: released so many hours before.
    public let releaseHours: Bounded<0, 1_344>?
    /// overbooking: extra patients per session.
    public let perSession: Bounded<0, 10>?
    /// overbooking: longest mean wait.
    public let waitMinutes: Bounded<0, 240>?

    /// A change from its parts.
    public init(
        kind: Kind, practitioner: Practitioner.ID? = nil, location: Location.ID? = nil,
        appointmentType: AppointmentType.ID? = nil, from: LocalDate? = nil, to: LocalDate? = nil,
        date: LocalDate? = nil, hours: LocalTimeRange? = nil, name: Line? = nil,
        percent: Bounded<0, 1_000>? = nil,
        minutes: Bounded<1, 240>? = nil, points: Bounded<0, 100_000>? = nil,
        horizonDays: Bounded<1, 366>? = nil,
        noticeMinutes: Bounded<0, 525_600>? = nil, perPractitionerDay: Bounded<1, 1_000>? = nil,
        releaseHours: Bounded<0, 1_344>? = nil, perSession: Bounded<0, 10>? = nil,
        waitMinutes: Bounded<0, 240>? = nil
    ) {
        self.kind = kind
        self.practitioner = practitioner
        self.location = location
        self.appointmentType = appointmentType
        self.from = from
        self.to = to
        self.date = date
        self.hours = hours
        self.name = name
        self.percent = percent
        self.minutes = minutes
        self.points = points
        self.horizonDays = horizonDays
        self.noticeMinutes = noticeMinutes
        self.perPractitionerDay = perPractitionerDay
        self.releaseHours = releaseHours
        self.perSession = perSession
        self.waitMinutes = waitMinutes
    }

    /// Somebody is away for a day.
    public static var example: Self { Self(kind: .absence, practitioner: "p-01", from: .sample, to: .sample) }
}

/// What is asked of the changed book; which fields count follows from `kind`.
public struct ScenarioQuestionBody: Body {
    /// What is asked.
    public enum Kind: String, CaseIterable, Described {
        case place, rebalance, replay, template
    }

    /// What is asked.
    public let kind: Kind
    /// place: whether others may make room.
    public let movesOthers: Bool?
    /// place: nothing nearer than so many hours moves.
    public let freezeHours: Bounded<0, 8_760>?
    /// place: minutes everybody may work longer.
    public let overtimeMinutes: Bounded<0, 240>?
    /// rebalance: first day.
    public let from: LocalDate?
    /// rebalance: last day, inclusive.
    public let to: LocalDate?
    /// replay, template: days of demand.
    public let days: Bounded<1, 366>?
    /// replay, template: for the demand.
    public let seed: Bounded<0, 1_000_000>?
    /// template: days to the third open slot.
    public let targetDays: Bounded<1, 90>?

    /// A question from its parts.
    public init(
        kind: Kind, movesOthers: Bool? = nil, freezeHours: Bounded<0, 8_760>? = nil,
        overtimeMinutes: Bounded<0, 240>? = nil, from: LocalDate? = nil, to: LocalDate? = nil,
        days: Bounded<1, 366>? = nil, seed: Bounded<0, 1_000_000>? = nil, targetDays: Bounded<1, 90>? = nil
    ) {
        self.kind = kind
        self.movesOthers = movesOthers
        self.freezeHours = freezeHours
        self.overtimeMinutes = overtimeMinutes
        self.from = from
        self.to = to
        self.days = days
        self.seed = seed
        self.targetDays = targetDays
    }

    /// Asks where everybody goes.
    public static var example: Self { Self(kind: .place) }
}

/// A what-if on a copy of the live book.
public struct NewScenario: Body {
    /// For people.
    public let name: Line
    /// Why anybody would ask.
    public let about: Text<0, 2_000>?
    /// In order.
    public let changes: [ScenarioChangeBody]
    /// What is asked.
    public let question: ScenarioQuestionBody

    /// A what-if.
    public init(
        name: Line, about: Text<0, 2_000>? = nil, changes: [ScenarioChangeBody],
        question: ScenarioQuestionBody
    ) {
        self.name = name
        self.about = about
        self.changes = changes
        self.question = question
    }

    /// A day without Dr Okafor.
    public static var example: Self {
        Self(name: Line("A day without Dr Okafor") ?? .sample, changes: [.example], question: .example)
    }
}

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
        public let reasons: [String]

        /// A move.
        public init(patient: String, from: String, to: String, cost: Int, reasons: [String]) {
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
