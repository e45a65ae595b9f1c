import LinearModel

private let tolerance = 1e-6
private let longestCombination = 30

/// A row of the LP that holds with equality and touches fractional columns.
private struct TightRow {
    /// Request of a row (1), or −1.
    let request: Int
    /// Position of a rule, or −1.
    let rule: Int
    let capacity: Int
    /// Fractional columns with coefficient 1, ascending.
    let members: [Int]
}

extension MasterProgram {
    /// Adds rows (4) that cut the present point off.
    ///
    /// Returns how many.
    ///
    /// Tight rows are combined so that every fractional column is hit an even number of times while the right-hand
    /// sides add up to an odd number: half of such a sum, rounded down, is violated by 1/2. The combinations are the
    /// null space of the rows over GF(2), searched one connected component at a time, then thinned.
    ///
    /// Source: Caprara and Fischetti, {0, ½}-Chvátal–Gomory cuts, 1996.
    func separateZeroHalf() throws(ModelDefect) -> Int {
        let tight = tightRows()
        var cuts: [ZeroHalfRule] = []
        for component in components(of: tight) where component.count >= 3 {
            for combination in OddCombinations(component.map { ($0.members, $0.capacity) }).thinned
            where (3...longestCombination).contains(combination.count) {
                let chosen = combination.map { component[$0] }
                let cut = ZeroHalfRule(
                    requests: chosen.map(\.request).filter { $0 >= 0 }.sorted(),
                    rules: chosen.map(\.rule).filter { $0 >= 0 }.sorted(),
                    capacity: chosen.reduce(0) { $0 + $1.capacity } / 2
                )
                if knownZeroHalves.insert(cut).inserted { cuts.append(cut) }
            }
        }
        try add(cuts)
        return cuts.count
    }

    private func tightRows() -> [TightRow] {
        let values = session.columnValues()
        let isFractional = values.enumerated().map { number, value in
            let isOverload = number >= columns.requestCount && number < firstPricedIn
            return !isOverload && value > tolerance && value < 1 - tolerance
        }
        var rows: [TightRow] = []
        var seen: Set<[Int]> = []  // rows equal on the fractional columns add nothing
        func consider(_ request: Int, _ rule: Int, _ capacity: Int, _ members: [Int]) {
            let members = members.filter { isFractional[$0] }
            guard members.count >= 2, seen.insert(members).inserted else { return }
            rows.append(TightRow(request: request, rule: rule, capacity: capacity, members: members))
        }
        for request in 0..<columns.requestCount { consider(request, -1, 1, [request] + lpColumnsOf[request]) }
        let left = session.rowValues()
        for (position, entry) in rules.enumerated()
        where Double(entry.rule.capacity) - left[entry.row] <= tolerance {
            let members = lpColumnsOn[entry.rule.line].filter { number in
                let column = columnAt[number]
                return isFractional[number]
                    && entry.rule.holds(
                        Int(columns.request[column]), Int(columns.start[column]), Int(columns.end[column])
                    )
            }
            consider(-1, position, entry.rule.capacity, members)
        }
        return rows
    }

    /// Rows joined by common fractional columns; short rows first within a component.
    private func components(of rows: [TightRow]) -> [[TightRow]] {
        var parent: [Int: Int] = [:]
        func root(_ element: Int) -> Int {
            var element = element
            while let next = parent[element], next != element { element = next }
            return element
        }
        for row in rows {
            let anchor = root(row.members[0])
            parent[anchor] = anchor
            for member in row.members { parent[root(member)] = anchor }
        }
        let groups = Dictionary(grouping: rows.indices) { root(rows[$0].members[0]) }
        return groups.keys.sorted().map { key in
            (groups[key] ?? []).sorted { (rows[$0].members.count, $0) < (rows[$1].members.count, $1) }.map {
                rows[$0]
            }
        }
    }
}
