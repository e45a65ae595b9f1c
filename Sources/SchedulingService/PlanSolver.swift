public import LinearModel
public import Planning

/// Where plans and suggestions are computed: threads made for solving, never Swift's cooperative pool.
public protocol PlanSolver: Sendable {
    /// Places requests; see ``PlaceRequests``.
    func place(_ problem: PlacementProblem, seconds: Double, control: SolveControl) async throws
        -> PlacementPlan
    /// Suggests slots; see ``SuggestSlots``.
    func suggest(_ request: SuggestionRequest, in book: SuggestionBook) async throws -> [Suggestion]
}
