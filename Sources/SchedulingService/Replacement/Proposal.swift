public import Domain

/// A plan that re-places everybody an absence displaced: computed, judged, and not yet applied.
public struct Proposal: Sendable, Hashable, Codable {
    /// Typed id.
    public typealias ID = Identifier<Proposal>

    /// A practitioner and a start.
    public struct Seat: Sendable, Hashable, Codable {
        /// With whom.
        public let practitioner: Practitioner.ID
        /// When the patient's time begins.
        public let start: Instant
    }

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
        /// Why this many points, in words.
        public let reasons: [String]
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
        public let cause: String
    }

    /// Identity.
    public let id: ID
    /// What it answers.
    public let absence: Absence.ID
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
    /// By original start.
    public let moves: [Move]
    /// By original start.
    public let unplaced: [Unplaced]

    /// (objective − bound) / max(1, objective).
    public var gap: Double { Double(objective - bound) / Double(max(1, objective)) }
}
