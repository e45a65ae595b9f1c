package import Book
import Availability
package import Domain
package import Planning
package import Storage

/// A ``SuggestionBook`` read from the book, with the map back to instants.
package struct SuggestionSnapshot {
    package let book: SuggestionBook
    package let context: ClinicContext
    package let now: Instant
    package let caps: CapUse
    private let practitioners: [Practitioner]

    /// Reads `dayCount` local days from `first`; `load` is counted if it is `nil`.
    ///
    /// O(practitioners × days + occupancy rows).
    package init(
        _ transaction: some ReadTransaction, _ context: ClinicContext, from first: LocalDate, dayCount: Int,
        load: PractitionerLoad? = nil
    ) throws {
        let load = try load ?? PractitionerLoad(transaction, context)
        self.context = context
        now = transaction.now
        practitioners = context.clinic.practitioners.values.sorted { $0.id < $1.id }
        let days = (0..<dayCount).map { first + $0 }
        var working: [TickSet] = []
        var free: [TickSet] = []
        for practitioner in practitioners {
            let ticks = Self.ticks(days, context, context.zone(of: practitioner.location))
            let occupied = try transaction.occupied("practitioner/\(practitioner.id)", Self.span(ticks))
            var next = occupied[...]
            for (date, day) in zip(days, ticks) {
                var worked = TickSet()
                for range in context.workingTime(of: practitioner, on: date).ranges {
                    worked.insert(day.inside(range))
                }
                var left = worked
                let end = day.instant(at: Self.ticksPerDay)
                for range in next.prefix(while: { $0.start < end }) { left.remove(day.touching(range)) }
                // What goes on after midnight is in the way of the next day, too.
                next = next.drop { $0.end <= end }
                working.append(worked)
                free.append(left)
            }
        }
        var poolFree: [ResourcePool.ID: [TickSet]] = [:]
        for pool in context.clinic.pools.values {
            let ticks = Self.ticks(days, context, context.zone(of: pool.location))
            let occupied = try transaction.occupied("pool/\(pool.id)", Self.span(ticks))
            poolFree[pool.id] = ticks.map { day in
                var left = Array(repeating: pool.capacity, count: Self.ticksPerDay)
                for range in occupied { for tick in day.touching(range) { left[tick] -= 1 } }
                var free = TickSet()
                for tick in left.indices where left[tick] > 0 { free.insert(tick..<tick + 1) }
                return free
            }
        }
        caps = try CapUse(transaction, context, in: context.span(of: days))
        let lengths = context.clinic.types.values.map { $0.length.total.count / SuggestionBook.tickMinutes }
        book = SuggestionBook(
            days: days, today: context.today(at: now), practitioners: practitioners, working: working,
            free: free, poolFree: poolFree,
            fragmentation: Fragmentation(lengths: lengths), load: practitioners.map { load[$0.id] },
            reservations: Self.reservations(context, practitioners, days, now: now)
        )
    }

    /// Bookings that may change hands, with those who could take them: same place, same skill, same length.
    package func flexible(_ transaction: some ReadTransaction) throws -> [FlexibleBooking] {
        guard let zone = practitioners.first.map({ context.zone(of: $0.location) }),
            let start = zone.day(book.days[0])?.start, let end = zone.day(book.days[book.days.count - 1])?.end
        else { return [] }
        return try transaction.flexibleAppointments(in: TimeRange(start: start, end: end)).compactMap {
            appointment in
            guard let type = context.clinic.types[appointment.type],
                let own = context.clinic.practitioners[appointment.practitioner],
                let (position, ticks) = line(of: appointment.busy, with: own.id)
            else { return nil }
            return FlexibleBooking(
                appointment: appointment.id, practitioner: position.practitioner, day: position.day,
                ticks: ticks,
                alternatives: practitioners.indices.filter {
                    let other = practitioners[$0]
                    return other.id != own.id && other.location == own.location
                        && other.skills.contains(type.skill) && other.length(of: type) == appointment.length
                })
        }
    }

    /// Where a slot lies: its practitioner's position and its ticks; `nil` outside the book.
    package func line(of slot: Slot) -> (practitioner: Int, ticks: Range<Int>)? {
        line(of: slot.busy, with: slot.practitioner).map { ($0.practitioner, $1) }
    }

    private func line(
        of busy: TimeRange, with id: Practitioner.ID
    ) -> (position: (practitioner: Int, day: Int), ticks: Range<Int>)? {
        guard let practitioner = practitioners.firstIndex(where: { $0.id == id }) else { return nil }
        let zone = context.zone(of: practitioners[practitioner].location)
        let day = zone.date(at: busy.start) - book.days[0]
        guard book.days.indices.contains(day) else { return nil }
        let ticks = context.ticks(of: book.days[day], in: zone, tickMinutes: SuggestionBook.tickMinutes)
        return ((practitioner, day), ticks.touching(busy))
    }

    /// A request that asks for nothing; for questions about one slot.
    package var emptyRequest: SuggestionRequest {
        SuggestionRequest(options: [], grid: 5, days: 0..<0, preferences: Preferences())
    }

    /// Carve-outs that are not released yet, by position of their line.
    private static func reservations(
        _ context: ClinicContext, _ practitioners: [Practitioner], _ days: [LocalDate], now: Instant
    ) -> [Int: [SuggestionBook.Reservation]] {
        var kept: [Int: [SuggestionBook.Reservation]] = [:]
        for (position, practitioner) in practitioners.enumerated()
        where context.clinic.carveOuts.contains(where: { $0.practitioner == practitioner.id }) {
            let ticks = Self.ticks(days, context, context.zone(of: practitioner.location))
            for (day, date) in days.enumerated() {
                for (range, carveOut) in context.reserved(of: practitioner, on: date, at: now) {
                    kept[position * days.count + day, default: []].append(
                        .init(ticks: TickSet(ticks[day].touching(range)), carveOut: carveOut))
                }
            }
        }
        return kept
    }

    private static let ticksPerDay = 1_440 / SuggestionBook.tickMinutes

    private static func ticks(
        _ days: [LocalDate], _ context: ClinicContext, _ zone: ZoneRules
    ) -> [DayTicks] {
        days.map { context.ticks(of: $0, in: zone, tickMinutes: SuggestionBook.tickMinutes) }
    }

    private static func span(_ ticks: [DayTicks]) -> TimeRange {
        let start = ticks.first?.origin ?? Instant(secondsSince1970: 0)
        return TimeRange(start: start, end: ticks.last.map { $0.instant(at: ticksPerDay) } ?? start)
    }

    /// The last local day on which a type may be booked.
    package func lastDay(of type: AppointmentType) -> LocalDate { book.today + type.limits.horizonDays }

    /// What `wish` asks for, in the book's own terms.
    package func request(_ wish: SuggestAppointments.Wish, patientOccupied: [TimeRange]) throws(BookingError)
        -> SuggestionRequest
    {
        let type = try context.type(wish.type)
        for wished in wish.preferences.practitioners.sorted() { _ = try context.practitioner(wished) }
        if let location = wish.preferences.location, context.clinic.locations[location] == nil {
            throw .unknown(kind: "location", id: location.rawValue)
        }
        var options: [SuggestionRequest.Option] = []
        for (position, practitioner) in practitioners.enumerated()
        where practitioner.skills.contains(type.skill) {
            guard let pools = context.clinic.pools(for: type, at: practitioner.location) else { continue }
            let length = practitioner.length(of: type)
            options.append(.init(practitioner: position, length: length, pools: pools.map(\.id)))
        }
        let zone = options.first.map { context.zone(of: practitioners[$0.practitioner].location) }
        let earliest = now + type.limits.notice
        let horizon = zone.map { $0.date(at: now) + type.limits.horizonDays } ?? wish.latest
        let firstDay = max(wish.earliest, zone?.date(at: earliest) ?? wish.earliest)
        let lower = min(max(0, firstDay - book.days[0]), book.days.count)
        let upper = min(book.days.count, max(lower, min(wish.latest, horizon) - book.days[0] + 1))
        var firstTick = 0
        if let zone, lower < book.days.count {
            let day = context.ticks(of: book.days[lower], in: zone, tickMinutes: SuggestionBook.tickMinutes)
            firstTick = max(0, day.tick(at: earliest - 1) + 1)
        }
        return SuggestionRequest(
            type: type.id, options: options, grid: type.grid, days: lower..<upper, firstTick: firstTick,
            preferences: wish.preferences,
            priority: wish.priority, patientBusy: busy(patientOccupied, zone),
            usedUp: usedUp(type, options), count: wish.count
        )
    }

    /// Lines on which a practitioner takes no more of the type.
    private func usedUp(_ type: AppointmentType, _ options: [SuggestionRequest.Option]) -> Set<Int> {
        guard type.limits.perPractitionerDay != nil else { return [] }
        return Set(
            options.map(\.practitioner).flatMap { position in
                book.days.indices.filter {
                    caps.isUsedUp(type, practitioners[position].id, on: book.days[$0])
                }.map { position * book.days.count + $0 }
            })
    }

    private func busy(_ ranges: [TimeRange], _ zone: ZoneRules?) -> [Int: TickSet] {
        guard let zone else { return [:] }
        var busy: [Int: TickSet] = [:]
        for range in ranges {
            for position in context.days(of: range, in: zone, from: book.days[0]).clamped(
                to: book.days.indices)
            {
                let day = context.ticks(
                    of: book.days[position], in: zone, tickMinutes: SuggestionBook.tickMinutes)
                busy[position, default: TickSet()].insert(day.touching(range))
            }
        }
        return busy
    }

    /// The slot a suggestion stands for.
    package func slot(_ suggestion: Suggestion, _ type: AppointmentType) -> Slot {
        let practitioner = practitioners[suggestion.practitioner]
        let zone = context.zone(of: practitioner.location)
        let start = context.ticks(
            of: book.days[suggestion.day], in: zone, tickMinutes: SuggestionBook.tickMinutes
        )
        .instant(at: suggestion.start)
        return Slot(
            type, with: practitioner, at: start, lasting: practitioner.length(of: type),
            pools: context.clinic.pools(for: type, at: practitioner.location) ?? []
        )
    }
}
