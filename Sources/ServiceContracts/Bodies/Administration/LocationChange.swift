public import Domain

/// A site as administrators set it.
public struct LocationChange: Body {
    /// For people.
    public let name: Line
    /// IANA zone such as `Europe/Paris`.
    public let zone: Label

    /// A site.
    public init(name: Line, zone: Label) {
        self.name = name
        self.zone = zone
    }

    /// A site as it is stored.
    public init(_ location: Location) {
        self.init(name: Line(stored: location.name), zone: Label(stored: location.zone))
    }

    /// One in Berlin.
    public static var example: Self {
        Self(name: Line("Mitte") ?? .sample, zone: Text("Europe/Berlin") ?? .sample)
    }
}
