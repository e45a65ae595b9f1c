public import Book
import Availability
public import Domain
import Planning
package import Storage
public import Words

/// Suggests the best free slots for one patient, each with its cost and reasons.
public struct SuggestAppointments: Sendable {
    private let scheduling: Scheduling
    private let solver: any PlanSolver
    private let snapshots: SnapshotCache

    /// Suggests from the book of `scheduling`; `snapshots` are shared by those who ask at the same time.
    public init(
        _ scheduling: Scheduling, solver: any PlanSolver, snapshots: SnapshotCache = SnapshotCache()
    ) {
        self.scheduling = scheduling
        self.solver = solver
        self.snapshots = snapshots
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
        /// The appointment that would be moved: its time is not in its own way, and it is not counted twice.
        public let moving: Appointment.ID?

        /// A wish; see the properties.
        public init(
            type: AppointmentType.ID, patient: Patient.ID?, earliest: LocalDate, latest: LocalDate,
            preferences: Preferences = Preferences(), priority: Priority = .normal, count: Int = 5,
            moving: Appointment.ID? = nil
        ) {
            self.type = type
            self.patient = patient
            self.earliest = earliest
            self.latest = max(earliest, min(latest, earliest + 56))
            self.preferences = preferences
            self.priority = priority
            self.count = min(20, max(1, count))
            self.moving = moving
        }
    }

    /// A slot with its cost in points, and why.
    public struct Answer: Sendable, Hashable {
        /// Where and when.
        public let slot: Slot
        /// Lower is better.
        public let cost: Int
        /// What speaks for it and against it; the points against add up to the cost.
        public let reasons: [Reason]
    }

    /// Suggestions with the price of each wish, or why there are none and what would help.
    public struct Answers: Sendable, Hashable {
        /// Cheapest first.
        public let items: [Answer]
        /// What each wish costs.
        public let prices: [Price]
        /// Slots sooner or cheaper than all free ones, if others change hands; ``BookReshuffled`` books them.
        public let reshuffled: [Reshuffled]
        /// Only without items: the rules that leave nothing.
        public let whyNot: [Reason]
        /// Only without items: what would make room, cheapest first.
        public let waysOut: [WayOutAnswer]

        /// Answers from their parts.
        public init(
            items: [Answer], prices: [Price] = [], reshuffled: [Reshuffled] = [], whyNot: [Reason] = [],
            waysOut: [WayOutAnswer] = []
        ) {
            self.items = items
            self.reshuffled = reshuffled
            self.prices = prices
            self.whyNot = whyNot
            self.waysOut = waysOut
        }
    }

    /// What one wish costs, openly.
    public struct Price: Sendable, Hashable {
        /// What is wished.
        public let wish: Reason.Value
        /// Days later than without the wish; `nil` if nothing grants it, or everything does.
        public let days: Int?
        /// The earliest slot that grants it.
        public let granted: Slot?
        /// The earliest that does not.
        public let otherwise: Slot?
        /// The trade.
        public let trade: Reason
    }

    /// A slot that is free once others, who do not mind with whom, change their practitioner at their own time.
    public struct Reshuffled: Sendable, Hashable {
        /// Where and when.
        public let slot: Slot
        /// Lower is better.
        public let cost: Int
        /// How many change hands.
        public let handovers: Int
    }

    /// A slot that one given-up rule makes possible.
    public struct WayOutAnswer: Sendable, Hashable {
        /// Where and when.
        public let slot: Slot
        /// Points with the price of the rule.
        public let cost: Int
        /// What is given up.
        public let reason: Reason
    }

    /// A wish with everything that is read to answer it, of one snapshot.
    private struct Question: Sendable {
        let snapshot: SuggestionSnapshot
        let request: SuggestionRequest
        let flexible: [FlexibleBooking]
        /// Why the patient may have no more of the type, wherever it is free.
        let refusal: Reason?
    }

    /// Days after the last one asked for that are searched for a way out.
    private static let daysBeyond = 28

    /// Suggests slots.
    ///
    /// Nothing is held.
    ///
    /// - Throws: ``BookingError`` for unknown ids, or what the solver throws.
    public func callAsFunction(_ wish: Wish) async throws -> Answers {
        let question = try await read(wish, beyond: 0)
        if let refusal = question.refusal { return Answers(items: [], whyNot: [refusal]) }
        let (snapshot, request) = (question.snapshot, question.request)
        let suggestions = try await solver.suggest(request, in: snapshot.book)
        let type = try snapshot.context.type(wish.type)
        let reasons = SuggestionReasons(snapshot.context, wish)
        guard !suggestions.isEmpty else { return try await explain(wish) }
        return Answers(
            items: suggestions.map { suggestion in
                let slot = snapshot.slot(suggestion, type)
                return Answer(slot: slot, cost: suggestion.cost, reasons: reasons.reasons(suggestion, slot))
            },
            prices: WishPrice.all(of: request, in: snapshot.book).map { price in
                let granted = price.granted.map { snapshot.slot($0, type) }
                let otherwise = price.refused.map { snapshot.slot($0, type) }
                return Price(
                    wish: reasons.value(price.wish), days: price.days, granted: granted,
                    otherwise: otherwise, trade: reasons.trade(price, granted, otherwise)
                )
            },
            reshuffled: Self.reshuffled(question, type).filter {
                $0.cost < suggestions[0].cost
            })
    }

    /// Why nothing at all is free for a wish.
    ///
    /// - Throws: ``BookingError`` for unknown ids.
    public func whyNot(_ wish: Wish) async throws -> [Reason] {
        let question = try await read(wish, beyond: 0)
        let type = try question.snapshot.context.type(wish.type)
        return SuggestionReasons(question.snapshot.context, wish).whyNot(
            type, question.request, question.snapshot)
    }

    private func read(_ wish: Wish, beyond days: Int) async throws -> Question {
        try await scheduling.read { [snapshots] transaction, context in
            let (snapshot, flexible) = try snapshots.entry(
                transaction, context, from: wish.earliest, dayCount: wish.latest - wish.earliest + 1 + days)
            return Question(
                snapshot: snapshot,
                request: try snapshot.request(wish, patientOccupied: transaction.taken(by: wish, snapshot)),
                flexible: flexible, refusal: try transaction.refusal(of: wish, context))
        }
    }

    /// Reads further than was asked, to say what would help.
    private func explain(_ wish: Wish) async throws -> Answers {
        let question = try await read(wish, beyond: Self.daysBeyond)
        let (snapshot, request) = (question.snapshot, question.request)
        let type = try snapshot.context.type(wish.type)
        let reasons = SuggestionReasons(snapshot.context, wish)
        let ways = request.options.isEmpty ? [] : WaysOut(request, in: snapshot.book)()
        return Answers(
            items: [], reshuffled: Self.reshuffled(question, type),
            whyNot: reasons.whyNot(type, request, snapshot),
            waysOut: ways.map { way in
                let slot = snapshot.slot(way.slot, type)
                return WayOutAnswer(
                    slot: slot, cost: way.slot.cost + way.points, reason: reasons.wayOut(way, slot))
            }
        )
    }

    private static func reshuffled(
        _ question: Question, _ type: AppointmentType
    ) -> [Reshuffled] {
        guard !question.flexible.isEmpty else { return [] }
        let (request, snapshot) = (question.request, question.snapshot)
        return SuggestReshuffled(request, in: snapshot.book, flexible: question.flexible)().map {
            Reshuffled(
                slot: snapshot.slot($0.suggestion, type), cost: $0.suggestion.cost,
                handovers: $0.handovers.count)
        }
    }
}

package extension ReadTransaction {
    /// Why the patient of a wish may have no more of its type, wherever it is free.
    fileprivate func refusal(of wish: SuggestAppointments.Wish, _ context: ClinicContext) throws -> Reason? {
        guard let patient = wish.patient else { return nil }
        let type = try context.type(wish.type)
        return try patientCap(type, for: patient, moving: wish.moving).map {
            Reason(
                .patientCap,
                ["most": .number($0.most), "type": .name(type.id.rawValue), "kept": .number($0.kept)])
        }
    }

    /// When the patient of a wish is elsewhere during the days of `snapshot`, by appointments and holds; what is to be moved
    /// is not in the way of itself.
    func taken(by wish: SuggestAppointments.Wish, _ snapshot: SuggestionSnapshot) throws -> [TimeRange] {
        guard let patient = wish.patient else { return [] }
        try requirePatient(patient)
        let span = snapshot.context.span(of: snapshot.book.days)
        let own = try wish.moving.map { try appointment($0) }
        return try occupied("patient/\(patient)", span).filter { $0 != own?.range }
    }
}
