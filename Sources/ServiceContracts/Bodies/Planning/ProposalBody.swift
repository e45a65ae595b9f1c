public import Domain

/// A plan that is being made, or was; best so far with what is proved.
public struct ProposalBody: Body {
    /// Where it stands.
    public enum Status: String, CaseIterable, Described {
        case solving, ready, failed
    }

    /// A practitioner and a start.
    public struct Seat: Body {
        /// With whom.
        public let practitioner: Practitioner.ID
        /// When.
        public let start: Instant

        /// A place.
        public init(practitioner: Practitioner.ID, start: Instant) {
            self.practitioner = practitioner
            self.start = start
        }

        /// An example.
        public static var example: Self { Self(practitioner: "p-01", start: .sample) }
    }

    /// An absence that is not recorded yet.
    public struct Supposed: Body {
        /// Who would be away.
        public let practitioner: Practitioner.ID
        /// From when.
        public let from: Instant
        /// Until when.
        public let to: Instant

        /// An absence over a half-open range.
        public init(practitioner: Practitioner.ID, from: Instant, to: Instant) {
            self.practitioner = practitioner
            self.from = from
            self.to = to
        }

        /// An example.
        public static var example: Self { Self(practitioner: "p-01", from: .sample, to: .sample) }
    }

    /// One appointment that would move.
    public struct Move: Body {
        /// Which.
        public let appointment: Appointment.ID
        /// Whose.
        public let patient: Patient.ID
        /// For people.
        public let name: String
        /// Whether anyone could tell the patient.
        public let reachable: Bool
        /// Where it is.
        public let from: Seat
        /// Where it would be.
        public let to: Seat
        /// Points.
        public let cost: Int
        /// Why so many.
        public let reasons: [ReasonBody]
        /// Whether it lost its session; else it makes room.
        public let isDisplaced: Bool
        /// The next best place.
        public let nextBest: Seat?
        /// Points more for the next best place.
        public let nextBestDifference: Int?

        /// A move.
        public init(
            appointment: Appointment.ID, patient: Patient.ID, name: String, reachable: Bool, from: Seat,
            to: Seat,
            cost: Int, reasons: [ReasonBody], isDisplaced: Bool, nextBest: Seat?, nextBestDifference: Int?
        ) {
            self.appointment = appointment
            self.patient = patient
            self.name = name
            self.reachable = reachable
            self.from = from
            self.to = to
            self.cost = cost
            self.reasons = reasons
            self.isDisplaced = isDisplaced
            self.nextBest = nextBest
            self.nextBestDifference = nextBestDifference
        }

        /// An example.
        public static var example: Self {
            Self(
                appointment: "k3m9", patient: "pt-1", name: "Ada Lovelace", reachable: true, from: .example,
                to: .example, cost: 80, reasons: [.example], isDisplaced: true, nextBest: nil,
                nextBestDifference: nil)
        }
    }

    /// One appointment for which no place was found.
    public struct Unplaced: Body {
        /// Which.
        public let appointment: Appointment.ID
        /// Whose.
        public let patient: Patient.ID
        /// For people.
        public let name: String
        /// Where it is.
        public let from: Seat
        /// Why there is no place.
        public let cause: ReasonBody

        /// Somebody without a place.
        public init(
            appointment: Appointment.ID, patient: Patient.ID, name: String, from: Seat,
            cause: ReasonBody
        ) {
            self.appointment = appointment
            self.patient = patient
            self.name = name
            self.from = from
            self.cause = cause
        }

        /// An example.
        public static var example: Self {
            Self(
                appointment: "k3m9", patient: "pt-1", name: "Ada Lovelace", from: .example,
                cause: ReasonBody(code: "unplaced.taken", text: "every place it could take went to others"))
        }
    }

    /// What one rule costs over the whole plan.
    public struct BillLine: Body {
        /// The rule.
        public let rule: String
        /// Points.
        public let points: Int

        /// A line.
        public init(rule: String, points: Int) {
            self.rule = rule
            self.points = points
        }

        /// An example.
        public static var example: Self { Self(rule: "late", points: 80) }
    }

    /// What was known at some time of the search.
    public struct Progress: Body {
        /// Seconds since it began.
        public let seconds: Double
        /// Points of the best plan so far.
        public let objective: Int?
        /// No plan costs less; proved.
        public let bound: Int

        /// A moment of the search.
        public init(seconds: Double, objective: Int?, bound: Int) {
            self.seconds = seconds
            self.objective = objective
            self.bound = bound
        }

        /// An example.
        public static var example: Self { Self(seconds: 0.2, objective: 80, bound: 80) }
    }

    /// Identity.
    public let id: String
    /// Where it stands.
    public let status: Status
    /// `replacement` or `rebalancing`.
    public let purpose: String
    /// The absences it is for.
    public let absences: [Absence.ID]
    /// Absences of a scenario that applying it records.
    public let supposed: [Supposed]
    /// Points of the plan, or of the best so far.
    public let objective: Int?
    /// No plan costs less; proved.
    public let bound: Int?
    /// (objective − bound) / max(1, objective).
    public let gap: Double?
    /// Why the search ended, or why there is no plan.
    public let termination: String?
    /// Seconds of the search.
    public let seconds: Double?
    /// How the best plan and the bound came closer.
    public let progress: [Progress]
    /// Dearest first.
    public let bill: [BillLine]
    /// By original start, the displaced first.
    public let moves: [Move]
    /// By original start.
    public let unplaced: [Unplaced]

    /// A plan from its parts.
    public init(
        id: String, status: Status, purpose: String, absences: [Absence.ID], supposed: [Supposed] = [],
        objective: Int?, bound: Int?,
        gap: Double?, termination: String?, seconds: Double?, progress: [Progress] = [],
        bill: [BillLine] = [],
        moves: [Move] = [], unplaced: [Unplaced] = []
    ) {
        self.id = id
        self.status = status
        self.purpose = purpose
        self.absences = absences
        self.supposed = supposed
        self.objective = objective
        self.bound = bound
        self.gap = gap
        self.termination = termination
        self.seconds = seconds
        self.progress = progress
        self.bill = bill
        self.moves = moves
        self.unplaced = unplaced
    }

    /// An example.
    public static var example: Self {
        Self(
            id: "q7w", status: .ready, purpose: "replacement", absences: ["b2k"], objective: 80, bound: 80,
            gap: 0,
            termination: "optimal", seconds: 0.2, progress: [.example], bill: [.example], moves: [.example],
            unplaced: [.example])
    }
}
