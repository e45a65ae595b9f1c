public import Book
import Availability
public import Domain
import Planning
import Storage

/// Says who on the waitlist should take a free place, who theirs, and so on: the chain with the highest expected gain.
public struct PlanBackfill: Sendable {
    private let scheduling: Scheduling
    /// More entries would take longer to weigh than a free place stays free.
    private static let mostEntries = 100
    /// Points that a first place is worth beside the days waited.
    private static let firstPlacePoints = 40

    /// Plans for the book of `scheduling`.
    public init(_ scheduling: Scheduling) {
        self.scheduling = scheduling
    }

    /// One step of a chain.
    public struct Step: Sendable, Hashable {
        /// Who moves.
        public let entry: WaitlistEntry
        /// Where they are; `nil` if they have no place.
        public let from: Seat?
        /// Where they would be.
        public let to: Seat
        /// Days they gain over their place; `nil` if they have none.
        public let daysGained: Int?
    }

    /// The best chain that begins with the free time of `practitioner` at `start`.
    ///
    /// Only the first step can be offered at once; each acceptance frees the place of the next.
    ///
    /// - Returns: Empty if nobody on the waitlist gains.
    /// - Throws: `BookingError.unknown` for a practitioner the clinic does not have.
    public func callAsFunction(
        _ practitioner: Practitioner.ID, at start: Instant, longest: Int = 4
    ) async throws -> [Step] {
        try await scheduling.read { transaction, context in
            let place = try BackfillPlace(
                transaction, practitioner: context.practitioner(practitioner), start: start)
            return try Self.steps(transaction, context, from: place, longest: longest)
        }
    }

    private static func steps(
        _ transaction: some ReadTransaction, _ context: ClinicContext, from free: BackfillPlace, longest: Int
    ) throws -> [Step] {
        let today = context.today(at: transaction.now)
        var entries: [(entry: WaitlistEntry, own: Appointment?, taken: [TimeRange])] = []
        for entry in try transaction.waiting(from: today, limit: mostEntries) {
            let own = try entry.appointment.map { try transaction.appointment($0) }
            if let own, own.status != .booked || own.range.start <= transaction.now { continue }
            let taken = try transaction.appointments(of: entry.patient)
                .filter { $0.status.occupies && $0.id != own?.id }.map(\.range)
            entries.append((entry, own, taken))
        }
        let owned = entries.compactMap(\.own)
        let places =
            [free]
            + owned.compactMap { own in
                context.clinic.practitioners[own.practitioner].map {
                    BackfillPlace(practitioner: $0, start: own.range.start, free: own.busy)
                }
            }
        let rules = SlotDerivation(context: context, now: transaction.now)
        let acceptance = try transaction.offerHistory().acceptance
        let candidates = try entries.map { entry, own, taken in
            let position = own.flatMap { own in owned.firstIndex { $0.id == own.id } }.map { $0 + 1 }
            var gains: [Int: Double] = [:]
            for (index, place) in places.enumerated() where index != position {
                gains[index] = try gain(entry, own, taken, place, rules, transaction)
            }
            return BackfillChain.Candidate(own: position, gains: gains, acceptance: acceptance)
        }
        return BackfillChain(candidates, longest: longest).best(from: 0).map { link in
            let (entry, own, _) = entries[link.candidate]
            let place = places[link.place]
            let zone = context.zone(of: place.practitioner.location)
            return Step(
                entry: entry,
                from: own.map { .init(practitioner: $0.practitioner, start: $0.range.start) },
                to: .init(practitioner: place.practitioner.id, start: place.start),
                daysGained: own.map { zone.date(at: $0.range.start) - zone.date(at: place.start) }
            )
        }
    }

    /// Points that an entry gains by a place; `nil` if it cannot take it.
    private static func gain(
        _ entry: WaitlistEntry, _ own: Appointment?, _ taken: [TimeRange], _ place: BackfillPlace,
        _ rules: SlotDerivation, _ transaction: some ReadTransaction
    ) throws -> Double? {
        let zone = rules.context.zone(of: place.practitioner.location)
        let date = zone.date(at: place.start)
        guard (entry.earliest...entry.latest).contains(date), let type = try? rules.context.type(entry.type),
            let slot = try? rules.slot(
                type, with: place.practitioner, at: place.start, priority: entry.priority),
            place.free.contains(slot.busy), !taken.contains(where: { $0.overlaps(slot.range) }),
            try transaction.allows({ try transaction.requirePractitionerCap(slot, rules.context) })
        else { return nil }
        let perDay = PlacementWeights.standard.waiting(entry.priority)
        guard let own else {
            return Double(firstPlacePoints + perDay * (1 + (entry.latest - date)))
        }
        let days = zone.date(at: own.range.start) - date
        return days > 0 ? Double(perDay * days) : nil
    }
}

/// Time that somebody could take.
private struct BackfillPlace {
    let practitioner: Practitioner
    /// When the patient's time would begin.
    let start: Instant
    /// What is free around it.
    let free: TimeRange

    init(practitioner: Practitioner, start: Instant, free: TimeRange) {
        self.practitioner = practitioner
        self.start = start
        self.free = free
    }

    /// The free time around `start`, up to the next occupied on both sides.
    init(_ transaction: some ReadTransaction, practitioner: Practitioner, start: Instant) throws {
        let span = TimeRange(start: start - Minutes(1_440), end: start + Minutes(1_440))
        let taken = try transaction.occupied("practitioner/\(practitioner.id)", span)
        let before = taken.filter { $0.end <= start }.map(\.end).max() ?? span.start
        let after = taken.filter { $0.end > start }.map(\.start).min() ?? span.end
        self.init(
            practitioner: practitioner, start: start,
            free: TimeRange(start: before, end: max(before, after)))
    }
}
