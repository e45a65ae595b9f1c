import LinearModel

/// The LP's duals in a shape that prices a column in O(1) per line plus its lifted and zero-half rows.
private struct LineDuals {
    /// Prefix sums of the tick rows' duals; empty without any.
    var before: [Double] = []
    /// Lifted rows with their duals.
    var lifted: [(rule: CutRule, dual: Double)] = []
    /// Positions of zero-half rows.
    var zeroHalves: [Int] = []
}

extension MasterProgram {
    /// One pass over all columns.
    ///
    /// - Parameter perRequest: At most so many columns of each request enter.
    /// - Returns: The Lagrangian bound of the present duals, Σ min(U, min reduced cost) + Σ dual · rhs with duals
    ///   clamped to the right sign, true at any time; and the columns worth entering.
    func price(perRequest: Int) -> (bound: Double, entering: [Int]) {
        var prices = Prices(self)
        var bound = prices.constant
        var magnitude = abs(prices.constant)
        var entering: [Int] = []
        var attractive: [(value: Double, column: Int)] = []
        for request in 0..<columns.requestCount {
            let requestDual = prices.requestDual[request]
            let mustPlace = restriction?.mustPlace[request] ?? false
            var cheapest = mustPlace ? 1e15 : Double(columns.unplacedPoints[request])
            attractive.removeAll(keepingCapacity: true)
            func consider(_ column: Int) -> Double {
                let value = prices.value(of: column)
                cheapest = min(cheapest, value)
                if value < requestDual - 1e-6 && !isInLP(column) { attractive.append((value, column)) }
                return value
            }
            if let restriction {
                for column in restriction.core[request] where !restriction.isBanned[column] {
                    _ = consider(column)
                }
            } else {
                for column in columns.range(of: request) { reducedCost[column] = consider(column) }
                for column in columns.range(of: request) { reducedCost[column] -= cheapest }
            }
            bound += cheapest
            magnitude += abs(cheapest)
            entering += attractive.smallest(perRequest) { ($0.value, $0.column) < ($1.value, $1.column) }.map(
                \.column)
        }
        // A sum of n terms is off by at most n · 2⁻⁵³ of their magnitudes: this covers 9,000 of them.
        return (bound - 1e-12 * magnitude, entering)
    }

    private struct Prices {
        let master: MasterProgram
        let columns: PlacementColumns
        var constant = 0.0
        let requestDual: ArraySlice<Double>
        var lines: [LineDuals]
        var hasDuals: [Bool]
        var zeroHalfDual: [Double]
        var seenFor: [Int]

        init(_ master: MasterProgram) {
            self.master = master
            columns = master.columns
            let duals = master.session.rowDuals()
            requestDual = duals[0..<columns.requestCount]
            lines = Array(repeating: LineDuals(), count: columns.lines.count)
            hasDuals = Array(repeating: false, count: columns.lines.count)
            zeroHalfDual = Array(repeating: 0, count: master.zeroHalves.count)
            seenFor = Array(repeating: -1, count: master.zeroHalves.count)
            for (rule, row) in master.rules {
                let dual = min(0, duals[row])
                guard dual < 0 else { continue }
                constant += dual * Double(rule.capacity)
                hasDuals[rule.line] = true
                if rule.isClique {
                    lines[rule.line].lifted.append((rule, dual))
                } else {
                    if lines[rule.line].before.isEmpty {
                        lines[rule.line].before = Array(repeating: 0, count: columns.lines.ticksPerDay + 1)
                    }
                    lines[rule.line].before[rule.from + 1] += dual
                }
            }
            for (position, cut) in master.zeroHalves.enumerated() {
                let dual = min(0, duals[cut.row])
                guard dual < 0 else { continue }
                zeroHalfDual[position] = dual
                constant += dual * Double(cut.rule.capacity)
                for line in Set(cut.rule.rules.map { master.rules[$0].rule.line }) {
                    hasDuals[line] = true
                    lines[line].zeroHalves.append(position)
                }
            }
            for line in lines.indices where !lines[line].before.isEmpty {
                for tick in 1..<lines[line].before.count {
                    lines[line].before[tick] += lines[line].before[tick - 1]
                }
            }
            collectLoadDuals(duals)
        }

        private mutating func collectLoadDuals(_ duals: [Double]) {
            let problem = columns.problem
            for (practitioner, row) in master.loadRow.enumerated() {
                // Clamped to what o's cost allows, else the bound would need o's reduced cost as well.
                let dual = min(0, max(duals[row], -Double(problem.weights.overloadTick)))
                master.loadDual[practitioner] = dual
                let fixed = problem.fixed.reduce(0) {
                    $1.practitioner == practitioner ? $0 + $1.window.end - $1.window.start : $0
                }
                constant += dual * Double(problem.practitioners[practitioner].targetLoadTicks - fixed)
            }
        }

        mutating func value(of column: Int) -> Double {
            let (start, end) = (Int(columns.start[column]), Int(columns.end[column]))
            var value = Double(columns.points[column])
            for line in columns.lines(of: column) {
                let line = Int(line)
                guard hasDuals[line] else { continue }
                if !lines[line].before.isEmpty {
                    value -= lines[line].before[end] - lines[line].before[start]
                }
                if !lines[line].lifted.isEmpty {
                    let request = Int(columns.request[column])
                    for cut in lines[line].lifted where cut.rule.holds(request, start, end) {
                        value -= cut.dual
                    }
                }
                for position in lines[line].zeroHalves where seenFor[position] != column {
                    seenFor[position] = column
                    value -=
                        zeroHalfDual[position]
                        * Double(master.coefficient(of: master.zeroHalves[position].rule, column))
                }
            }
            if !master.loadRow.isEmpty {
                value -= master.loadDual[Int(columns.practitioner[column])] * Double(end - start)
            }
            return value
        }
    }
}
