public import LinearModel

/// An answer to a ``PlacementProblem``.
public struct PlacementPlan: Sendable, Equatable {
    /// For each request in order: its place, or `nil` if it found none.
    ///
    /// Empty without a plan.
    public let places: [PlacementProblem.Place?]
    /// Points of the plan; `nil` without a plan.
    public let objective: Int?
    /// No plan costs less; proved.
    public let bound: Int
    /// How the search ended.
    public let termination: Termination
    /// How it was found.
    public let statistics: PlacementStatistics

    /// A plan as the search left it.
    public init(
        places: [PlacementProblem.Place?], objective: Int?, bound: Int, termination: Termination,
        statistics: PlacementStatistics
    ) {
        self.places = places
        self.objective = objective
        self.bound = bound
        self.termination = termination
        self.statistics = statistics
    }

    /// (objective − bound) / max(1, objective); `nil` without a plan.
    public var gap: Double? {
        objective.map { Double($0 - bound) / Double(max(1, $0)) }
    }
}

/// When the search reached what, in seconds since it began, and how large the work was.
public struct PlacementStatistics: Sendable, Equatable, Codable {
    /// All columns were listed.
    public var enumeration = 0.0
    /// The first plan.
    public var firstPlan: Double?
    /// The root's LP over rows (1)–(3), (5) and (6) was solved over all columns.
    public var lpBound: Double?
    /// Plan and own bound first within 1 %.
    public var withinOnePercent: Double?
    /// Plan equals bound.
    public var proven: Double?
    /// The end.
    public var total = 0.0
    /// Columns before and after dominance, after reduced-cost fixing, and priced into the LP.
    public var columnsBeforeDominance = 0
    /// Columns after dominance.
    public var columns = 0
    /// Columns left by reduced-cost fixing.
    public var coreColumns = 0
    /// Columns priced into the LP.
    public var columnsInLP = 0
    /// Rows in the LP.
    public var rows = 0
    /// Pricing rounds at the root.
    public var rounds = 0
    /// Nodes of the branching.
    public var nodes = 0
    /// Deterministic units of work: simplex iterations and search moves.
    public var work = 0
    /// Requests without a place.
    public var unplaced = 0

    /// Nothing done yet.
    public init() {}
}
