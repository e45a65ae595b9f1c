import LinearModel

/// A column with positive value, on some line.
private struct Positive {
    let request: Int
    let start: Int
    let end: Int
    let value: Double
}

private let tolerance = 1e-6
/// Cliques violated by less are not worth a row.
private let cliqueViolation = 0.02

extension MasterProgram {
    /// Adds violated rows (2), or if there is none rows (3).
    ///
    /// Returns how many.
    func separate() throws(ModelDefect) -> Int {
        let (touched, positives) = positiveColumns()
        var ticks: [CutRule] = []
        for line in touched where positives[line].count >= 2 {
            ticks +=
                columns.lines.capLines.contains(line)
                ? capRows(line, positives[line]) : tickRows(line, positives[line])
        }
        guard ticks.isEmpty else {
            try add(ticks)
            return ticks.count
        }
        var cliques: [CutRule] = []
        for line in touched where positives[line].count >= 3 && columns.lines.isExclusive(line) {
            cliques += self.cliques(line, positives[line]).filter { knownCliques.insert($0).inserted }
        }
        try add(cliques)
        return cliques.count
    }

    private func positiveColumns() -> (touched: [Int], on: [[Positive]]) {
        var on = Array(repeating: [Positive](), count: columns.lines.count)
        var touched: [Int] = []
        let values = session.columnValues()
        for number in firstPricedIn..<values.count where values[number] > 1e-9 && columnAt[number] >= 0 {
            let column = columnAt[number]
            let positive = Positive(
                request: Int(columns.request[column]), start: Int(columns.start[column]),
                end: Int(columns.end[column]), value: values[number]
            )
            for line in columns.lines(of: column) {
                if on[Int(line)].isEmpty { touched.append(Int(line)) }
                on[Int(line)].append(positive)
            }
        }
        return (touched.sorted(), on)
    }

    /// The cap of a line, if more is used than is left of it.
    private func capRows(_ line: Int, _ positives: [Positive]) -> [CutRule] {
        let capacity = columns.lines.capacity(line, at: 0)
        let used = positives.reduce(0) { $0 + $1.value }
        return used > Double(capacity) + tolerance ? [.cap(line: line, capacity: capacity)] : []
    }

    /// One tick of every maximal stretch where more is used than there is: the middle of the worst plateau.
    private func tickRows(_ line: Int, _ positives: [Positive]) -> [CutRule] {
        let ticks = columns.lines.ticksPerDay
        var excess = Array(repeating: 0.0, count: ticks + 1)
        for positive in positives {
            excess[positive.start] += positive.value
            excess[positive.end] -= positive.value
        }
        var used = 0.0
        for tick in 0..<ticks {
            used += excess[tick]
            excess[tick] = used - Double(columns.lines.capacity(line, at: tick))
        }
        var rows: [CutRule] = []
        var tick = 0
        while tick < ticks {
            guard excess[tick] > tolerance else {
                tick += 1
                continue
            }
            var plateau = tick...tick
            while tick < ticks && excess[tick] > tolerance {
                if excess[tick] > excess[plateau.lowerBound] + 1e-9 {
                    plateau = tick...tick
                } else if excess[tick] > excess[plateau.lowerBound] - 1e-9 && plateau.upperBound == tick - 1 {
                    plateau = plateau.lowerBound...tick
                }
                tick += 1
            }
            let middle = (plateau.lowerBound + plateau.upperBound) / 2
            rows.append(.tick(middle, line: line, capacity: columns.lines.capacity(line, at: middle)))
        }
        return rows
    }

    /// For each request with two or more positive columns on the line the most violated clique, with `from` the last
    /// tick of one of its columns and `to` the first tick of another.
    private func cliques(_ line: Int, _ positives: [Positive]) -> [CutRule] {
        var found: [CutRule] = []
        let byRequest = Dictionary(grouping: positives, by: \.request)
        for request in byRequest.keys.sorted() {
            guard let own = byRequest[request], own.count >= 2 else { continue }
            var best: (rule: CutRule, sum: Double)?
            for early in own {
                for late in own where early.end - 1 <= late.start {
                    let rule = CutRule.clique(request, line: line, from: early.end - 1, to: late.start)
                    let sum = positives.reduce(0) {
                        rule.holds($1.request, $1.start, $1.end) ? $0 + $1.value : $0
                    }
                    if sum > (best?.sum ?? 1 + cliqueViolation) { best = (rule, sum) }
                }
            }
            if let best { found.append(best.rule) }
        }
        return found
    }
}
