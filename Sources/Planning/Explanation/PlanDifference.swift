/// What changes from one plan of a problem to another.
public struct PlanDifference: Sendable, Hashable {
    /// A request whose place differs.
    public struct Change: Sendable, Hashable {
        /// Position of the request.
        public let request: Int
        /// Where it was; `nil` for unplaced.
        public let before: PlacementProblem.Place?
        /// Where it is; `nil` for unplaced.
        public let after: PlacementProblem.Place?
        /// Points gained or lost by it alone.
        public let points: Int
    }

    /// By position of the request.
    public let changes: [Change]
    /// Requests with the same place in both.
    public let unchanged: Int
    /// Points of the second plan less those of the first, load and fairness included.
    public let points: Int

    /// The difference of two plans of the same problem that the judge found valid.
    ///
    /// O(columns).
    public init(
        _ problem: PlacementProblem, from before: [PlacementProblem.Place?],
        to after: [PlacementProblem.Place?]
    ) {
        let (old, new) = (PlanExplanation(problem, places: before), PlanExplanation(problem, places: after))
        changes = problem.requests.indices.filter { before[$0] != after[$0] }.map {
            Change(
                request: $0, before: before[$0], after: after[$0],
                points: new.points(of: $0) - old.points(of: $0))
        }
        unchanged = problem.requests.count - changes.count
        points = new.bill().total - old.bill().total
    }
}
