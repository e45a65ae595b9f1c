/// What a solver found out about a model.
public struct Solution: Sendable, Equatable {
    /// How the solve ended.
    public let termination: Termination
    /// Value of the objective at `values`; `nil` without a plan.
    public let objective: Double?
    /// No plan costs less than this; −∞ if nothing is proved.
    public let bound: Double
    /// One value for each variable; empty without a plan.
    public let values: [Double]

    /// The outcome of a solve.
    public init(termination: Termination, objective: Double?, bound: Double, values: [Double]) {
        self.termination = termination
        self.objective = objective
        self.bound = bound
        self.values = values
    }

    /// The value of `variable`; 0 without a plan.
    public subscript(variable: Variable) -> Double {
        values.isEmpty ? 0 : values[variable.index]
    }
}
