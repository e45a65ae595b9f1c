/// How a solve ended.
///
/// Never folded: "feasible but stopped" and "nothing known" stay apart.
public enum Termination: Sendable, Equatable {
    /// Proven best within the requested gap.
    case optimal
    /// A limit stopped the search; the plan is valid but may not be the best. `gap` is (cost − bound) / max(1, |cost|).
    case feasible(stoppedBy: Limit, gap: Double)
    /// A limit stopped the search before any plan was found. Nothing is known about feasibility.
    case noPlanYet(stoppedBy: Limit)
    /// No plan exists. With our models this means contradictory input.
    case infeasible

    /// What stopped a search that was not finished.
    public enum Limit: String, Sendable, Codable {
        /// The deadline.
        case time
        /// The deterministic work limit.
        case work
        /// Someone cancelled.
        case cancellation
        /// The solver could not resolve some part for numerical reasons; the bound counts that part as open.
        case numerics
    }
}
