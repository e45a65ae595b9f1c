import CGLPK
import LinearModel

/// One run of GLPK's simplex, cut into slices so that it can be cancelled and obeys its deadline.
///
/// GLPK has no callback inside the simplex; its own `tm_lim` is late by 40–280 ms on large programs, never early.
struct SimplexRun {
    let problem: OpaquePointer
    let method: SimplexMethod
    let deadline: Double
    let iterationLimit: Int?

    /// Slices are counted in iterations, not in time: where a run is taken up again must not depend on the machine.
    private static let sliceIterations = 1_000

    func run(isCancelled: () -> Bool) -> SimplexStatus {
        var parameters = glp_smcp()
        glp_init_smcp(&parameters)
        parameters.msg_lev = GLP_MSG_OFF
        parameters.meth = method == .primal ? GLP_PRIMAL : GLP_DUALP
        var left = iterationLimit ?? .max
        while left > 0 && !isCancelled() {
            let slice = min(left, Self.sliceIterations)
            parameters.it_lim = Int32(slice)
            parameters.tm_lim = milliseconds(until: deadline)
            let result = glp_simplex(problem, &parameters)
            if result == GLP_EITLIM {
                left -= slice
                continue
            }
            if result == GLP_ETMLIM { return .stopped }
            guard result == 0 else { return .unreliable }
            switch glp_get_status(problem) {
            case GLP_OPT: return .optimal
            case GLP_NOFEAS: return .infeasible
            default: return .unreliable
            }
        }
        return .stopped
    }
}

/// Milliseconds from now to `deadline` as GLPK wants them: at least 1, because 0 means "at once" and less aborts.
func milliseconds(until deadline: Double) -> Int32 {
    Int32(max(1, min(1e9, (deadline - slotwise_monotonic()) * 1_000)))
}

/// GLPK's kind of bound, and its two numbers.
func glpkBounds(_ lower: Double, _ upper: Double) -> (kind: Int32, lower: Double, upper: Double) {
    switch (lower > -.infinity, upper < .infinity) {
    case (false, false): (GLP_FR, 0, 0)
    case (true, false): (GLP_LO, lower, 0)
    case (false, true): (GLP_UP, 0, upper)
    case (true, true): (lower == upper ? GLP_FX : GLP_DB, lower, upper)
    }
}
