import LinearModel

private let enteringPerRequest = 6
private let separationsPerPricing = 50
private let zeroHalfRounds = 40
private let stalledRounds = 4

extension MasterProgram {
    /// Prices and cuts at the root until neither columns, rows nor (profitably) zero-half rows are left.
    ///
    /// - Returns: The bound that belongs to `reducedCost`.
    func solveRoot(_ progress: PlacementProgress) throws(ModelDefect) -> Double {
        var bound = trivialBound()
        progress.proved(PlacementProgress.roundedUp(bound))
        var stalled = 0
        var rounds = 0
        var lastBound = -Double.infinity
        var wasRestarted = false
        solve(.primal)
        while !effort.isExhausted {
            // Numerical trouble: once more from slacks, then the bound so far must do.
            if status != .optimal {
                guard !wasRestarted else { break }
                wasRestarted = true
                restart()
                continue
            }
            var separations = 0
            while separations < separationsPerPricing, status == .optimal, !effort.isExhausted,
                try separate() > 0
            {
                solve(.dual)
                separations += 1
            }
            // Also when time is up: the bound is true anyway.
            let priced = price(perRequest: enteringPerRequest)
            bound = priced.bound
            progress.statistics.rounds += 1
            progress.proved(PlacementProgress.roundedUp(bound))
            if effort.isExhausted { break }
            guard priced.entering.isEmpty else {
                try add(priced.entering)
                solve(.primal)
                continue
            }
            // No column is missing: the LP over (1)–(3), (5) is solved. Now (4), while it pays.
            rounds += 1
            stalled = bound < lastBound + 2e-6 * max(1, abs(bound)) ? stalled + 1 : 0
            guard rounds <= zeroHalfRounds, stalled < stalledRounds else { break }
            lastBound = max(lastBound, bound)
            guard try separateZeroHalf() > 0 else { break }
            solve(.dual)
        }
        progress.statistics.lpBound = effort.elapsed
        return bound
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
