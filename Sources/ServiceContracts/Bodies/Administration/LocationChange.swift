/// A site as administrators set it.
public struct LocationChange: Body {
    /// For people.
    public let name: Line
    /// IANA zone such as `Europe/Paris`.
    public let zone: Text<1, 64>

    /// A site.
    public init(name: Line, zone: Text<1, 64>) {
        self.name = name
        self.zone = zone
    }

    /// One in Berlin.
    public static var example: Self {
        Self(name: Line("Mitte") ?? .sample, zone: Text("Europe/Berlin") ?? .sample)
    }
}
