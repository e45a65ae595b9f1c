public import Domain

/// Minutes of an hour in which a practitioner sees people.
public struct OpenHour: Sendable, Hashable {
    /// Whose.
    public let practitioner: Practitioner.ID
    /// Where.
    public let location: Location.ID
    /// The local day.
    public let day: LocalDate
    /// Of the clock, 0 to 23.
    public let hour: Int
    /// 1 to 60; more in an hour that comes twice, when clocks are put back.
    public let minutes: Int

    /// Minutes of an hour.
    public init(
        practitioner: Practitioner.ID, location: Location.ID, day: LocalDate, hour: Int, minutes: Int
    ) {
        self.practitioner = practitioner
        self.location = location
        self.day = day
        self.hour = hour
        self.minutes = minutes
    }

    /// The name of its group; `nil` by what tells only appointments apart.
    public func group(_ dimension: ReportDimension) -> String? {
        switch dimension {
        case .practitioner: practitioner.rawValue
        case .location: location.rawValue
        default: ReportDay(day, hour).group(dimension)
        }
    }
}
