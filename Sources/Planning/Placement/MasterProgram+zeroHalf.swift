import LinearModel

private let tolerance = 1e-6
private let longestCombination = 30
/// Rows further from their side than this can hardly be part of a violated combination.
private let mostSlack = 0.3
/// Rows of one round.
private let mostCuts = 150

/// A row (1)–(3) that is tight or nearly so, in the LP or not.
private struct NearRow {
    /// Request of a row (1), or −1.
    var request = -1
    /// Position of a rule in the LP, or −1.
    var position = -1
    /// A rule that is not in the LP.
    var rule: CutRule?
    let row: CombinedRow
}

extension MasterProgram {
    /// Adds rows (4) that cut the present point off.
    ///
    /// Returns how many.
    ///
    /// Nearly tight rows are combined so that few columns of small value are hit an odd number of times while the
    /// right-hand sides add up to an odd number; see ``OddCombinations``. Rows (2) and (3) take part whether they are
    /// in the LP or not: those that were never violated may be tight all the same. One connected component at a time.
    ///
    /// Source: Caprara and Fischetti, {0, ½}-Chvátal–Gomory cuts, 1996; Koster, Zymolka and Kutschka, 2009.
    func separateZeroHalf() throws(ModelDefect) -> Int {
        let values = session.columnValues()
        let near = nearRows(values)
        var cuts: [ZeroHalfRule] = []
        for component in components(of: near) where component.count >= 3 {
            for combination in OddCombinations(component.map(\.row), value: values).thinned
            where (3...longestCombination).contains(combination.count) && cuts.count < mostCuts {
                let chosen = combination.map { component[$0] }
                let cut = ZeroHalfRule(
                    requests: chosen.map(\.request).filter { $0 >= 0 }.sorted(),
                    rules: chosen.compactMap(position).sorted(),
                    capacity: chosen.reduce(0) { $0 + $1.row.side } / 2
                )
                if knownZeroHalves.insert(cut).inserted { cuts.append(cut) }
            }
        }
        try add(cuts)
        return cuts.count
    }

    private func position(of near: NearRow) -> Int? {
        near.rule.map(keep) ?? (near.position >= 0 ? near.position : nil)
    }

    private func nearRows(_ values: [Double]) -> [NearRow] {
        var rows: [NearRow] = []
        var seen: Set<[Int]> = []  // rows equal on the positive columns add nothing
        func consider(_ near: NearRow) {
            guard near.row.members.count >= 2, seen.insert(near.row.members).inserted else { return }
            rows.append(near)
        }
        for request in 0..<columns.requestCount {
            let members = ([request] + lpColumnsOf[request]).filter { values[$0] > tolerance }
            consider(NearRow(request: request, row: CombinedRow(members: members, side: 1, slack: 0)))
        }
        for line in lpColumnsOn.indices {
            let positive = lpColumnsOn[line].filter { values[$0] > tolerance }
            guard positive.count >= 2 else { continue }
            for position in rulesOn[line] {
                if let row = nearRow(rules[position].rule, positive, values) {
                    consider(NearRow(position: position, row: row))
                }
            }
            for rule in possibleRules(line, positive) {
                if let row = nearRow(rule, positive, values) { consider(NearRow(rule: rule, row: row)) }
            }
        }
        return rows
    }

    /// The rule over the positive columns of its line, unless it is far from tight.
    private func nearRow(_ rule: CutRule, _ positive: [Int], _ values: [Double]) -> CombinedRow? {
        let members = positive.filter { number in
            let column = columnAt[number]
            return rule.holds(
                Int(columns.request[column]), Int(columns.start[column]), Int(columns.end[column]))
        }
        let slack = members.reduce(Double(rule.capacity)) { $0 - values[$1] }
        guard slack <= mostSlack else { return nil }
        return CombinedRow(members: members, side: rule.capacity, slack: max(0, slack))
    }

    /// Every row (2) and (3) of a line that differs from the others on its positive columns.
    private func possibleRules(_ line: Int, _ positive: [Int]) -> [CutRule] {
        let lines = columns.lines
        guard !lines.capLines.contains(line) else {
            return [.cap(line: line, capacity: lines.capacity(line, at: 0))]
        }
        let ticks = Set(positive.map { Int(columns.start[columnAt[$0]]) }).sorted()
        var found = ticks.map {
            CutRule.tick($0, line: line, capacity: lines.capacity(line, at: $0))
        }
        guard lines.isExclusive(line) else { return found }
        let byRequest = Dictionary(grouping: positive) { Int(columns.request[columnAt[$0]]) }
        for request in byRequest.keys.sorted() {
            guard let own = byRequest[request], own.count >= 2 else { continue }
            for early in own {
                let from = Int(columns.end[columnAt[early]]) - 1
                for late in own where from <= Int(columns.start[columnAt[late]]) {
                    found.append(
                        .clique(request, line: line, from: from, to: Int(columns.start[columnAt[late]])))
                }
            }
        }
        return found
    }

    /// Rows joined by common columns; short rows first within a component.
    private func components(of rows: [NearRow]) -> [[NearRow]] {
        var parent: [Int: Int] = [:]
        func root(_ element: Int) -> Int {
            var element = element
            while let next = parent[element], next != element { element = next }
            return element
        }
        for row in rows {
            let anchor = root(row.row.members[0])
            parent[anchor] = anchor
            for member in row.row.members { parent[root(member)] = anchor }
        }
        let groups = Dictionary(grouping: rows.indices) { root(rows[$0].row.members[0]) }
        return groups.keys.sorted().map { key in
            (groups[key] ?? []).sorted {
                (rows[$0].row.members.count, $0) < (rows[$1].row.members.count, $1)
            }.map { rows[$0] }
        }
    }
}
