public import Domain

/// What a plan is to be made for.
public struct NewProposal: Body {
    /// Days whose load is to be spread, both inclusive.
    public struct Selection: Body {
        /// First local day.
        public let from: LocalDate
        /// Last local day.
        public let to: LocalDate

        /// Days.
        public init(from: LocalDate, to: LocalDate) {
            self.from = from
            self.to = to
        }

        /// A day.
        public static var example: Self { Self(from: .sample, to: .sample) }
    }

    /// Points by name that differ from the clinic's.
    public struct Weight: Body {
        /// Such as `late` or `otherPractitioner`.
        public let name: Text<Bounds.Word>
        /// Points.
        public let points: Bounded<Bounds.WeightPoints>

        /// A weight.
        public init(name: Text<Bounds.Word>, points: Bounded<Bounds.WeightPoints>) {
            self.name = name
            self.points = points
        }

        /// An example.
        public static var example: Self { Self(name: Text("late") ?? .sample, points: .sample) }
    }

    /// Everybody it displaces gets a new place.
    public let absence: Absence.ID?
    /// Several absences in one plan.
    public let absences: [Absence.ID]?
    /// Load is spread over these days.
    public let selection: Selection?
    /// Appointments that stay where they are.
    public let pinned: [Appointment.ID]?
    /// Practitioners who take nothing.
    public let excluded: [Practitioner.ID]?
    /// Whether others may make room.
    public let movesOthers: Bool?
    /// Nothing that starts within so many hours moves unless it is displaced.
    public let freezeHours: Bounded<Bounds.FreezeHours>?
    /// Minutes everybody may work longer, at a price.
    public let overtimeMinutes: Bounded<Bounds.OvertimeMinutes>?
    /// Points that differ from the clinic's.
    public let weights: [Weight]?
    /// When the search ends; 10 if absent.
    public let deadlineSeconds: Bounded<Bounds.PlanSeconds>?

    /// A plan to be made.
    public init(
        absence: Absence.ID? = nil, absences: [Absence.ID]? = nil, selection: Selection? = nil,
        pinned: [Appointment.ID]? = nil, excluded: [Practitioner.ID]? = nil, movesOthers: Bool? = nil,
        freezeHours: Bounded<Bounds.FreezeHours>? = nil,
        overtimeMinutes: Bounded<Bounds.OvertimeMinutes>? = nil,
        weights: [Weight]? = nil,
        deadlineSeconds: Bounded<Bounds.PlanSeconds>? = nil
    ) {
        self.absence = absence
        self.absences = absences
        self.selection = selection
        self.pinned = pinned
        self.excluded = excluded
        self.movesOthers = movesOthers
        self.freezeHours = freezeHours
        self.overtimeMinutes = overtimeMinutes
        self.weights = weights
        self.deadlineSeconds = deadlineSeconds
    }

    /// For one absence.
    public static var example: Self { Self(absence: "b2k", deadlineSeconds: Bounded(10)) }
}
