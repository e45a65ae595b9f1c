/// A list, or a part of one.
public struct Page<Item: Body>: Body {
    /// In the order the operation states.
    public let items: [Item]
    /// Pass it as `cursor` for what follows; absent at the end.
    public let next: String?

    /// A part of a list.
    public init(items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }

    /// One item.
    public static var example: Self { Self(items: [Item.example]) }
}
