/// Recurring working hours of a practitioner on one weekday, valid from `validFrom` to `validUntil`, both inclusive.
public struct WeeklyTemplate: Hashable, Sendable, Codable {
    /// Whose hours.
    public let practitioner: Practitioner.ID
    /// Which day of the week.
    public let weekday: Weekday
    /// From when to when, on the wall clock of the practitioner's location.
    public let hours: LocalTimeRange
    /// Pauses inside `hours`.
    public let breaks: [LocalTimeRange]
    /// First day on which it applies.
    public let validFrom: LocalDate
    /// Last day on which it applies; `nil` for open-ended.
    public let validUntil: LocalDate?

    /// A template; several may apply to the same day and then add up.
    public init(
        practitioner: Practitioner.ID, weekday: Weekday, hours: LocalTimeRange, breaks: [LocalTimeRange] = [],
        validFrom: LocalDate, validUntil: LocalDate? = nil
    ) {
        self.practitioner = practitioner
        self.weekday = weekday
        self.hours = hours
        self.breaks = breaks
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    /// Whether it applies on `date`.
    public func applies(on date: LocalDate) -> Bool {
        date.weekday == weekday && validFrom <= date && validUntil.map { date <= $0 } ?? true
    }
}
