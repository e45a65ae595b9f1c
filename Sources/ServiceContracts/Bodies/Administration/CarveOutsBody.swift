/// All carve-outs.
public struct CarveOutsBody: Body {
    /// In any order.
    public let items: [CarveOutBody]

    /// Carve-outs.
    public init(items: [CarveOutBody]) { self.items = items }

    /// One.
    public static var example: Self { Self(items: [.example]) }
}
