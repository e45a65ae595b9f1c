/// A range in which a practitioner cannot work.
public struct Absence: Hashable, Sendable, Codable {
    /// Typed id.
    public typealias ID = Identifier<Absence>
    /// Identity.
    public let id: ID
    /// Who is away.
    public let practitioner: Practitioner.ID
    /// Half-open range of instants.
    public let range: TimeRange
    /// Why, for staff; never shown to patients.
    public let reason: String

    /// An absence over `range`.
    public init(id: ID, practitioner: Practitioner.ID, range: TimeRange, reason: String) {
        self.id = id
        self.practitioner = practitioner
        self.range = range
        self.reason = reason
    }
}
