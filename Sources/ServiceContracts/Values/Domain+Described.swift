public import Domain

extension Identifier: Described {
    /// An opaque string.
    public static var schema: JSON { ["type": "string", "minLength": 1, "maxLength": .int(longest)] }
    /// Such as ids are.
    public static var sample: Self { "k3m9x7qa2tzpd" }
}

extension Instant: Described {
    /// RFC 3339 with an offset, to the second; written in UTC.
    public static var schema: JSON {
        ["type": "string", "format": "date-time", "description": "RFC 3339; written in UTC, to the second."]
    }
    /// A Monday morning.
    public static var sample: Self { Self(secondsSince1970: 1_800_000_000) }
}

extension LocalDate: Described {
    /// `yyyy-mm-dd` on the wall calendar of the location.
    public static var schema: JSON {
        ["type": "string", "format": "date", "description": "A day on the location's own calendar."]
    }
    /// A Monday.
    public static var sample: Self { Self(daysSince1970: 20_821) }
}

extension LocalTime: Described {
    /// `hh:mm`, also 24:00.
    public static var schema: JSON {
        ["type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"]
    }
    /// Midnight, so that a range of two samples is read as the empty one it is.
    public static var sample: Self { LocalTimeRange.wholeDay.start }
}

extension LocalTimeRange: Described {
    /// Half-open: the end is after the start.
    public static var schema: JSON {
        [
            "type": "object", "required": ["start", "end"], "additionalProperties": false,
            "properties": ["start": LocalTime.schema, "end": LocalTime.schema],
            "description":
                "Half-open [start, end) on the location's wall clock; an end before the start is on the next day.",
        ]
    }
    /// The whole day.
    public static var sample: Self { .wholeDay }
}

extension Minutes: Described {
    /// A number of minutes.
    public static var schema: JSON { ["type": "integer"] }
    /// Half an hour.
    public static var sample: Self { 30 }
}

extension Described where Self: CaseIterable & RawRepresentable, RawValue == String {
    /// One of the names.
    public static var schema: JSON {
        ["type": "string", "enum": .array(allCases.map { .string($0.rawValue) })]
    }
    /// The first.
    public static var sample: Self {
        guard let first = allCases.first else { preconditionFailure("\(Self.self) has no cases") }
        return first
    }
}

extension Weekday: Described {}
extension Priority: Described {}
extension Role: Described {}
extension AppointmentStatus: Described {}
extension Preferences.TimeOfDay: Described {}
extension ReportDimension: Described {}
extension ReportMeasure: Described {}
extension ReportMeasure.Unit: Described {}
extension ResourcePool.Kind: Described {}
extension ScheduleException.Effect: Described {}

extension Bool: Described {
    /// True or false.
    public static var schema: JSON { ["type": "boolean"] }
    /// False.
    public static var sample: Bool { false }
}
