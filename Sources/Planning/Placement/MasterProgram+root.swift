import LinearModel

private let enteringPerRequest = 6
private let separationsPerPricing = 50
/// So many rounds of rows (4) must close `leastGain` of the gap, else they end.
private let zeroHalfRounds = 4
/// A plan within this share of the bound leaves few columns to price.
private let closeEnough = 0.05
private let leastGain = 0.05

extension MasterProgram {
    /// Prices and cuts at the root until neither columns nor rows (2) and (3) are left.
    ///
    /// - Returns: The bound that belongs to `reducedCost`.
    func solveRoot(_ progress: PlacementProgress, best: Int) throws(ModelDefect) -> Double {
        var bound = trivialBound()
        progress.proved(PlacementProgress.roundedUp(bound))
        var wasRestarted = false
        solve(.primal)
        while !effort.isExhausted, try settleRows(&wasRestarted) {
            noteRoot(best)
            // Also when time is up: the bound is true anyway.
            let priced = price(perRequest: enteringPerRequest, isRoot: true)
            bound = priced.bound
            progress.statistics.rounds += 1
            progress.proved(min(best, PlacementProgress.roundedUp(bound)))
            if effort.isExhausted || priced.entering.isEmpty { break }
            if Double(best) - bound < closeEnough * bound {
                _ = tighten(to: Double(best) - 1 - bound + 1e-6)
            }
            try add(priced.entering)
            solve(.primal)
        }
        rootColumns = Array(columnAt[firstPricedIn...])
        progress.statistics.lpBound = effort.elapsed
        return bound
    }

    /// Prices and cuts over the core while no decisions are in force, rows (4) included as long as they pay, and
    /// narrows the core with every bound.
    ///
    /// - Parameters:
    ///   - best: Points of the best plan.
    ///   - bound: What is proved so far.
    ///   - progress: Hears about every better bound.
    /// - Returns: The bound, no lower than before.
    /// - Throws: `ModelDefect` if a row or column holds numbers no solver can take.
    func strengthenRoot(
        best: Int, bound: Double, _ progress: PlacementProgress
    ) throws(ModelDefect) -> Double {
        var bound = bound
        var boundBefore = bound
        var rounds = 0
        var wasRestarted = false
        solve(.dual)
        while !effort.isExhausted, try settleRows(&wasRestarted) {
            let priced = price(perRequest: enteringPerRequest, isRoot: true)
            progress.statistics.coreColumns = tighten(to: Double(best) - 1 - priced.bound + 1e-6)
            bound = max(bound, priced.bound)
            progress.proved(min(best, PlacementProgress.roundedUp(bound)))
            if PlacementProgress.roundedUp(bound) >= best { break }
            guard priced.entering.isEmpty else {
                try add(priced.entering)
                solve(.primal)
                continue
            }
            rounds += 1
            if rounds % zeroHalfRounds == 0 {
                guard bound - boundBefore > leastGain * (Double(best) - bound) else { break }
                boundBefore = bound
            }
            guard try separateZeroHalf() > 0 else { break }
            solve(.dual)
        }
        noteRoot(best)
        shrink()
        return bound
    }

    /// Separates (2) and (3) until none is violated or time is up.
    ///
    /// - Returns: `false` after numerical trouble that a fresh start did not mend: the bound so far must do.
    private func settleRows(_ wasRestarted: inout Bool) throws(ModelDefect) -> Bool {
        if status != .optimal {
            guard !wasRestarted else { return false }
            wasRestarted = true
            restart()
            guard status == .optimal else { return false }
        }
        var separations = 0
        while separations < separationsPerPricing, status == .optimal, !effort.isExhausted, try separate() > 0
        {
            solve(.dual)
            separations += 1
        }
        return true
    }

    /// What the cheapest choice of every request costs; leaves `reducedCost` relative to it.
    private func trivialBound() -> Double {
        var bound = 0.0
        for request in 0..<columns.requestCount {
            let range = columns.range(of: request)
            let cheapest = range.reduce(columns.unplacedPoints[request]) { min($0, Int(columns.points[$1])) }
            bound += Double(cheapest)
            for column in range { reducedCost[column] -= Double(cheapest) }
        }
        return bound
    }
}
