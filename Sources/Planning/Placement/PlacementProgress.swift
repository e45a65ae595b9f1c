/// What is known so far: best plan, best bound, and when each milestone was reached.
final class PlacementProgress {
    private let effort: Effort
    private(set) var cost: Int?
    private(set) var bound = 0
    var statistics = PlacementStatistics()

    init(_ effort: Effort) { self.effort = effort }

    /// Costs are whole, so a bound may be rounded up; 1e-6 covers the floating-point duals it came from.
    static func roundedUp(_ bound: Double) -> Int {
        bound.isNaN || bound < -1e15
            ? Int.min / 2 : bound > 1e15 ? Int.max / 2 : Int((bound - 1e-6).rounded(.up))
    }

    func found(_ newCost: Int) {
        guard cost.map({ newCost < $0 }) ?? true else { return }
        cost = newCost
        if statistics.firstPlan == nil { statistics.firstPlan = effort.elapsed }
        note()
    }

    func proved(_ newBound: Int) {
        guard newBound > bound else { return }
        bound = cost.map { min($0, newBound) } ?? newBound
        note()
    }

    private func note() {
        effort.report(cost, bound)
        guard let cost else { return }
        if statistics.withinOnePercent == nil && Double(cost - bound) <= 0.01 * Double(bound) {
            statistics.withinOnePercent = effort.elapsed
        }
        if statistics.proven == nil && cost <= bound { statistics.proven = effort.elapsed }
    }
}
