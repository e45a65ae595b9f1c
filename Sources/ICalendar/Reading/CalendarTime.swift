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
        if isUTC {
            zone = Self.utc
        } else {
            let name = isDay ? nil : property.parameters["TZID"]
            zone = if let name { try zones.zone(name) } else { zones.floating }
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
            // Of a period its begin.
            let begin = value.split(separator: "/")[0]
            times.append(try CalendarTime(begin, of: property, zones))
        }
        return times
    }
}
