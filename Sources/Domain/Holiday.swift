/// A day on which a location, or every location, is closed.
public struct Holiday: Hashable, Sendable, Codable {
    /// The day.
    public let date: LocalDate
    /// The closed site; `nil` closes them all.
    public let location: Location.ID?
    /// For people.
    public let name: String

    /// A closed day.
    public init(date: LocalDate, location: Location.ID? = nil, name: String) {
        self.date = date
        self.location = location
        self.name = name
    }
}
