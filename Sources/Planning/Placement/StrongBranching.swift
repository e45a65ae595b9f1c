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
        var closed = master.lpColumnsOf[side.request].filter { excludes(side.kind, master.columnAt[$0]) }
        if excludesUnplaced(side.kind) { closed.append(side.request) }
        closed.removeAll { session.isFixedAtZero($0) }
        for column in closed { session.setColumn(column, fixedAtZero: true) }
        let limits = SimplexLimits(seconds: max(0.001, master.effort.secondsLeft), iterations: iterations)
        let status = session.solve(.dual, limits: limits)
        master.effort.iterations = session.iterations
        let rise = status == .infeasible ? highestRise : min(max(0, session.objective - before), highestRise)
        for column in closed { session.setColumn(column, fixedAtZero: false) }
        session.restore(basis)
        return rise
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
