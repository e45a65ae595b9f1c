public import Availability
public import Domain
import Synchronization

/// One version of the clinic with everything that follows from it: zones and working days, remembered once computed.
public final class ClinicContext: Sendable {
    /// Another one after every change of the clinic; 0 for a clinic that was never set up.
    public var version: Int { versions["clinic"] ?? 0 }
    /// Versions of the clinic's tables, and of them all.
    let versions: [String: Int]
    /// Who works where, when, and under which rules.
    public let clinic: Clinic

    private let zones: [Location.ID: ZoneRules]
    private let working: [Practitioner.ID: WorkingTime]
    private let days = Mutex<[Day: TimeRanges]>([:])

    /// More than anybody plans at a time; whoever asks for other centuries must not fill the memory.
    private static let mostDays = 100_000

    private struct Day: Hashable {
        let practitioner: Practitioner.ID
        let date: LocalDate
    }

    /// A version of the clinic; working days that are the same in the one `before` are not computed again.
    package convenience init(
        versions: [String: Int] = [:], clinic: Clinic, zones source: any ZoneSource,
        after before: ClinicContext? = nil
    ) throws(ZoneError) {
        var zones: [Location.ID: ZoneRules] = [:]
        for location in clinic.locations.values { zones[location.id] = try source.rules(for: location.zone) }
        self.init(versions: versions, clinic: clinic, zones: zones)
        guard let before else { return }
        let same = Set(working.keys.filter { working[$0] == before.working[$0] })
        let known = before.days.withLock { $0 }
        days.withLock { $0 = known.filter { same.contains($0.key.practitioner) } }
    }

    private init(versions: [String: Int], clinic: Clinic, zones: [Location.ID: ZoneRules]) {
        self.versions = versions
        self.clinic = clinic
        self.zones = zones
        var working: [Practitioner.ID: WorkingTime] = [:]
        for practitioner in clinic.practitioners.values {
            guard let zone = zones[practitioner.location] else { continue }
            working[practitioner.id] = WorkingTime(of: practitioner, in: clinic, zone: zone)
        }
        self.working = working
    }

    /// The same clinic if `absences` were recorded too.
    package func supposing(_ absences: [Absence]) -> ClinicContext {
        guard !absences.isEmpty else { return self }
        var clinic = clinic
        clinic.absences += absences
        return ClinicContext(versions: versions, clinic: clinic, zones: zones)
    }

    /// The zone of a location; UTC for one the clinic does not have.
    public func zone(of location: Location.ID) -> ZoneRules {
        zones[location] ?? ZoneRules(name: "UTC", fixedOffsetSeconds: 0)
    }

    /// The zone of the first location; for figures about the clinic as a whole.
    package var anyZone: ZoneRules {
        clinic.locations.keys.min().map(zone) ?? ZoneRules(name: "UTC", fixedOffsetSeconds: 0)
    }

    /// Today at a location, or at the clinic's first.
    package func today(at now: Instant, _ location: Location.ID? = nil) -> LocalDate {
        (location.map(zone) ?? anyZone).date(at: now)
    }

    /// All of these local days wherever the clinic is: the first midnight of any zone to the last.
    package func span(of dates: [LocalDate]) -> TimeRange {
        let days = (zones.isEmpty ? [anyZone] : Array(zones.values)).flatMap { zone in
            [dates.first, dates.last].compactMap { $0 }.compactMap(zone.day)
        }
        let start = days.map(\.start).min() ?? Instant(secondsSince1970: 0)
        return TimeRange(start: start, end: days.map(\.end).max() ?? start)
    }

    /// Where a practitioner works, by name.
    package func practitionerLocation(_ id: Practitioner.ID) -> String {
        clinic.practitioners[id].map { locationName($0.location) } ?? id.rawValue
    }

    /// When a practitioner works within a local day, also in hours that began the day before.
    public func workingTime(of practitioner: Practitioner, on date: LocalDate) -> TimeRanges {
        let day = Day(practitioner: practitioner.id, date: date)
        if let known = days.withLock({ $0[day] }) { return known }
        let begun = working[practitioner.id]?.on([date + -1, date]) ?? TimeRanges([TimeRange]())
        let time = zone(of: practitioner.location).day(date).map(begun.within) ?? TimeRanges([TimeRange]())
        days.withLock { days in
            if days.count >= Self.mostDays { days.removeAll(keepingCapacity: true) }
            days[day] = time
        }
        return time
    }

    /// When a practitioner works on a local day and the days beside it, for visits over midnight.
    package func workingTime(of practitioner: Practitioner, around date: LocalDate) -> TimeRanges {
        TimeRanges([-1, 0, 1].flatMap { workingTime(of: practitioner, on: date + $0).ranges })
    }

    /// The local days that `range` touches, counted from `first`.
    package func days(of range: TimeRange, in zone: ZoneRules, from first: LocalDate) -> Range<Int> {
        let last = max(range.start, range.end - 1)
        return zone.date(at: range.start) - first..<zone.date(at: last) - first + 1
    }

    /// The ticks of a local day in which plans and suggestions count.
    package func ticks(of date: LocalDate, in zone: ZoneRules, tickMinutes: Int) -> DayTicks {
        let usual = DayTicks(date, zone: zone, tickMinutes: tickMinutes)
        guard let day = zone.day(date), day.start < usual.origin else { return usual }
        let worksEarlier = clinic.practitioners.values.contains { practitioner in
            self.zone(of: practitioner.location).name == zone.name
                && workingTime(of: practitioner, on: date).ranges.first.map { $0.start < usual.origin }
                    == true
        }
        return worksEarlier ? DayTicks(from: day, tickMinutes: tickMinutes) : usual
    }

    /// A practitioner's name, or the id.
    public func name(_ id: Practitioner.ID) -> String { clinic.practitioners[id]?.name ?? id.rawValue }

    /// A location's name, or the id.
    public func locationName(_ id: Location.ID) -> String { clinic.locations[id]?.name ?? id.rawValue }

    /// Carve-outs of a practitioner on a local day that are not open to all at `now`, with when they are.
    public func reserved(
        of practitioner: Practitioner, on date: LocalDate, at now: Instant
    ) -> [(range: TimeRange, carveOut: CarveOut)] {
        let zone = zone(of: practitioner.location)
        return clinic.carveOuts.filter { $0.practitioner == practitioner.id && $0.weekday == date.weekday }
            .flatMap { carveOut in zone.instants(of: carveOut.hours, on: date).map { ($0, carveOut) } }
            .filter { !$1.isReleased(at: now, for: $0.start) }
    }

    /// The practitioner with this id.
    public func practitioner(_ id: Practitioner.ID) throws(BookingError) -> Practitioner {
        guard let practitioner = clinic.practitioners[id] else {
            throw .unknown(kind: "practitioner", id: id.rawValue)
        }
        return practitioner
    }

    /// The appointment type with this id.
    public func type(_ id: AppointmentType.ID) throws(BookingError) -> AppointmentType {
        guard let type = clinic.types[id] else { throw .unknown(kind: "appointment type", id: id.rawValue) }
        return type
    }
}
