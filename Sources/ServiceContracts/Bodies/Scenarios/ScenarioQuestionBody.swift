public import Domain

/// What is asked of the changed book.
public enum ScenarioQuestionBody: Union {
    /// Who finds which place.
    case place(Place)
    /// How load is spread.
    case rebalance(Rebalance)
    /// How a time like the past would go.
    case replay(Replay)
    /// Which weekly hours keep access.
    case template(Template)

    /// Who finds which place.
    public struct Place: Body {
        /// Whether others may make room.
        public let movesOthers: Bool?
        /// Nothing nearer than so many hours moves.
        public let freezeHours: Bounded<Bounds.FreezeHours>?
        /// Minutes everybody may work longer.
        public let overtimeMinutes: Bounded<Bounds.OvertimeMinutes>?

        /// An example.
        public static var example: Self { Self(movesOthers: nil, freezeHours: nil, overtimeMinutes: nil) }
    }

    /// How load is spread.
    public struct Rebalance: Body {
        /// First day.
        public let from: LocalDate
        /// Last day, inclusive.
        public let to: LocalDate

        /// An example.
        public static var example: Self { Self(from: .sample, to: .sample) }
    }

    /// How a time like the past would go.
    public struct Replay: Body {
        /// Days of demand.
        public let days: Bounded<Bounds.ScenarioDays>
        /// For the demand.
        public let seed: Bounded<Bounds.Seed>?

        /// An example.
        public static var example: Self { Self(days: .sample, seed: nil) }
    }

    /// Which weekly hours keep access.
    public struct Template: Body {
        /// Days to the third open slot.
        public let targetDays: Bounded<Bounds.TargetDays>
        /// Days of demand.
        public let days: Bounded<Bounds.ScenarioDays>
        /// For the demand.
        public let seed: Bounded<Bounds.Seed>?

        /// An example.
        public static var example: Self { Self(targetDays: .sample, days: .sample, seed: nil) }
    }

    /// See ``Union``.
    public static let variants: [Variant] = [
        Variant("place", Place.self, Self.place),
        Variant("rebalance", Rebalance.self, Self.rebalance),
        Variant("replay", Replay.self, Self.replay),
        Variant("template", Template.self, Self.template),
    ]

    /// See ``Union``.
    public var variant: (kind: String, body: any Body) {
        switch self {
        case .place(let body): ("place", body)
        case .rebalance(let body): ("rebalance", body)
        case .replay(let body): ("replay", body)
        case .template(let body): ("template", body)
        }
    }

    /// Who finds which place.
    public static var example: Self { .place(.example) }
}
