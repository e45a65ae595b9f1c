public import Domain

/// A site of the clinic.
public struct LocationBody: Body {
    /// Identity.
    public let id: Location.ID
    /// For people.
    public let name: String
    /// IANA zone of its wall clock.
    public let zone: String

    /// A site.
    public init(id: Location.ID, name: String, zone: String) {
        self.id = id
        self.name = name
        self.zone = zone
    }

    /// One in Berlin.
    public static var example: Self { Self(id: "loc-1", name: "Mitte", zone: "Europe/Berlin") }
}
