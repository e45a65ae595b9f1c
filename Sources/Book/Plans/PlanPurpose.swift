public import Domain

/// What a plan is made for.
public enum PlanPurpose: Sendable, Hashable, Codable {
    /// Everybody whom these absences displace gets a new place, in one plan.
    case replace([Absence.ID])
    /// The same for absences that are not recorded before the plan is applied.
    case suppose([Absence])
    /// Appointments of these local days, both inclusive, are spread over those who have time.
    case rebalance(from: LocalDate, to: LocalDate)

    /// In a word, for lists.
    public var word: String {
        switch self {
        case .replace, .suppose: "replacement"
        case .rebalance: "rebalancing"
        }
    }

    /// Absences that applying the plan records.
    public var supposed: [Absence] {
        if case .suppose(let absences) = self { absences } else { [] }
    }
}

/// How a plan is made.
public struct PlanOptions: Sendable, Hashable, Codable {
    /// By what patients are grouped so that no group bears more than its share.
    public enum Grouping: String, Sendable, Hashable, Codable, CaseIterable {
        /// By clinical priority.
        case priority
        /// By the location they are booked at.
        case location
        /// By the practitioner they are booked with.
        case practitioner
    }

    /// A price for unfairness.
    public struct Fairness: Sendable, Hashable, Codable {
        /// Whom the groups are made of.
        public var by: Grouping
        /// Points that a group may bear per appointment at no further cost.
        public var pointsPerAppointment: Int
        /// Points for every point above.
        public var price: Int

        /// A price between groups.
        public init(by: Grouping, pointsPerAppointment: Int, price: Int = 2) {
            self.by = by
            self.pointsPerAppointment = pointsPerAppointment
            self.price = price
        }
    }

    /// Whether appointments that nobody displaced may make room, each at the price `move`.
    public var movesOthers: Bool
    /// Nothing that starts within so many hours moves, unless it is displaced.
    public var freezeHours: Int
    /// Appointments that stay where they are although the plan could move them.
    public var pinned: Set<Appointment.ID>
    /// Practitioners who take nothing from this plan.
    public var excluded: Set<Practitioner.ID>
    /// Minutes that everybody may work after the last window of a day, at the price `overtimeTick`.
    public var overtimeMinutes: Int
    /// Points that differ from the clinic's, by name.
    public var weights: [String: Int]
    /// A price for unfairness; `nil` for none.
    public var fairness: Fairness?

    /// Options; by default only the displaced move.
    public init(
        movesOthers: Bool = false, freezeHours: Int = 48, pinned: Set<Appointment.ID> = [],
        excluded: Set<Practitioner.ID> = [], overtimeMinutes: Int = 0, weights: [String: Int] = [:],
        fairness: Fairness? = nil
    ) {
        self.movesOthers = movesOthers
        self.freezeHours = freezeHours
        self.pinned = pinned
        self.excluded = excluded
        self.overtimeMinutes = overtimeMinutes
        self.weights = weights
        self.fairness = fairness
    }
}
