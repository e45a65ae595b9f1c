/// Free slots, or why there are none.
public struct SlotsBody: Body {
    /// By start, then practitioner.
    public let items: [SlotBody]
    /// Only without items: the rules that leave nothing.
    public let whyNot: [ReasonBody]?

    /// Slots.
    public init(items: [SlotBody], whyNot: [ReasonBody]? = nil) {
        self.items = items
        self.whyNot = whyNot
    }

    /// One.
    public static var example: Self { Self(items: [.example]) }
}
