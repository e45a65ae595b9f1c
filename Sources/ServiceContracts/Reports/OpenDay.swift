public import Domain

/// When a practitioner sees people on a day, in minutes of each hour.
public struct OpenDay: Sendable, Hashable, Codable {
    /// Who.
    public let practitioner: Practitioner.ID
    /// Where.
    public let location: Location.ID
    /// The local day.
    public let day: LocalDate
    /// Minutes by the hour of the clock, 0 to 23; hours without any are absent.
    public let minutes: [Int: Int]

    /// A day.
    public init(
        practitioner: Practitioner.ID, location: Location.ID, day: LocalDate, minutes: [Int: Int]
    ) {
        self.practitioner = practitioner
        self.location = location
        self.day = day
        self.minutes = minutes
    }
}
