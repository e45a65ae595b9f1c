public import Domain

/// How much a practitioner has to do on a day; nobody's name is in it.
public struct PractitionerDay: Sendable, Hashable, Codable {
    /// Who.
    public let practitioner: Practitioner.ID
    /// Where they work, as people call it.
    public let location: String
    /// The location's IANA zone.
    public let zone: String
    /// The local day.
    public let date: LocalDate
    /// How many appointments overlap it.
    public let visits: Int
    /// When the first begins; absent without any.
    public let first: Instant?
    /// When the last ends.
    public let last: Instant?

    /// A day.
    public init(
        practitioner: Practitioner.ID, location: String, zone: String, date: LocalDate, visits: Int,
        first: Instant?, last: Instant?
    ) {
        self.practitioner = practitioner
        self.location = location
        self.zone = zone
        self.date = date
        self.visits = visits
        self.first = first
        self.last = last
    }
}
