public import LinearModel
public import Planning

/// Where plans and suggestions are computed: threads made for solving, never Swift's cooperative pool.
public protocol PlanSolver: Sendable {
    /// Places requests; see ``PlaceRequests``.
    ///
    /// `warm` is what an earlier solve of a similar problem learned; whoever cannot use it may ignore it.
    func place(
        _ problem: PlacementProblem, from warm: WarmStart?, limits: PlanLimits, control: SolveControl
    ) async throws -> PlacedRequests
    /// Suggests slots; see ``SuggestSlots``.
    func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion]
    /// Suggests bundles; see ``SuggestBundles``.
    func suggest(_ request: BundleRequest, in book: SuggestionBook) async throws -> [BundleSuggestion]
    /// Suggests series; see ``SuggestSeries``.
    func suggest(_ request: SeriesRequest, in book: SuggestionBook) async throws -> [SeriesSuggestion]
    /// Decides on extra patients; see ``PlanOverbooking``.
    func overbook(_ sessions: [PlanOverbooking.Session], limits: PlanOverbooking.Limits) async throws
        -> PlanOverbooking.Decision
    /// Divides weekly hours; see ``DesignTemplate``.
    func design(_ question: DesignTemplate.Question) async throws -> DesignTemplate.Design
}

/// A plan, and what the next solve of a similar problem could start from.
public struct PlacedRequests: Sendable {
    /// The plan.
    public let plan: PlacementPlan
    /// `nil` if the solver does not hand it on.
    public let warmStart: WarmStart?

    /// A plan with what was learned.
    public init(plan: PlacementPlan, warmStart: WarmStart? = nil) {
        self.plan = plan
        self.warmStart = warmStart
    }
}

/// How long a plan is searched for.
public struct PlanLimits: Sendable, Hashable, Codable {
    /// Wall-clock seconds.
    public var seconds: Double
    /// Deterministic units of work; `nil` for no limit.
    ///
    /// A plan that this limit ends is the same wherever it is computed.
    public var work: Int?

    /// Limits of one search.
    public init(seconds: Double, work: Int? = nil) {
        self.seconds = seconds
        self.work = work
    }
}
