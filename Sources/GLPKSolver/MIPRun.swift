import CGLPK
import LinearModel

/// One solve of one model from LP to proof.
struct MIPRun {
    let model: LinearModel
    let limits: SolveLimits
    let control: SolveControl

    func run() -> Solution {
        let deadline = slotwise_monotonic() + max(0, limits.seconds)
        slotwise_quiet()
        guard let problem = glp_create_prob() else { preconditionFailure("out of memory") }
        defer { glp_delete_prob(problem) }
        load(into: problem)
        guard !control.isCancelled else { return stopped(.cancellation, bound: -.infinity) }
        switch relax(problem, until: deadline) {
        case .optimal where model.columns.contains { $0.domain.isInteger }:
            return branch(problem, until: deadline)
        case .optimal:
            let objective = glp_get_obj_val(problem)
            control.report(.init(incumbent: objective, bound: objective))
            return Solution(
                termination: .optimal, objective: objective, bound: objective,
                values: values(problem, glp_get_col_prim)
            )
        case .infeasible:
            return Solution(termination: .infeasible, objective: nil, bound: .infinity, values: [])
        case .stopped: return stopped(control.isCancelled ? .cancellation : .time, bound: -.infinity)
        case .unreliable: return stopped(.numerics, bound: -.infinity)
        }
    }

    private func load(into problem: OpaquePointer) {
        glp_set_obj_dir(problem, GLP_MIN)
        glp_set_obj_coef(problem, 0, model.objective.constant)
        if !model.columns.isEmpty { glp_add_cols(problem, Int32(model.columns.count)) }
        for (index, column) in model.columns.enumerated() {
            let (kind, lower, upper) = glpkBounds(column.domain.lower, column.domain.upper)
            glp_set_col_bnds(problem, Int32(index + 1), kind, lower, upper)
            if column.domain.isInteger { glp_set_col_kind(problem, Int32(index + 1), GLP_IV) }
        }
        for term in model.objective.collected {
            glp_set_obj_coef(problem, Int32(term.variable.index + 1), term.coefficient)
        }
        if !model.rows.isEmpty { glp_add_rows(problem, Int32(model.rows.count)) }
        for (index, row) in model.rows.enumerated() {
            let (kind, lower, upper) = glpkBounds(row.lower, row.upper)
            glp_set_row_bnds(problem, Int32(index + 1), kind, lower, upper)
            let indices = [0] + row.terms.map { Int32($0.variable.index + 1) }
            let coefficients = [0] + row.terms.map(\.coefficient)
            glp_set_mat_row(problem, Int32(index + 1), Int32(row.terms.count), indices, coefficients)
        }
    }

    private func relax(_ problem: OpaquePointer, until deadline: Double) -> SimplexStatus {
        SimplexRun(problem: problem, method: .primal, deadline: deadline, iterationLimit: nil)
            .run { control.isCancelled }
    }

    private func branch(_ problem: OpaquePointer, until deadline: Double) -> Solution {
        let relaxed = glp_get_obj_val(problem)
        let listener = Unmanaged.passRetained(control)
        defer { listener.release() }
        var watch = slotwise_watch(
            deadline: deadline, context: listener.toOpaque(),
            isCancelled: { context in
                guard let context else { return 0 }
                return Unmanaged<SolveControl>.fromOpaque(context).takeUnretainedValue().isCancelled ? 1 : 0
            },
            report: { context, found, incumbent, bound in
                guard let context else { return }
                Unmanaged<SolveControl>.fromOpaque(context).takeUnretainedValue()
                    .report(.init(incumbent: found != 0 ? incumbent : nil, bound: bound))
            },
            stoppedByCancellation: 0, lastBound: relaxed
        )
        var parameters = glp_iocp()
        glp_init_iocp(&parameters)
        parameters.msg_lev = GLP_MSG_OFF
        parameters.tm_lim = milliseconds(until: deadline)
        parameters.mip_gap = limits.gap
        parameters.gmi_cuts = GLP_ON
        parameters.mir_cuts = GLP_ON
        parameters.cov_cuts = GLP_ON
        parameters.clq_cuts = GLP_ON
        let result = slotwise_intopt(problem, &parameters, &watch)
        let limit: Termination.Limit =
            watch.stoppedByCancellation != 0
            ? .cancellation : result == GLP_ETMLIM || result == GLP_ESTOP ? .time : .numerics
        switch glp_mip_status(problem) {
        case GLP_OPT: return found(problem, .optimal, bound: nil)
        case GLP_NOFEAS:
            return Solution(termination: .infeasible, objective: nil, bound: .infinity, values: [])
        case GLP_FEAS where result == GLP_EMIPGAP: return found(problem, .optimal, bound: watch.lastBound)
        case GLP_FEAS:
            let objective = glp_mip_obj_val(problem)
            let gap = (objective - watch.lastBound) / max(1, abs(objective))
            return found(problem, .feasible(stoppedBy: limit, gap: gap), bound: watch.lastBound)
        default: return stopped(limit, bound: watch.lastBound)
        }
    }

    private func found(_ problem: OpaquePointer, _ termination: Termination, bound: Double?) -> Solution {
        let objective = glp_mip_obj_val(problem)
        control.report(.init(incumbent: objective, bound: bound ?? objective))
        return Solution(
            termination: termination, objective: objective, bound: bound ?? objective,
            values: values(problem, glp_mip_col_val)
        )
    }

    private func stopped(_ limit: Termination.Limit, bound: Double) -> Solution {
        Solution(termination: .noPlanYet(stoppedBy: limit), objective: nil, bound: bound, values: [])
    }

    private func values(
        _ problem: OpaquePointer, _ read: (OpaquePointer?, Int32) -> Double
    ) -> [Double] {
        model.columns.indices.map { read(problem, Int32($0 + 1)) }
    }
}
