public import Availability
public import Domain

/// When somebody is busy by a calendar of others: of its events that, and nothing of what they are.
///
/// Source: RFC 5545 §3.6.1 and §3.6.4, §3.8.5 for recurrences. What is marked as free, is off, or is an appointment of our own that their
/// calendar follows, keeps nobody busy.
public struct BusyCalendar: Sendable {
    /// Disjoint, in order.
    public let ranges: [TimeRange]

    /// More than anybody has in two years.
    private static let most = 5_000

    /// Reads calendars.
    ///
    /// - Parameters:
    ///   - text: As they are written.
    ///   - window: What begins and ends outside is left out.
    ///   - zone: For times that name no zone, and for days.
    ///   - ours: Appointments that are known here, by their ids.
    ///   - known: Zones by their IANA names.
    /// - Throws: ``CalendarFault``; of a calendar that cannot be read nothing is believed.
    public init(
        _ text: CalendarText, within window: TimeRange, in zone: ZoneRules, ours: Set<String> = [],
        known: (String) -> ZoneRules?
    ) throws(CalendarFault) {
        ranges = try withoutActuallyEscaping(known) { known throws(CalendarFault) in
            var (ranges, budget): ([TimeRange], RecurrenceBudget) = ([], RecurrenceBudget())
            for calendar in text.calendars {
                let zones = try CalendarZones(
                    of: calendar, floating: zone, known: known, around: window, within: &budget)
                ranges += try Self.ranges(of: calendar, window, zones, ours, &budget)
            }
            let busy = TimeRanges(ranges.map { $0.intersection(window) }).ranges
            guard busy.count <= Self.most else { throw .tooMany }
            return busy
        }
    }

    private static func ranges(
        of calendar: CalendarComponent, _ window: TimeRange, _ zones: CalendarZones, _ ours: Set<String>,
        _ budget: inout RecurrenceBudget
    ) throws(CalendarFault) -> [TimeRange] {
        let events = calendar.parts("VEVENT")
        // An occurrence that is at another time than the rule has it, or is off, is written by itself.
        var moved: [String: Set<Instant>] = [:]
        for event in events {
            guard let property = event["RECURRENCE-ID"] else { continue }
            guard property.parameters["RANGE"] == nil else { throw .malformed("RECURRENCE-ID", "RANGE") }
            moved[event.uid, default: []].insert(
                try CalendarTime(property.value, of: property, zones).instant)
        }
        var ranges: [TimeRange] = []
        for event in events where event.keepsBusy && event.appointment.map(ours.contains) != true {
            let others = event["RECURRENCE-ID"] == nil ? moved[event.uid] ?? [] : []
            ranges += try event.ranges(without: others, within: window, zones, &budget)
        }
        for busy in calendar.parts("VFREEBUSY") { ranges += try busy.periods(within: window, zones) }
        return ranges
    }
}

extension CalendarComponent {
    fileprivate var uid: String { self["UID"]?.value ?? "" }

    fileprivate var keepsBusy: Bool {
        self["TRANSP"]?.value.uppercased() != "TRANSPARENT"
            && self["STATUS"]?.value.uppercased() != "CANCELLED"
            && self["X-MICROSOFT-CDO-BUSYSTATUS"]?.value.uppercased() != "FREE"
    }

    /// When an event takes place, but at the times that are written by themselves.
    fileprivate func ranges(
        without others: Set<Instant>, within window: TimeRange, _ zones: CalendarZones,
        _ budget: inout RecurrenceBudget
    ) throws(CalendarFault) -> [TimeRange] {
        guard let property = self["DTSTART"] else { throw .malformed("DTSTART", "") }
        let start = try CalendarTime(property.value, of: property, zones)
        let length = try length(from: start, zones)
        // What began before may last into it.
        let reach = window.start - Minutes(Int(length.longest / 60) + 2_880)
        var walls = [start.wall]
        for rule in all("RRULE") where !isOver(rule, before: reach, start, zones) {
            walls += try RecurrenceRule(rule.value).times(
                since: (start.wall, start.isDay), from: WallTime(at: reach, in: start.zone),
                until: WallTime(at: window.end + 1_440, in: start.zone), at: { $0.instant(in: start.zone) },
                within: &budget)
        }
        var ranges = walls.map { length.range(from: $0, start.zone) }
        ranges += try added(length, zones)
        let except = try excepted(start, zones)
        return ranges.filter { range in
            range.overlaps(window) && !others.contains(range.start) && !except.instants.contains(range.start)
                && !except.days.contains(start.zone.date(at: range.start))
        }
    }

    /// Whether a rule ended long ago, so that it does not matter whether it can be read.
    private func isOver(
        _ rule: Property, before reach: Instant, _ start: CalendarTime, _ zones: CalendarZones
    ) -> Bool {
        let part = rule.value.uppercased().split(separator: ";").first { $0.hasPrefix("UNTIL=") }
        guard let text = part?.dropFirst(6), let end = try? CalendarTime(text, of: rule, zones) else {
            return false
        }
        return end.instant + 2_880 < reach && start.instant < reach
    }

    /// What is added to the rule.
    private func added(_ length: Length, _ zones: CalendarZones) throws(CalendarFault) -> [TimeRange] {
        var ranges: [TimeRange] = []
        for dates in all("RDATE") {
            for value in dates.value.split(separator: ",") {
                if value.contains("/") {
                    ranges.append(try CalendarTime.period(value, of: dates, zones))
                } else {
                    let time = try CalendarTime(value, of: dates, zones)
                    ranges.append(length.range(from: time.wall, time.zone))
                }
            }
        }
        return ranges
    }

    /// What is taken from the rule: times, or whatever begins on a day.
    private func excepted(
        _ start: CalendarTime, _ zones: CalendarZones
    ) throws(CalendarFault) -> (instants: Set<Instant>, days: Set<LocalDate>) {
        var (instants, days): (Set<Instant>, Set<LocalDate>) = ([], [])
        for dates in all("EXDATE") {
            for time in try CalendarTime.all(in: dates, zones) {
                if time.isDay || start.isDay {
                    days.insert(time.wall.date)
                } else {
                    instants.insert(time.instant)
                }
            }
        }
        return (instants, days)
    }

    /// The times that a list of somebody's busy times has.
    fileprivate func periods(
        within window: TimeRange, _ zones: CalendarZones
    ) throws(CalendarFault) -> [TimeRange] {
        var ranges: [TimeRange] = []
        for property in all("FREEBUSY") where property.parameters["FBTYPE"]?.uppercased() != "FREE" {
            for value in property.value.split(separator: ",") {
                ranges.append(try CalendarTime.period(value, of: property, zones))
            }
        }
        return ranges.filter { $0.overlaps(window) }
    }

    /// How long it takes: days by the calendar, or seconds.
    private enum Length {
        case days(Int)
        case seconds(Int64)

        var longest: Int64 {
            switch self {
            case .days(let count): Int64(count) * 90_000
            case .seconds(let count): count
            }
        }

        func range(from wall: WallTime, _ zone: ZoneRules) -> TimeRange {
            let start = wall.instant(in: zone)
            switch self {
            case .days(let count):
                let end = WallTime(wall.date + count, wall.second).instant(in: zone)
                return TimeRange(start: start, end: max(start, end))
            case .seconds(let count):
                return TimeRange(
                    start: start, end: Instant(secondsSince1970: start.secondsSince1970 + count))
            }
        }
    }

    private func length(from start: CalendarTime, _ zones: CalendarZones) throws(CalendarFault) -> Length {
        if let property = self["DTEND"] {
            let end = try CalendarTime(property.value, of: property, zones)
            // A day that ends on itself is that day.
            if start.isDay, end.isDay { return .days(max(1, end.wall.date - start.wall.date)) }
            return .seconds(max(0, end.instant.seconds(since: start.instant)))
        }
        if let property = self["DURATION"] {
            guard let length = CalendarDuration(property.value) else {
                throw .malformed("DURATION", CalendarComponent.said(property.value))
            }
            if start.isDay { return .days(Int(max(86_400, length.seconds) / 86_400)) }
            return .seconds(max(0, length.seconds))
        }
        return start.isDay ? .days(1) : .seconds(0)
    }
}
