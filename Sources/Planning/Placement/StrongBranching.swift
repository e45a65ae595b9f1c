import LinearModel

/// Tries both sides of the first candidates with a few dual simplex iterations, and takes the one whose weaker side
/// raises the objective most.
struct StrongBranching {
    private let master: MasterProgram
    private let iterations = 60
    private let highestRise = 1_000.0

    init(_ master: MasterProgram) { self.master = master }

    /// The candidate to branch on, from the first `limit` of a list that is not empty.
    func choose(from candidates: [BranchCandidate], limit: Int) -> BranchCandidate {
        let tried = candidates.prefix(limit)
        guard tried.count > 1 else { return candidates[0] }
        let basis = master.session.basis()
        let before = master.session.objective
        var best = (candidate: candidates[0], score: -Double.infinity)
        for candidate in tried where !master.effort.isExhausted {
            let first = rise(of: candidate.sides.0, from: before, basis)
            let second = rise(of: candidate.sides.1, from: before, basis)
            let score = min(first, second) * 1_000 + max(first, second) + 1e-3 * candidate.score
            if score > best.score { best = (candidate, score) }
        }
        return best.candidate
    }

    private func rise(of side: BranchDecision, from before: Double, _ basis: SimplexBasis) -> Double {
        let session = master.session
        let undo: () -> Void
        switch side {
        case .request(let request, let kind):
            let closed = closing(request, kind)
            for column in closed { session.setColumn(column, fixedAtZero: true) }
            undo = { for column in closed { session.setColumn(column, fixedAtZero: false) } }
        case .unplaced(let group, let range):
            let old = master.groups[group].range
            master.restrict(group: group, to: range)
            undo = { [master] in master.restrict(group: group, to: old) }
        }
        let limits = SimplexLimits(seconds: max(0.001, master.effort.secondsLeft), iterations: iterations)
        let status = session.solve(.dual, limits: limits)
        master.effort.iterations = session.iterations
        let rise = status == .infeasible ? highestRise : min(max(0, session.objective - before), highestRise)
        undo()
        session.restore(basis)
        return rise
    }

    /// LP columns that are open now and that the decision would close.
    private func closing(_ request: Int, _ kind: BranchDecision.Kind) -> [Int] {
        let closed = master.lpColumnsOf[request].filter { excludes(kind, master.columnAt[$0]) }
        return (closed + (excludesUnplaced(kind) ? [request] : [])).filter {
            !master.session.isFixedAtZero($0)
        }
    }

    private func excludes(_ kind: BranchDecision.Kind, _ column: Int) -> Bool {
        switch kind {
        case .forbidUnplaced: false
        case .forceUnplaced: true
        case .beforeSplit(let split): column >= split
        case .fromSplit(let split): column < split
        }
    }

    private func excludesUnplaced(_ kind: BranchDecision.Kind) -> Bool {
        switch kind {
        case .forbidUnplaced, .fromSplit: true
        case .forceUnplaced, .beforeSplit: false
        }
    }
}
