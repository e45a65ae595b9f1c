public import Book
import Availability
public import Domain
public import Planning
import Storage

/// Suggests places for several appointments that belong together: the steps of a course, or a family back to back.
public struct SuggestBundle: Sendable {
    private let scheduling: Scheduling
    private let solver: any PlanSolver

    /// Suggests from the book of `scheduling`.
    public init(_ scheduling: Scheduling, solver: any PlanSolver) {
        self.scheduling = scheduling
        self.solver = solver
    }

    /// One appointment of the bundle.
    public struct Step: Sendable, Hashable {
        /// What is to be booked.
        public let type: AppointmentType.ID
        /// For whom.
        public let patient: Patient.ID

        /// A step for a patient.
        public init(type: AppointmentType.ID, patient: Patient.ID) {
            self.type = type
            self.patient = patient
        }
    }

    /// What is wanted.
    public struct Wish: Sendable {
        /// In order.
        public let steps: [Step]
        /// Between each step and the next: one fewer than steps.
        public let gaps: [BundleRequest.Gap]
        /// Whether one practitioner gives all of it.
        public let isWithOnePractitioner: Bool
        /// First local day.
        public let earliest: LocalDate
        /// Last local day, inclusive; at most 56 days after the first.
        public let latest: LocalDate
        /// How many bundles, 1...20.
        public let count: Int

        /// A wish; see the properties.
        public init(
            steps: [Step], gaps: [BundleRequest.Gap], isWithOnePractitioner: Bool = false,
            earliest: LocalDate, latest: LocalDate, count: Int = 3
        ) {
            self.steps = steps
            self.gaps = gaps
            self.isWithOnePractitioner = isWithOnePractitioner
            self.earliest = earliest
            self.latest = latest
            self.count = count
        }
    }

    /// A bundle with its slots in the order of the steps.
    public struct Answer: Sendable, Hashable {
        /// Where and when, with cost and reasons of each step.
        public let steps: [SuggestAppointments.Answer]
        /// Points of all steps.
        public let cost: Int
    }

    /// The best bundles, cheapest first; empty if the steps do not fit together in these days.
    ///
    /// Nothing is held.
    ///
    /// - Throws: ``BookingError`` for unknown ids or a wish without matching gaps.
    public func callAsFunction(_ wish: Wish) async throws -> [Answer] {
        guard Bounds.BundleSteps.allows(wish.steps.count), wish.gaps.count == wish.steps.count - 1 else {
            throw BookingError.ruleBroken(
                .seriesLength,
                explanation:
                    "the steps of a bundle: \(wish.steps.count) \(Bounds.BundleSteps.rule), with a gap between "
                    + "any two, not \(wish.gaps.count)")
        }
        let (snapshot, requests, wishes) = try await read(wish)
        let request = BundleRequest(
            steps: requests, gaps: wish.gaps, isWithOnePractitioner: wish.isWithOnePractitioner,
            count: wish.count)
        let context = snapshot.context
        return try await solver.suggest(request, in: snapshot.book).map { bundle in
            let steps = try zip(bundle.steps, wishes).map { suggestion, wish in
                let slot = snapshot.slot(suggestion, try context.type(wish.type))
                return SuggestAppointments.Answer(
                    slot: slot, cost: suggestion.cost,
                    reasons: SuggestionReasons(context, wish).reasons(suggestion, slot)
                )
            }
            return Answer(steps: steps, cost: bundle.cost)
        }
    }

    private func read(
        _ wish: Wish
    ) async throws -> (SuggestionSnapshot, [SuggestionRequest], [SuggestAppointments.Wish]) {
        try await scheduling.read { transaction, context in
            let snapshot = try SuggestionSnapshot(
                transaction, context, from: wish.earliest, dayCount: wish.latest - wish.earliest + 1)
            let wishes = try wish.steps.map { step in
                SuggestAppointments.Wish(
                    type: step.type, patient: step.patient, earliest: wish.earliest, latest: wish.latest,
                    preferences: try transaction.patient(step.patient).preferences
                )
            }
            let requests = try wishes.map { step in
                try snapshot.request(step, patientOccupied: transaction.taken(by: step, snapshot))
            }
            return (snapshot, requests, wishes)
        }
    }
}
