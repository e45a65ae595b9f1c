/// Solves a whole model at once.
public protocol LinearSolver: Sendable {
    /// Minimises `model`.
    ///
    /// - Parameters:
    ///   - model: Checked before the solver sees it.
    ///   - limits: When to stop.
    ///   - control: Cancels, and hears about progress.
    /// - Returns: What was found, also when a limit stopped the search.
    /// - Throws: The first defect of the model; nothing was solved then.
    func solve(_ model: LinearModel, limits: SolveLimits, control: SolveControl) throws(ModelDefect)
        -> Solution
}

extension LinearSolver {
    /// Minimises `model` with nobody listening.
    public func solve(_ model: LinearModel, limits: SolveLimits = SolveLimits()) throws(ModelDefect)
        -> Solution
    {
        try solve(model, limits: limits, control: SolveControl())
    }
}

/// When a solve stops before it has proved its answer.
public struct SolveLimits: Sendable, Hashable {
    /// Wall-clock seconds.
    public let seconds: Double
    /// Relative gap (cost − bound) / max(1, |cost|) that counts as proved.
    public let gap: Double

    /// Limits; a minute and an exact proof unless told otherwise.
    public init(seconds: Double = 60, gap: Double = 0) {
        self.seconds = seconds
        self.gap = gap
    }
}
