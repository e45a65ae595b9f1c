import CGLPK
public import LinearModel

/// GLPK behind the solver ports.
///
/// Every call works on a problem of its own on the calling thread.
///
/// *Rule.* Never call this on Swift's cooperative pool; go through `WorkerThreads.solvers`. *Why.* Two solves there froze a
/// server for 1.5 s; on threads of their own the delay was 7 ms. *If broken.* Bookings wait for a plan.
public struct GLPKSolver: LinearSolver, SimplexEngine {
    /// A solver without state.
    public init() {
        slotwise_keep_memory()
    }

    /// Minimises `model`; see ``LinearSolver``.
    ///
    /// Integer programs are solved by branch and cut after the LP.
    public func solve(
        _ model: LinearModel, limits: SolveLimits, control: SolveControl
    ) throws(ModelDefect) -> Solution {
        try model.validate()
        guard limits.seconds.isFinite, !limits.gap.isNaN, limits.gap >= 0 else {
            throw .notANumber(where: "limits")
        }
        return MIPRun(model: model, limits: limits, control: control).run()
    }

    /// A new, empty program on the calling thread.
    public func makeSession() -> any SimplexSession {
        GLPKSession()
    }
}
