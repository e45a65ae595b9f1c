/// Suggestions, cheapest first; or why there are none.
public struct SuggestionsBody: Body {
    /// A slot, or the slots of a bundle or series, with what it costs everyone.
    public struct Item: Body {
        /// The slot; of bundles and series the first.
        public let slot: SlotBody
        /// All slots of a bundle or series, in order.
        public let slots: [SlotBody]?
        /// Points; lower is better; 1 point is 1 minute of waiting.
        public let cost: Int
        /// What speaks for it and against it.
        public let reasons: [ReasonBody]

        /// A suggestion.
        public init(slot: SlotBody, slots: [SlotBody]? = nil, cost: Int, reasons: [ReasonBody]) {
            self.slot = slot
            self.slots = slots
            self.cost = cost
            self.reasons = reasons
        }

        /// An example.
        public static var example: Self {
            Self(slot: .example, cost: 120, reasons: [.example])
        }
    }

    /// What one wish costs.
    public struct Price: Body {
        /// As people say it.
        public let wish: String
        /// Days later than without the wish.
        public let days: Int?
        /// The earliest slot that grants it.
        public let granted: SlotBody?
        /// The earliest that does not.
        public let otherwise: SlotBody?
        /// The trade in a sentence.
        public let words: String

        /// A price.
        public init(wish: String, days: Int?, granted: SlotBody?, otherwise: SlotBody?, words: String) {
            self.wish = wish
            self.days = days
            self.granted = granted
            self.otherwise = otherwise
            self.words = words
        }

        /// An example.
        public static var example: Self {
            Self(wish: "Tuesday", days: 3, granted: .example, otherwise: nil, words: "Tuesday costs 3 days")
        }
    }

    /// A slot that one given-up rule makes possible.
    public struct WayOut: Body {
        /// Where and when.
        public let slot: SlotBody
        /// Points with the price of the rule.
        public let cost: Int
        /// What is given up.
        public let words: String

        /// A way out.
        public init(slot: SlotBody, cost: Int, words: String) {
            self.slot = slot
            self.cost = cost
            self.words = words
        }

        /// An example.
        public static var example: Self { Self(slot: .example, cost: 400, words: "a week later") }
    }

    /// A slot that is free once others, who do not mind with whom, change their practitioner.
    public struct Reshuffled: Body {
        /// Where and when.
        public let slot: SlotBody
        /// Points.
        public let cost: Int
        /// How many change hands.
        public let handovers: Int

        /// A slot.
        public init(slot: SlotBody, cost: Int, handovers: Int) {
            self.slot = slot
            self.cost = cost
            self.handovers = handovers
        }

        /// An example.
        public static var example: Self { Self(slot: .example, cost: 60, handovers: 1) }
    }

    /// Cheapest first.
    public let items: [Item]
    /// What each wish costs.
    public let prices: [Price]
    /// Slots sooner or cheaper than all free ones, if others change hands.
    public let reshuffled: [Reshuffled]
    /// Only without items: the rules that leave nothing.
    public let whyNot: [ReasonBody]?
    /// Only without items: what would make room, cheapest first.
    public let waysOut: [WayOut]?

    /// Suggestions from their parts.
    public init(
        items: [Item], prices: [Price] = [], reshuffled: [Reshuffled] = [], whyNot: [ReasonBody]? = nil,
        waysOut: [WayOut]? = nil
    ) {
        self.items = items
        self.prices = prices
        self.reshuffled = reshuffled
        self.whyNot = whyNot
        self.waysOut = waysOut
    }

    /// One.
    public static var example: Self { Self(items: [.example]) }
}
