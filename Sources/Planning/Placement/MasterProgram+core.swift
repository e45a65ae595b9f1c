import LinearModel

extension MasterProgram {
    private static let growth = 1.25

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

    /// Rows that were added for other nodes cost time at every iteration.
    func shrinkIfGrown() {
        if Double(session.rowCount) > Self.growth * Double(rowsAfterShrinking) { shrink() }
    }

    /// Takes rows that are slack and columns outside the core out of the LP; its present basis stays optimal.
    ///
    /// A row that turns out to be needed is found again.
    func shrink() {
        guard status == .optimal else { return }
        let columnsOut = (firstPricedIn..<columnAt.count).filter {
            columnAt[$0] >= 0 && restriction?.isInCore[columnAt[$0]] == false && !session.isBasic(column: $0)
        }
        let slackRules = rules.indices.filter { rules[$0].row >= 0 && session.isBasic(row: rules[$0].row) }
        let slackHalves = zeroHalves.indices.filter { session.isBasic(row: zeroHalves[$0].row) }
        let rowsOut = (slackRules.map { rules[$0].row } + slackHalves.map { zeroHalves[$0].row }).sorted()
        for position in slackRules {
            knownCliques.remove(rules[position].rule)
            rules[position].row = -1
        }
        let isSlack = Set(slackHalves)
        for position in slackHalves { knownZeroHalves.remove(zeroHalves[position].rule) }
        zeroHalves = zeroHalves.indices.filter { !isSlack.contains($0) }.map { zeroHalves[$0] }
        session.remove(rows: rowsOut, columns: columnsOut)
        renumber(rowsOut: rowsOut, columnsOut: columnsOut)
        rowsAfterShrinking = session.rowCount
    }

    private func renumber(rowsOut: [Int], columnsOut: [Int]) {
        for position in rules.indices where rules[position].row >= 0 {
            rules[position].row -= rowsOut.countBelow(rules[position].row)
        }
        for position in zeroHalves.indices {
            zeroHalves[position].row -= rowsOut.countBelow(zeroHalves[position].row)
        }
        for position in groups.indices {
            groups[position].row -= rowsOut.countBelow(groups[position].row)
            groups[position].escape -= columnsOut.countBelow(groups[position].escape)
        }
        for number in columnsOut { lpColumn[columnAt[number]] = -1 }
        for number in columnsOut.reversed() { columnAt.remove(at: number) }
        lpColumnsOf = Array(repeating: [], count: lpColumnsOf.count)
        lpColumnsOn = Array(repeating: [], count: lpColumnsOn.count)
        rulesOn = lpColumnsOn
        zeroHalvesOn = lpColumnsOn
        for number in firstPricedIn..<columnAt.count where columnAt[number] >= 0 {
            let column = columnAt[number]
            lpColumn[column] = Int32(number)
            lpColumnsOf[Int(columns.request[column])].append(number)
            for line in columns.lines(of: column) { lpColumnsOn[Int(line)].append(number) }
        }
        for (position, entry) in rules.enumerated() where entry.row >= 0 {
            rulesOn[entry.rule.line].append(position)
        }
        for (position, entry) in zeroHalves.enumerated() {
            for line in Set(entry.rule.rules.map { rules[$0].rule.line }) {
                zeroHalvesOn[line].append(position)
            }
        }
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
