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
    private static let most = 20_000

    /// Reads a calendar.
    ///
    /// - Parameters:
    ///   - text: iCalendar.
    ///   - window: What begins and ends outside is left out.
    ///   - zone: For times that name no zone, and for days.
    ///   - known: Zones by their IANA names.
    /// - Throws: ``CalendarFault``; of a calendar that cannot be read nothing is believed.
    public init(
        _ text: String, within window: TimeRange, in zone: ZoneRules, known: (String) -> ZoneRules?
    ) throws(CalendarFault) {
        let calendar = try CalendarComponent.calendar(in: text)
        self = try withoutActuallyEscaping(known) { known throws(CalendarFault) in
            let zones = try CalendarZones(of: calendar, floating: zone, known: known, around: window)
            return try BusyCalendar(calendar, window, zones)
        }
    }

    private init(
        _ calendar: CalendarComponent, _ window: TimeRange, _ zones: CalendarZones
    ) throws(CalendarFault) {
        var ranges: [TimeRange] = []
        let events = calendar.parts("VEVENT")
        // An occurrence that is another than the rule has it, or is off, is written by itself.
        var moved: [String: Set<Instant>] = [:]
        for event in events {
            guard let property = event["RECURRENCE-ID"] else { continue }
            moved[event.uid, default: []].insert(
                try CalendarTime(property.value, of: property, zones).instant)
        }
        for event in events where event.keepsBusy {
            let isAlone = event["RECURRENCE-ID"] != nil
            ranges += try event.ranges(
                without: isAlone ? [] : moved[event.uid] ?? [], within: window, zones)
            guard ranges.count <= Self.most else { throw .tooMany }
        }
        for busy in calendar.parts("VFREEBUSY") { ranges += try busy.periods(within: window, zones) }
        self.ranges = TimeRanges(ranges.map { $0.intersection(window) }).ranges
    }
}

extension CalendarComponent {
    fileprivate var uid: String { self["UID"]?.value ?? "" }

    fileprivate var keepsBusy: Bool {
        self["TRANSP"]?.value.uppercased() != "TRANSPARENT"
            && self["STATUS"]?.value.uppercased() != "CANCELLED"
            && self["X-MICROSOFT-CDO-BUSYSTATUS"]?.value.uppercased() != "FREE"
            && !uid.hasSuffix(CalendarEvent.uid(of: ""))
    }

    /// When an event takes place, but at the times that are written by themselves.
    fileprivate func ranges(
        without others: Set<Instant>, within window: TimeRange, _ zones: CalendarZones
    ) throws(CalendarFault) -> [TimeRange] {
        guard let property = self["DTSTART"] else { throw .malformed("DTSTART", "") }
        let start = try CalendarTime(property.value, of: property, zones)
        let length = try length(from: start, zones)
        // What began before may last into it.
        let reach = window.start - Minutes(Int(length.longest / 60) + 2_880)
        var walls: [(WallTime, ZoneRules)] = [(start.wall, start.zone)]
        for rule in all("RRULE") {
            walls += try times(of: RecurrenceRule(rule.value), since: start, from: reach, window).map {
                ($0, start.zone)
            }
        }
        for dates in all("RDATE") {
            walls += try CalendarTime.all(in: dates, zones).map { ($0.wall, $0.zone) }
        }
        var except = others
        var exceptDays: Set<LocalDate> = []
        for dates in all("EXDATE") {
            for time in try CalendarTime.all(in: dates, zones) {
                if time.isDay { exceptDays.insert(time.wall.date) } else { except.insert(time.instant) }
            }
        }
        return walls.compactMap { wall, zone in
            let instant = wall.instant(in: zone)
            guard !except.contains(instant), !exceptDays.contains(wall.date) else { return nil }
            let range = TimeRange(start: instant, end: length.end(of: wall, instant, zone))
            return range.overlaps(window) ? range : nil
        }
    }

    private func times(
        of rule: RecurrenceRule, since start: CalendarTime, from reach: Instant, _ window: TimeRange
    ) throws(CalendarFault) -> [WallTime] {
        let times = try rule.times(
            since: start.wall, from: WallTime(at: reach, in: start.zone),
            until: WallTime(at: window.end + 1_440, in: start.zone))
        guard case .at(let last, isUTC: true) = rule.end else { return times }
        return times.filter { $0.instant(in: start.zone) <= last.instant(offset: 0) }
    }

    /// The times that a list of somebody's busy times has.
    fileprivate func periods(
        within window: TimeRange, _ zones: CalendarZones
    ) throws(CalendarFault) -> [TimeRange] {
        var ranges: [TimeRange] = []
        for property in all("FREEBUSY") where property.parameters["FBTYPE"]?.uppercased() != "FREE" {
            for value in property.value.split(separator: ",") {
                let ends = value.split(separator: "/")
                guard ends.count == 2 else { throw .malformed("FREEBUSY", CalendarComponent.said(value)) }
                let start = try CalendarTime(ends[0], of: property, zones).instant
                let end =
                    if let length = CalendarDuration(String(ends[1])) {
                        Instant(secondsSince1970: start.secondsSince1970 + length.seconds)
                    } else {
                        try CalendarTime(ends[1], of: property, zones).instant
                    }
                if start < end { ranges.append(TimeRange(start: start, end: end)) }
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

        func end(of wall: WallTime, _ start: Instant, _ zone: ZoneRules) -> Instant {
            switch self {
            case .days(let count):
                max(start, WallTime(wall.date + count, wall.second).instant(in: zone))
            case .seconds(let count): Instant(secondsSince1970: start.secondsSince1970 + count)
            }
        }
    }

    private func length(from start: CalendarTime, _ zones: CalendarZones) throws(CalendarFault) -> Length {
        if let property = self["DTEND"] {
            let end = try CalendarTime(property.value, of: property, zones)
            if start.isDay { return .days(max(0, end.wall.date - start.wall.date)) }
            return .seconds(max(0, end.instant.seconds(since: start.instant)))
        }
        if let property = self["DURATION"] {
            guard let length = CalendarDuration(property.value) else {
                throw .malformed("DURATION", CalendarComponent.said(property.value))
            }
            if start.isDay { return .days(Int(max(0, length.seconds) / 86_400)) }
            return .seconds(max(0, length.seconds))
        }
        return start.isDay ? .days(1) : .seconds(0)
    }
}
