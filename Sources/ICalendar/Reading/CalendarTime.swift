import Availability
import Domain

/// A time as a calendar writes it: on a wall somewhere, or all of a day.
struct CalendarTime {
    let wall: WallTime
    let zone: ZoneRules
    /// Whether a day is meant, and no time of it.
    let isDay: Bool

    /// When it is, or when the day begins.
    var instant: Instant { wall.instant(in: zone) }

    private static let utc = ZoneRules(name: "UTC", fixedOffsetSeconds: 0)

    /// Reads the value of a property, or one of several.
    ///
    /// - Throws: ``CalendarFault``.
    init(
        _ value: some StringProtocol, of property: CalendarComponent.Property, _ zones: CalendarZones
    ) throws(CalendarFault) {
        let isUTC = value.hasSuffix("Z")
        guard let wall = WallTime(isUTC ? String(value.dropLast()) : String(value)) else {
            throw .malformed(property.name, CalendarComponent.said(value))
        }
        self.wall = wall
        isDay = !value.contains("T")
        if isDay {
            zone = zones.days
        } else if isUTC {
            zone = Self.utc
        } else if let name = property.parameters["TZID"] {
            zone = try zones.zone(name)
        } else {
            zone = zones.floating
        }
    }

    /// All that a property lists.
    ///
    /// - Throws: ``CalendarFault``.
    static func all(
        in property: CalendarComponent.Property, _ zones: CalendarZones
    ) throws(CalendarFault) -> [CalendarTime] {
        var times: [CalendarTime] = []
        for value in property.value.split(separator: ",") {
            times.append(try CalendarTime(value, of: property, zones))
        }
        return times
    }

    /// Reads a period: two times, or one and how long from then.
    ///
    /// Source: RFC 5545 §3.3.9.
    ///
    /// - Throws: ``CalendarFault``.
    static func period(
        _ value: some StringProtocol, of property: CalendarComponent.Property, _ zones: CalendarZones
    ) throws(CalendarFault) -> TimeRange {
        let ends = value.split(separator: "/")
        guard ends.count == 2 else { throw .malformed(property.name, CalendarComponent.said(value)) }
        let start = try CalendarTime(ends[0], of: property, zones).instant
        let end =
            if let length = CalendarDuration(String(ends[1])) {
                Instant(secondsSince1970: start.secondsSince1970 + max(0, length.seconds))
            } else {
                try CalendarTime(ends[1], of: property, zones).instant
            }
        return TimeRange(start: start, end: max(start, end))
    }
}
