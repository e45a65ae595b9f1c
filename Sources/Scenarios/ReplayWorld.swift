package import Suggesting
package import Book
import Availability
package import Domain
package import Planning
package import Storage
import Words

/// What a replay needs of a book: free time, who asks how often, and who is booked already.
package struct ReplayWorld {
    package let snapshot: SuggestionSnapshot
    package let types: [AppointmentType]
    private(set) var kinds: [Demand.Kind] = []
    /// Sessions that could take extra patients, with the position of their line.
    private(set) var sessions: [(line: Int, session: PlanOverbooking.Session)] = []
    private let days: Int
    /// When patients have come before: a session more does not make more of them ask.
    private let weekdays: Set<Weekday>

    /// How far ahead a patient of a replay can be booked.
    package static let horizonDays = 42
    /// Days of the past from which rates of demand are counted.
    private static let pastDays = 28

    package init(
        _ transaction: some ReadTransaction, _ context: ClinicContext, days: Int,
        _ effect: ScenarioChanges.Effect
    ) throws {
        self.days = days
        let zone = context.anyZone
        let tomorrow = zone.date(at: transaction.now) + 1
        snapshot = try SuggestionSnapshot(
            transaction, context, from: tomorrow, dayCount: days + Self.horizonDays + 1)
        types = context.clinic.types.values.sorted { $0.id < $1.id }
        let past = try Self.past(transaction, zone)
        weekdays = Set(past.appointments.map { zone.date(at: $0.range.start).weekday })
        let asked = Dictionary(grouping: past.appointments) { $0.type }.mapValues(\.count)
        let leads = past.appointments.map {
            max(0, zone.date(at: $0.range.start) - zone.date(at: $0.bookedAt))
        }
        for type in types {
            let wish = SuggestAppointments.Wish(
                type: type.id, patient: nil, earliest: tomorrow, latest: tomorrow)
            let percent = effect.demandPercent[type.id] ?? effect.demandPercentOfAll
            kinds.append(
                Demand.Kind(
                    request: try snapshot.request(wish, patientOccupied: []),
                    perDay: Double((asked[type.id] ?? 0) * percent) / Double(100 * max(1, past.workedDays)),
                    priceCents: type.priceCents,
                    horizonDays: min(Self.horizonDays, type.limits.horizonDays), leads: leads
                )
            )
        }
        try readSessions(transaction, context)
    }

    private static func past(
        _ transaction: some ReadTransaction, _ zone: ZoneRules
    ) throws -> (appointments: [Appointment], workedDays: Int) {
        let today = zone.date(at: transaction.now)
        guard let start = zone.day(today + -pastDays)?.start, let end = zone.day(today)?.start else {
            return ([], 0)
        }
        let appointments = try transaction.appointments(in: TimeRange(start: start, end: end))
            .filter { $0.status == .fulfilled || $0.status == .noshow || $0.status == .booked }
        return (appointments, Set(appointments.map { zone.date(at: $0.range.start) }).count)
    }

    private mutating func readSessions(_ transaction: some ReadTransaction, _ context: ClinicContext) throws {
        let book = snapshot.book
        for (position, practitioner) in book.practitioners.enumerated() {
            let zone = context.zone(of: practitioner.location)
            for (day, date) in book.days.prefix(days).enumerated() {
                guard let range = zone.day(date) else { continue }
                let booked = try transaction.appointments(of: practitioner.id, in: range)
                guard booked.count >= 3 else { continue }
                let lengths = booked.map { Double($0.range.seconds) / 60 }
                sessions.append(
                    (
                        position * book.days.count + day,
                        PlanOverbooking.Session(
                            noShow: booked.map { appointment in
                                Demand.noShowRate(
                                    leadDays: zone.date(at: appointment.range.start)
                                        - zone.date(at: appointment.bookedAt))
                            },
                            groups: booked.map(\.priority.rawValue),
                            minutes: lengths.reduce(0, +) / Double(lengths.count)
                        )
                    )
                )
            }
        }
    }

    /// Extra patients by position of the line.
    package func overbooks(_ decision: PlanOverbooking.Decision) -> [Int: Int] {
        var extra: [Int: Int] = [:]
        for (session, count) in zip(sessions, decision.extra) where count > 0 { extra[session.line] = count }
        return extra
    }

    /// Lets the demand of `days` days happen to `book`; the world's own if there is none.
    package func replay(
        seed: Int, overbooks: [Int: Int] = [:], on book: SuggestionBook? = nil
    ) -> ReplayDemand.Outcome {
        let book = book ?? snapshot.book
        let demand = Demand(
            kinds, days: days, isAsked: { book.workedOn($0) && weekdays.contains(book.days[$0].weekday) },
            seed: UInt64(truncatingIfNeeded: seed))
        return ReplayDemand(demand, on: book, overbooks: overbooks)()
    }

    package func figures(_ outcome: ReplayDemand.Outcome) -> KeyFigures {
        var figures = KeyFigures()
        let booked = Double(max(1, outcome.booked))
        figures[.waitingDays] = Double(outcome.waitingDays) / booked
        figures[.unplaced] = Double(outcome.asked - outcome.booked)
        if outcome.asked > outcome.booked {
            figures.unplaced = [
                KeyFigures.Cause(
                    reason: Reason(.unplacedNothingOpen), count: outcome.asked - outcome.booked)
            ]
        }
        figures[.noShowRate] = 100 * Double(outcome.missed) / booked
        figures[.overbooked] = Double(outcome.overbooked)
        figures[.overtimeMinutes] = Double(outcome.overtimeTicks * SuggestionBook.tickMinutes)
        figures[.continuity] =
            outcome.wished == 0 ? nil : 100 * Double(outcome.continued) / Double(outcome.wished)
        figures[.revenue] = Double(outcome.revenueCents) / 100
        figures[.utilisation] = 100 * outcome.utilisation
        var access: [String: Double] = [:]
        for (kind, days) in zip(kinds, outcome.thirdNextAvailable) where !kind.request.options.isEmpty {
            access[kind.request.type.rawValue] = days
        }
        figures.take(thirdNextAvailable: access)
        let waits = zip(["urgent", "normal", "routine"], outcome.waitingByPriority)
        if let worst = waits.max(by: { $0.1 < $1.1 }) {
            figures.worstGroup = "\(worst.0) patients, days waited"
            figures[.worstGroup] = worst.1
        }
        return figures
    }
}
