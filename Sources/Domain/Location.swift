/// A site of the clinic; its wall clock runs in one IANA time zone.
public struct Location: Hashable, Sendable, Codable {
    /// Typed id.
    public typealias ID = Identifier<Location>
    /// Identity.
    public let id: ID
    /// For people.
    public let name: String
    /// IANA zone such as `Europe/Paris`.
    public let zone: String

    /// A site with its zone.
    public init(id: ID, name: String, zone: String) {
        self.id = id
        self.name = name
        self.zone = zone
    }
}
