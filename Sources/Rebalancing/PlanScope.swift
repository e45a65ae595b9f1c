package import Book
import Availability
package import Domain
package import Storage

/// Which days a plan looks at, and whom it may move.
package struct PlanScope {
    /// Consecutive local days.
    package let days: [LocalDate]
    /// Who lost a session, by start.
    package let displaced: [BookProblem.Subject]
    /// First local day on which anybody may be placed.
    package let earliest: LocalDate
    private let context: ClinicContext
    private let isForEverybody: Bool
    private let now: Instant

    /// Days after the original one within which a new place is sought, by priority.
    package static func daysToWait(_ priority: Priority) -> Int {
        switch priority {
        case .urgent: 5
        case .normal: 21
        case .routine: 35
        }
    }

    package init(
        _ transaction: some ReadTransaction, _ context: ClinicContext, _ purpose: PlanPurpose,
        _ options: PlanOptions
    ) throws {
        self.context = context
        now = transaction.now
        let zone = context.anyZone
        earliest = zone.date(at: now) + 1
        switch purpose {
        case .replace, .suppose:
            var seen: Set<Appointment.ID> = []
            displaced = try Self.absences(of: purpose, context).flatMap { try transaction.displaced(by: $0) }
                .filter { seen.insert($0.appointment.id).inserted }
                .sorted {
                    ($0.appointment.range.start, $0.appointment.id) < (
                        $1.appointment.range.start, $1.appointment.id
                    )
                }
                .map { .init(appointment: $0.appointment, patient: $0.patient, isDisplaced: true) }
            let dates = displaced.map { zone.date(at: $0.appointment.range.start) }
            let last = zip(dates, displaced).map { $0 + Self.daysToWait($1.appointment.priority) }.max()
            let first = min(earliest, dates.min() ?? earliest)
            days = (0...max(0, (last ?? earliest) - first)).map { first + $0 }
            isForEverybody = options.movesOthers
        case .rebalance(let from, let to):
            displaced = []
            let first = max(from, earliest)
            days = (0...max(0, min(to - first, 62))).map { first + $0 }
            isForEverybody = true
        }
    }

    private static func absences(of purpose: PlanPurpose, _ context: ClinicContext) throws -> [Absence] {
        guard case .replace(let ids) = purpose else { return purpose.supposed }
        return try ids.map { id in
            guard let absence = context.clinic.absences.first(where: { $0.id == id }) else {
                throw BookingError.unknown(kind: "absence", id: id.rawValue)
            }
            return absence
        }
    }

    /// Those who keep their place or give it up at a price: booked, not pinned, not frozen.
    package func movable(
        _ transaction: some ReadTransaction, _ options: PlanOptions, _ practitioners: [Practitioner]
    ) throws -> [BookProblem.Subject] {
        guard isForEverybody, let last = days.last else { return [] }
        let frozenUntil = now + Minutes(60 * options.freezeHours)
        let leaving = Set(displaced.map(\.appointment.id))
        let rules = SlotDerivation(context: context, now: now)
        var found: [Appointment] = []
        for practitioner in practitioners where !options.excluded.contains(practitioner.id) {
            let zone = context.zone(of: practitioner.location)
            guard let start = zone.day(max(earliest, days[0]))?.start, let end = zone.day(last)?.end else {
                continue
            }
            let booked = try transaction.appointments(
                of: practitioner.id, in: TimeRange(start: start, end: end))
            found +=
                booked
                .filter { mayStay($0, practitioner, among: booked, rules) }
                .filter { $0.status == .booked && !$0.isPinned && $0.overbookReason == nil }
                .filter { $0.range.start >= frozenUntil && $0.series == nil }
                .filter { !options.pinned.contains($0.id) && !leaving.contains($0.id) }
        }
        found = try withinCaps(found, transaction)
        return try found.sorted { ($0.range.start, $0.id) < ($1.range.start, $1.id) }.map {
            .init(appointment: $0, patient: try transaction.patient($0.patient), isDisplaced: false)
        }
    }

    /// Those whose own place no cap forbids: what exceeds one must not be put to the choice either.
    private func withinCaps(
        _ appointments: [Appointment], _ transaction: some ReadTransaction
    ) throws -> [Appointment] {
        let caps = try CapUse(transaction, context, in: context.span(of: days))
        return try appointments.filter { appointment in
            let zone = context.zone(of: try context.practitioner(appointment.practitioner).location)
            let left = caps.left(
                try context.type(appointment.type), appointment.practitioner,
                on: zone.date(at: appointment.range.start))
            return left.map { $0 >= 0 } ?? true
        }
    }

    /// Whether the rules would allow an appointment where it is; one that they would not must not be put to the choice.
    private func mayStay(
        _ appointment: Appointment, _ practitioner: Practitioner, among others: [Appointment],
        _ rules: SlotDerivation
    ) -> Bool {
        guard let type = context.clinic.types[appointment.type],
            (try? rules.slot(
                type, with: practitioner, at: appointment.range.start, priority: appointment.priority,
                lasting: appointment.length)) != nil
        else { return false }
        return !others.contains { $0.id != appointment.id && $0.busy.overlaps(appointment.busy) }
    }
}
