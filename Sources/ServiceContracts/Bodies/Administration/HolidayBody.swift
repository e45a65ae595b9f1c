public import Domain

/// A closed day.
public struct HolidayBody: Body {
    /// The day.
    public let date: LocalDate
    /// The closed site; absent closes them all.
    public let location: Location.ID?
    /// For people.
    public let name: Line

    /// A closed day.
    public init(date: LocalDate, location: Location.ID?, name: Line) {
        self.date = date
        self.location = location
        self.name = name
    }

    /// New Year.
    public static var example: Self { Self(date: .sample, location: nil, name: Line("New Year") ?? .sample) }
}
