package import Book
import Availability
package import Domain
package import Planning
package import Storage

/// Reads the parts of a placement problem from the book: people, pools, what stays, what is to be placed.
package struct BookReader {
    package let transaction: any ReadTransaction
    package let context: ClinicContext
    package let practitioners: [Practitioner]
    package let days: [LocalDate]
    /// Appointments that the plan may move, so that they do not stay in the way.
    package let leaving: Set<Appointment.ID>
    package let options: PlanOptions

    private static let tickMinutes = SuggestionBook.tickMinutes
    private static let ticksPerDay = 1_440 / tickMinutes

    /// A number for an id that does not depend on what else is planned, so that a later plan can start from this one.
    ///
    /// FNV-1a, cut to 53 bits that any JSON reader keeps.
    package static func number(_ id: String) -> Int {
        let hash = id.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return Int(hash >> 11)
    }

    private func ticks(_ day: Int, _ practitioner: Practitioner) -> DayTicks {
        context.ticks(
            of: days[day], in: context.zone(of: practitioner.location), tickMinutes: Self.tickMinutes)
    }

    /// Opaque numbers for locations, in id order.
    private var locations: [Location.ID: Int] {
        Dictionary(
            uniqueKeysWithValues: context.clinic.locations.keys.sorted().enumerated().map { ($1, $0) })
    }

    private func windows(_ practitioner: Practitioner) -> [PlacementProblem.Window] {
        guard !options.excluded.contains(practitioner.id) else { return [] }
        return days.indices.flatMap { day in
            context.workingTime(of: practitioner, on: days[day]).ranges
                .map { ticks(day, practitioner).inside($0) }.filter { !$0.isEmpty }
                .map { PlacementProblem.Window(day: day, start: $0.lowerBound, end: $0.upperBound) }
        }
    }

    package func people(targets: [Int]?) -> [PlacementProblem.Practitioner] {
        let locations = locations
        return practitioners.enumerated().map { index, practitioner in
            PlacementProblem.Practitioner(
                id: Self.number(practitioner.id.rawValue), location: locations[practitioner.location] ?? -1,
                skills: practitioner.skills,
                windows: windows(practitioner), overtimeTicks: options.overtimeMinutes / Self.tickMinutes,
                targetLoadTicks: targets?[index] ?? .max, reserved: reserved(practitioner)
            )
        }
    }

    private func reserved(_ practitioner: Practitioner) -> [PlacementProblem.Reserved] {
        days.indices.flatMap { day in
            context.reserved(of: practitioner, on: days[day], at: transaction.now).compactMap {
                range, carveOut in
                let taken = ticks(day, practitioner).touching(range)
                guard !taken.isEmpty else { return nil }
                return PlacementProblem.Reserved(
                    window: .init(day: day, start: taken.lowerBound, end: taken.upperBound),
                    priorities: carveOut.priorities, types: Set(carveOut.types.map(\.rawValue))
                )
            }
        }
    }

    /// What everybody would be booked for if all worked to the same share of their time.
    package func targets(_ fixed: [PlacementProblem.Fixed], _ movable: [Appointment]) -> [Int] {
        let worked = practitioners.map { windows($0).reduce(0) { $0 + $1.end - $1.start } }
        let booked =
            fixed.reduce(0) { $0 + $1.window.end - $1.window.start }
            + movable.reduce(0) { $0 + $1.length.ticks(of: Self.tickMinutes).total }
        let all = max(1, worked.reduce(0, +))
        return worked.map { ($0 * booked + all - 1) / all }
    }

    package func pools() -> [PlacementProblem.Pool] {
        let locations = locations
        var seen: Set<String> = []
        return context.clinic.pools.values.sorted { $0.id < $1.id }
            .filter { seen.insert("\($0.location) \($0.purpose)").inserted }
            .map { .init(location: locations[$0.location] ?? -1, kind: $0.purpose, capacity: $0.capacity) }
    }

    /// Everything that stays: appointments, and holds, which are as good as booked while they last.
    package func fixed() throws -> [PlacementProblem.Fixed] {
        var fixed: [PlacementProblem.Fixed] = []
        for (position, practitioner) in practitioners.enumerated() {
            let span = TimeRange(
                start: ticks(0, practitioner).origin,
                end: ticks(days.count - 1, practitioner).instant(at: 1_440 / Self.tickMinutes))
            let staying = try transaction.appointments(of: practitioner.id, in: span).filter {
                !leaving.contains($0.id)
            }
            fixed += staying.flatMap { self.fixed(position, $0.busy, $0.pools, $0.type) }
            fixed += try transaction.held(of: practitioner.id, in: span).flatMap {
                self.fixed(position, $0.busy, $0.pools, $0.type)
            }
        }
        return fixed
    }

    private func fixed(
        _ position: Int, _ busy: TimeRange, _ pools: [ResourcePool.ID], _ type: AppointmentType.ID
    ) -> [PlacementProblem.Fixed] {
        // A visit over midnight takes time of two days, and counts for its type on the first.
        windows(busy, context.zone(of: practitioners[position].location)).enumerated().map { part, window in
            PlacementProblem.Fixed(
                practitioner: position, window: window,
                equipment: pools.compactMap { context.clinic.pools[$0]?.purpose },
                appointmentType: part == 0 ? type.rawValue : "")
        }
    }

    /// Caps of the types that are placed, for everybody who gives them.
    package func caps(of subjects: [BookProblem.Subject]) throws -> [PlacementProblem.Cap] {
        try Set(subjects.map(\.appointment.type)).sorted().flatMap { id in
            let type = try context.type(id)
            guard let cap = type.limits.perPractitionerDay else { return [PlacementProblem.Cap]() }
            return practitioners.indices.filter { practitioners[$0].skills.contains(type.skill) }.map {
                .init(practitioner: $0, appointmentType: id.rawValue, perDay: cap)
            }
        }
    }

    /// The first day on which notice leaves anything, and what it takes of that day.
    private func notice(
        _ type: AppointmentType, _ zone: ZoneRules
    ) -> (day: Int, taken: [PlacementProblem.Window]) {
        let earliest = transaction.now + type.limits.notice
        let day = zone.date(at: earliest) - days[0]
        guard days.indices.contains(day) else { return (day, []) }
        let first =
            context.ticks(of: days[day], in: zone, tickMinutes: Self.tickMinutes).tick(at: earliest - 1) + 1
        return (day, first > 0 ? [.init(day: day, start: 0, end: min(first, Self.ticksPerDay))] : [])
    }

    package func request(
        _ subject: BookProblem.Subject, _ scope: PlanScope
    ) throws -> PlacementProblem.Request {
        let appointment = subject.appointment
        let type = try context.type(appointment.type)
        let was = try context.practitioner(appointment.practitioner)
        let zone = context.zone(of: was.location)
        let day = zone.date(at: appointment.range.start) - days[0]
        let wishes = subject.patient.preferences
        let others = try transaction.appointments(of: subject.patient.id)
            .filter { $0.status.occupies && !leaving.contains($0.id) }
        let grid = max(1, type.grid.count / Self.tickMinutes)
        let (lead, total) = appointment.length.ticks(of: Self.tickMinutes)
        let notice = notice(type, zone)
        let horizon = zone.date(at: transaction.now) + type.limits.horizonDays - days[0]
        let earliest = max(0, scope.earliest - days[0], notice.day)
        let due = min(days.count - 1, day + PlanScope.daysToWait(appointment.priority), horizon)
        // Where the limits of its type leave no day at all, no place suits; the plan then says so.
        let isHopeless = earliest > due
        return PlacementProblem.Request(
            id: Self.number(appointment.id.rawValue), patient: Self.number(subject.patient.id.rawValue),
            appointmentType: type.id.rawValue, duration: total,
            skill: type.skill, equipment: appointment.pools.isEmpty ? [] : type.purposes,
            priority: appointment.priority, isMovable: !subject.isDisplaced,
            earliestDay: isHopeless ? 0 : earliest, dueDay: isHopeless ? 0 : due,
            original: .init(
                practitioner: practitioners.firstIndex { $0.id == was.id } ?? 0, day: day,
                start: max(0, ticks(day, was).tick(at: appointment.range.start) - lead)
            ),
            wishedPractitioners: Set(
                practitioners.indices.filter { wishes.practitioners.contains(practitioners[$0].id) }),
            wishedWeekdays: wishes.weekdays.isEmpty ? Set(0...6) : Set(wishes.weekdays.map(\.index)),
            timeOfDay: wishes.timeOfDay, locations: isHopeless ? [] : Set(locations.values),
            patientBusy: others.flatMap { windows($0.range, zone) } + notice.taken, startStep: grid,
            startOffset: (grid - lead % grid) % grid, group: group(subject, was)
        )
    }

    private func group(_ subject: BookProblem.Subject, _ was: Practitioner) -> String {
        switch options.fairness?.by {
        case .priority: subject.appointment.priority.rawValue
        case .location: was.location.rawValue
        case .practitioner: was.id.rawValue
        case nil: ""
        }
    }

    private func windows(_ range: TimeRange, _ zone: ZoneRules) -> [PlacementProblem.Window] {
        context.days(of: range, in: zone, from: days[0]).clamped(to: days.indices).compactMap { day in
            let taken = context.ticks(of: days[day], in: zone, tickMinutes: Self.tickMinutes).touching(range)
            return taken.isEmpty ? nil : .init(day: day, start: taken.lowerBound, end: taken.upperBound)
        }
    }
}
