/// Free slots, or why there are none.
public struct SlotsBody: Body {
    /// By start, then practitioner.
    public let items: [SlotBody]
    /// Only without items: the rules that leave nothing.
    public let whyNot: [String]?

    /// Slots.
    public init(items: [SlotBody], whyNot: [String]? = nil) {
        self.items = items
        self.whyNot = whyNot
    }

    /// One.
    public static var example: Self { Self(items: [.example]) }
}
