import LinearModel

extension MasterProgram {
    /// Excludes every column whose reduced cost, from the last root pricing, is above `allowed`.
    ///
    /// - Returns: How many columns are left.
    func tighten(to allowed: Double) -> Int {
        var restriction = self.restriction ?? Restriction(columns)
        self.restriction = nil  // held once, so changed in place
        var left = 0
        for request in restriction.core.indices {
            for column in restriction.core[request] where reducedCost[column] > allowed {
                restriction.isInCore[column] = false
                if isInLP(column) { session.setColumn(Int(lpColumn[column]), fixedAtZero: true) }
            }
            restriction.core[request].removeAll { !restriction.isInCore[$0] }
            left += restriction.core[request].count
        }
        self.restriction = restriction
        return left
    }
}

/// What branching leaves of the problem.
struct Restriction {
    /// Per request: columns not excluded by reduced cost.
    var core: [[Int]]
    /// Per column: in the core.
    var isInCore: [Bool]
    /// Per column: excluded by the node's decisions.
    var isBanned: [Bool]
    /// Per request: u is excluded.
    var mustPlace: [Bool]

    /// Everything is left.
    init(_ columns: PlacementColumns) {
        core = columns.problem.requests.indices.map { Array(columns.range(of: $0)) }
        isInCore = Array(repeating: true, count: columns.count)
        isBanned = Array(repeating: false, count: columns.count)
        mustPlace = Array(repeating: false, count: columns.requestCount)
    }
}
