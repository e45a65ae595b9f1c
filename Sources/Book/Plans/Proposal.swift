public import Domain
public import Words

/// A plan for the book: computed, judged, and not yet applied.
public struct Proposal: Sendable, Hashable, Codable {
    /// Typed id.
    public typealias ID = Identifier<Proposal>

    /// One appointment that would move.
    public struct Move: Sendable, Hashable, Codable {
        /// Which.
        public let appointment: Appointment.ID
        /// Its version when the plan was made; another one since means the book moved on.
        public let version: Int
        /// Whose.
        public let patient: Patient.ID
        /// Where it is.
        public let from: Seat
        /// Where it would be.
        public let to: Seat
        /// Points of this move.
        public let cost: Int
        /// Why this many points.
        public let reasons: [Reason]
        /// Whether it lost its session; else it makes room for others.
        public let isDisplaced: Bool
        /// The next best place while everybody else stays as planned; `nil` if there is none.
        public let nextBest: NextBest?

        package init(
            appointment: Appointment.ID, version: Int, patient: Patient.ID, from: Seat, to: Seat, cost: Int,
            reasons: [Reason], isDisplaced: Bool, nextBest: NextBest?
        ) {
            self.appointment = appointment
            self.version = version
            self.patient = patient
            self.from = from
            self.to = to
            self.cost = cost
            self.reasons = reasons
            self.isDisplaced = isDisplaced
            self.nextBest = nextBest
        }
    }

    /// A place that was not chosen, and what it would cost more.
    public struct NextBest: Sendable, Hashable, Codable {
        /// Where.
        public let seat: Seat
        /// Points more than the place in the plan.
        public let difference: Int

        package init(seat: Seat, difference: Int) {
            self.seat = seat
            self.difference = difference
        }
    }

    /// What one rule costs over the whole plan.
    public struct BillLine: Sendable, Hashable, Codable {
        /// The rule, as `late` or `otherPractitioner`.
        public let rule: String
        /// Points.
        public let points: Int

        package init(rule: String, points: Int) {
            self.rule = rule
            self.points = points
        }
    }

    /// One appointment for which no place was found.
    public struct Unplaced: Sendable, Hashable, Codable {
        /// Which.
        public let appointment: Appointment.ID
        /// Whose.
        public let patient: Patient.ID
        /// Where it is.
        public let from: Seat
        /// Why there is no place.
        public let cause: Reason

        package init(appointment: Appointment.ID, patient: Patient.ID, from: Seat, cause: Reason) {
            self.appointment = appointment
            self.patient = patient
            self.from = from
            self.cause = cause
        }
    }

    /// Identity.
    public let id: ID
    /// What it is for.
    public let purpose: PlanPurpose
    /// How it was made.
    public let options: PlanOptions
    /// When it was made.
    public let madeAt: Instant
    /// Points of the whole plan.
    public let objective: Int
    /// No plan costs less; proved.
    public let bound: Int
    /// `optimal`, or `feasible` with what stopped the search.
    public let termination: String
    /// How long the search took.
    public let seconds: Double
    /// What each rule costs, dearest first.
    public let bill: [BillLine]
    /// By original start, the displaced first.
    public let moves: [Move]
    /// By original start.
    public let unplaced: [Unplaced]

    package init(
        id: ID, purpose: PlanPurpose, options: PlanOptions, madeAt: Instant, objective: Int, bound: Int,
        termination: String, seconds: Double, bill: [BillLine], moves: [Move], unplaced: [Unplaced]
    ) {
        self.id = id
        self.purpose = purpose
        self.options = options
        self.madeAt = madeAt
        self.objective = objective
        self.bound = bound
        self.termination = termination
        self.seconds = seconds
        self.bill = bill
        self.moves = moves
        self.unplaced = unplaced
    }

    /// (objective − bound) / max(1, objective).
    public var gap: Double { Double(objective - bound) / Double(max(1, objective)) }
}
