public import Domain

/// Whose open days are asked for.
public struct OpenDaysWish: Sendable, Hashable, Codable {
    /// First and last local day; of more than four hundred only the first four hundred.
    public let days: ClosedRange<LocalDate>
    /// Whose; `nil` for everybody's.
    public let practitioners: Set<Practitioner.ID>?

    private static let mostDays = 400

    /// Days of some practitioners.
    public init(_ days: ClosedRange<LocalDate>, of practitioners: Set<Practitioner.ID>?) {
        self.days = days
        self.practitioners = practitioners
    }

    /// The days, and `first` of them earlier or later than the first.
    public func dates(from first: Int) -> [LocalDate] {
        (first...min(days.upperBound - days.lowerBound, Self.mostDays - 1)).map { days.lowerBound + $0 }
    }
}

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
