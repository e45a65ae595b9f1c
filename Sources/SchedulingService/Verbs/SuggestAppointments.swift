import Availability
public import Domain
import Planning
import Storage

/// Suggests the best free slots for one patient, each with its cost and reasons in words.
public struct SuggestAppointments: Sendable {
    private let scheduling: Scheduling
    private let solver: any PlanSolver

    /// Suggests from the book of `scheduling`.
    public init(_ scheduling: Scheduling, solver: any PlanSolver) {
        self.scheduling = scheduling
        self.solver = solver
    }

    /// What a patient asks for.
    public struct Wish: Sendable, Hashable {
        /// What is to be booked.
        public let type: AppointmentType.ID
        /// For whom; `nil` for somebody unknown.
        public let patient: Patient.ID?
        /// First local day.
        public let earliest: LocalDate
        /// Last local day, inclusive; at most 56 days after the first.
        public let latest: LocalDate
        /// Wishes; they change the cost, never what is allowed.
        public let preferences: Preferences
        /// How soon care is needed.
        public let priority: Priority
        /// How many, 1...20.
        public let count: Int

        /// A wish; see the properties.
        public init(
            type: AppointmentType.ID, patient: Patient.ID?, earliest: LocalDate, latest: LocalDate,
            preferences: Preferences = Preferences(), priority: Priority = .normal, count: Int = 5
        ) {
            self.type = type
            self.patient = patient
            self.earliest = earliest
            self.latest = max(earliest, min(latest, earliest + 56))
            self.preferences = preferences
            self.priority = priority
            self.count = min(20, max(1, count))
        }
    }

    /// A slot with its cost in points and why, in words.
    public struct Answer: Sendable, Hashable {
        /// Where and when.
        public let slot: Slot
        /// Lower is better.
        public let cost: Int
        /// What speaks for it and against it; the points against add up to the cost.
        public let reasons: [String]
    }

    /// Suggestions, and why there are none if there are none.
    public struct Answers: Sendable, Hashable {
        /// Cheapest first.
        public let items: [Answer]
        /// Only without items: the rules that leave nothing, and the nearest way out.
        public let whyNot: [String]
    }

    /// Suggests slots.
    ///
    /// Nothing is held.
    ///
    /// - Throws: ``BookingError`` for unknown ids, or what the solver throws.
    public func callAsFunction(_ wish: Wish) async throws -> Answers {
        let (snapshot, request) = try await scheduling.read { transaction, context in
            let snapshot = try SuggestionSnapshot(
                transaction, context, from: wish.earliest, dayCount: wish.latest - wish.earliest + 1
            )
            var taken: [TimeRange] = []
            if let patient = wish.patient {
                try transaction.requirePatient(patient)
                taken = try transaction.appointments(of: patient).filter(\.status.occupies).map(\.range)
            }
            return (snapshot, try snapshot.request(wish, patientOccupied: taken))
        }
        let suggestions = try await solver.suggest(request, in: snapshot.book)
        let type = try snapshot.context.type(wish.type)
        let words = SuggestionWords(snapshot.context, wish)
        let items = suggestions.map { suggestion in
            let slot = snapshot.slot(suggestion, type)
            return Answer(slot: slot, cost: suggestion.cost, reasons: words.reasons(suggestion, slot))
        }
        return Answers(items: items, whyNot: items.isEmpty ? words.whyNot(type, request, snapshot) : [])
    }
}
