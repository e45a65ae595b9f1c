import Availability
import Domain
import Planning
import Storage

/// The placement problem of an absence, read from the book, with the map back from places to slots.
struct ReplacementProblem {
    let problem: PlacementProblem
    let displaced: [RecordAbsence.Displaced]
    let context: ClinicContext
    private let practitioners: [Practitioner]
    private let days: [LocalDate]

    /// Days after the original one within which a new place is sought, by priority.
    private static func daysToWait(_ priority: Priority) -> Int {
        switch priority {
        case .urgent: 5
        case .normal: 21
        case .routine: 35
        }
    }

    init(_ transaction: some ReadTransaction, _ context: ClinicContext, _ absence: Absence) throws {
        self.context = context
        displaced = try transaction.displaced(by: absence)
        practitioners = context.clinic.practitioners.values.sorted { $0.id < $1.id }
        let zone = context.zone(of: try context.practitioner(absence.practitioner).location)
        let tomorrow = zone.date(at: transaction.now) + 1
        let last = displaced.map {
            zone.date(at: $0.appointment.range.start) + Self.daysToWait($0.appointment.priority)
        }.max()
        let first =
            displaced.first.map { min(tomorrow, zone.date(at: $0.appointment.range.start)) } ?? tomorrow
        days = (0...max(0, (last ?? tomorrow) - first)).map { first + $0 }

        var reader = Reader(
            transaction: transaction, context: context, practitioners: practitioners, days: days)
        let leaving = Set(displaced.map(\.appointment.id))
        try reader.readFixed(except: leaving)
        let ids = Set(displaced.map(\.patient.id)).sorted()
        let patients = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        problem = PlacementProblem(
            name: "absence \(absence.id)", tickMinutes: SuggestionBook.tickMinutes,
            weekdays: days.map(\.weekday.index), practitioners: reader.people(), pools: reader.pools(),
            fixed: reader.fixed,
            requests: try displaced.enumerated().map { index, displaced in
                try reader.request(
                    index, displaced, patientNumber: patients[displaced.patient.id] ?? index,
                    earliest: tomorrow,
                    daysToWait: Self.daysToWait(displaced.appointment.priority), except: leaving
                )
            }
        )
    }

    /// What a place means for the displaced appointment `index`.
    func seat(_ index: Int, at place: PlacementProblem.Place) -> Proposal.Seat {
        let practitioner = practitioners[place.practitioner]
        let ticks = DayTicks(
            days[place.day], zone: context.zone(of: practitioner.location), tickMinutes: problem.tickMinutes
        )
        let before = displaced[index].appointment.length.ticks(of: problem.tickMinutes).before
        return Proposal.Seat(practitioner: practitioner.id, start: ticks.instant(at: place.start + before))
    }

    private struct Reader {
        let transaction: any ReadTransaction
        let context: ClinicContext
        let practitioners: [Practitioner]
        let days: [LocalDate]
        var fixed: [PlacementProblem.Fixed] = []
        private let locations: [Location.ID: Int]

        init(
            transaction: any ReadTransaction, context: ClinicContext, practitioners: [Practitioner],
            days: [LocalDate]
        ) {
            self.transaction = transaction
            self.context = context
            self.practitioners = practitioners
            self.days = days
            let ids = context.clinic.locations.keys.sorted()
            locations = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        }

        func ticks(_ day: Int, _ practitioner: Practitioner) -> DayTicks {
            DayTicks(
                days[day], zone: context.zone(of: practitioner.location),
                tickMinutes: SuggestionBook.tickMinutes
            )
        }

        func people() -> [PlacementProblem.Practitioner] {
            practitioners.enumerated().map { index, practitioner in
                let windows = days.indices.flatMap { day in
                    context.workingTime(of: practitioner, on: days[day]).ranges
                        .map { ticks(day, practitioner).inside($0) }.filter { !$0.isEmpty }
                        .map { PlacementProblem.Window(day: day, start: $0.lowerBound, end: $0.upperBound) }
                }
                return PlacementProblem.Practitioner(
                    id: index, location: locations[practitioner.location] ?? -1, skills: practitioner.skills,
                    windows: windows
                )
            }
        }

        func pools() -> [PlacementProblem.Pool] {
            var seen: Set<String> = []
            return context.clinic.pools.values.sorted { $0.id < $1.id }
                .filter { seen.insert("\($0.location) \($0.purpose)").inserted }
                .map {
                    .init(location: locations[$0.location] ?? -1, kind: $0.purpose, capacity: $0.capacity)
                }
        }

        /// Everything that stays: appointments, and holds, which are as good as booked while they last.
        mutating func readFixed(except leaving: Set<Appointment.ID>) throws {
            for (position, practitioner) in practitioners.enumerated() {
                let span = TimeRange(
                    start: ticks(0, practitioner).origin,
                    end: ticks(days.count - 1, practitioner).instant(at: 288)
                )
                let staying = try transaction.appointments(of: practitioner.id, in: span).filter {
                    !leaving.contains($0.id)
                }
                for appointment in staying { add(position, appointment.busy, appointment.pools) }
                let query: SQL = """
                    SELECT busy_from, busy_until, pools FROM hold
                    WHERE practitioner_id = \(practitioner.id) AND busy_from < \(span.end) AND busy_until > \(span.start)
                        AND expires_at > \(transaction.now)
                    """
                for row in try transaction.rows(query) {
                    add(position, try row.range(0), poolIDs(try row.text(2)))
                }
            }
        }

        private mutating func add(_ position: Int, _ busy: TimeRange, _ pools: [ResourcePool.ID]) {
            let zone = context.zone(of: practitioners[position].location)
            let day = zone.date(at: busy.start) - days[0]
            guard days.indices.contains(day) else { return }
            let taken = ticks(day, practitioners[position]).touching(busy)
            guard !taken.isEmpty else { return }
            fixed.append(
                PlacementProblem.Fixed(
                    practitioner: position,
                    window: .init(day: day, start: taken.lowerBound, end: taken.upperBound),
                    equipment: pools.compactMap { context.clinic.pools[$0]?.purpose }
                )
            )
        }

        func request(
            _ index: Int, _ displaced: RecordAbsence.Displaced, patientNumber: Int, earliest: LocalDate,
            daysToWait: Int,
            except leaving: Set<Appointment.ID>
        ) throws -> PlacementProblem.Request {
            let appointment = displaced.appointment
            let type = try context.type(appointment.type)
            let was = try context.practitioner(appointment.practitioner)
            let zone = context.zone(of: was.location)
            let day = zone.date(at: appointment.range.start) - days[0]
            let wishes = displaced.patient.preferences
            let others = try transaction.appointments(of: displaced.patient.id)
                .filter { $0.status.occupies && !leaving.contains($0.id) }
            let grid = max(1, type.grid.count / SuggestionBook.tickMinutes)
            let (lead, total) = appointment.length.ticks(of: SuggestionBook.tickMinutes)
            return PlacementProblem.Request(
                id: index, patient: patientNumber, appointmentType: type.id.rawValue,
                duration: total, skill: type.skill,
                equipment: appointment.pools.isEmpty ? [] : type.purposes,
                priority: appointment.priority,
                earliestDay: max(0, earliest - days[0]), dueDay: min(days.count - 1, day + daysToWait),
                original: .init(
                    practitioner: practitioners.firstIndex { $0.id == was.id } ?? 0, day: day,
                    start: max(0, ticks(day, was).tick(at: appointment.range.start) - lead)
                ),
                wishedPractitioners: Set(
                    practitioners.indices.filter { wishes.practitioners.contains(practitioners[$0].id) }),
                wishedWeekdays: wishes.weekdays.isEmpty ? Set(0...6) : Set(wishes.weekdays.map(\.index)),
                timeOfDay: wishes.timeOfDay,
                locations: Set(locations.values),
                patientBusy: others.flatMap { windows($0.range, zone) },
                startStep: grid, startOffset: (grid - lead % grid) % grid
            )
        }

        private func windows(_ range: TimeRange, _ zone: ZoneRules) -> [PlacementProblem.Window] {
            let day = zone.date(at: range.start) - days[0]
            guard days.indices.contains(day) else { return [] }
            let taken = DayTicks(days[day], zone: zone, tickMinutes: SuggestionBook.tickMinutes).touching(
                range)
            return taken.isEmpty ? [] : [.init(day: day, start: taken.lowerBound, end: taken.upperBound)]
        }
    }
}
