public import Domain

/// What is asked of the changed book; which fields count follows from `kind`.
public struct ScenarioQuestionBody: Body {
    /// What is asked.
    public enum Kind: String, CaseIterable, Described {
        case place, rebalance, replay, template
    }

    /// What is asked.
    public let kind: Kind
    /// place: whether others may make room.
    public let movesOthers: Bool?
    /// place: nothing nearer than so many hours moves.
    public let freezeHours: Bounded<Bounds.FreezeHours>?
    /// place: minutes everybody may work longer.
    public let overtimeMinutes: Bounded<Bounds.OvertimeMinutes>?
    /// rebalance: first day.
    public let from: LocalDate?
    /// rebalance: last day, inclusive.
    public let to: LocalDate?
    /// replay, template: days of demand.
    public let days: Bounded<Bounds.ScenarioDays>?
    /// replay, template: for the demand.
    public let seed: Bounded<Bounds.Seed>?
    /// template: days to the third open slot.
    public let targetDays: Bounded<Bounds.TargetDays>?

    /// A question from its parts.
    public init(
        kind: Kind, movesOthers: Bool? = nil, freezeHours: Bounded<Bounds.FreezeHours>? = nil,
        overtimeMinutes: Bounded<Bounds.OvertimeMinutes>? = nil, from: LocalDate? = nil, to: LocalDate? = nil,
        days: Bounded<Bounds.ScenarioDays>? = nil, seed: Bounded<Bounds.Seed>? = nil,
        targetDays: Bounded<Bounds.TargetDays>? = nil
    ) {
        self.kind = kind
        self.movesOthers = movesOthers
        self.freezeHours = freezeHours
        self.overtimeMinutes = overtimeMinutes
        self.from = from
        self.to = to
        self.days = days
        self.seed = seed
        self.targetDays = targetDays
    }

    /// Asks where everybody goes.
    public static var example: Self { Self(kind: .place) }
}
