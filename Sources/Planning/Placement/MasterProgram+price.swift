import LinearModel

extension MasterProgram {
    /// One pass over all columns, or over those that the restriction leaves.
    ///
    /// - Parameters:
    ///   - perRequest: At most so many columns of each request enter.
    ///   - isRoot: No decisions are in force: reduced costs are remembered.
    /// - Returns: The Lagrangian bound of the present duals, Σ min(U, min reduced cost) + Σ dual · rhs with duals
    ///   clamped to the right sign, true at any time; and the columns worth entering.
    func price(perRequest: Int, isRoot: Bool) -> (bound: Double, entering: [Int]) {
        var prices = ColumnPrices(self)
        var bound = prices.constant
        var magnitude = abs(prices.constant)
        var entering: [Int] = []
        var attractive: [(value: Double, column: Int)] = []
        // Held by this function alone: written in place, without a check of access at every column.
        var reducedCost: [Double] = []
        swap(&reducedCost, &self.reducedCost)
        defer { swap(&reducedCost, &self.reducedCost) }
        let (restriction, lpColumn) = (restriction, lpColumn)
        for request in 0..<columns.requestCount {
            let worthwhile = prices.requestDual[request] - 1e-6
            let mustPlace = restriction?.mustPlace[request] ?? false
            var cheapest =
                mustPlace
                ? 1e15 : Double(columns.unplacedPoints[request]) - prices.unplacedDual[request]
            attractive.removeAll(keepingCapacity: true)
            func consider(_ column: Int) {
                let value = prices.value(of: column)
                if isRoot { reducedCost[column] = value }
                cheapest = min(cheapest, value)
                if value < worthwhile && lpColumn[column] < 0 { attractive.append((value, column)) }
            }
            if let restriction {
                for column in restriction.core[request] where !restriction.isBanned[column] {
                    consider(column)
                }
                if isRoot { for column in restriction.core[request] { reducedCost[column] -= cheapest } }
            } else {
                for column in columns.range(of: request) { consider(column) }
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
}

extension MasterProgram {
    /// Duals of (5), clamped to what o's cost allows, else the bound would need o's reduced cost as well.
    fileprivate func loadDuals(_ duals: [Double]) -> [Double] {
        loadRow.map { min(0, max(duals[$0], -Double(columns.problem.weights.overloadTick))) }
    }
}

/// The LP's duals in a shape that prices a column in O(1) per line plus its lifted and zero-half rows.
///
/// Everything that belongs to one line lies together in a flat array.
private struct ColumnPrices {
    /// Σ dual · rhs of all rows but (1).
    private(set) var constant = 0.0
    let requestDual: ArraySlice<Double>
    /// Σ dual of the groups each request is in.
    private(set) var unplacedDual: [Double]

    private let columns: PlacementColumns
    private let loadDual: [Double]
    /// What a point of each request costs; empty if all cost 1.
    private var perPoint: [Double] = []
    /// Prefix sums of a line's tick duals begin at `firstPrefix[line]`; −1 without any.
    private var firstPrefix: [Int]
    private var prefixes: [Double] = []
    private var lifted = LineTable<(rule: CutRule, dual: Double)>()
    private var summed = LineTable<(rule: CutRule, cut: Int)>()
    private var zeroHalfDual: [Double] = []
    /// By zero-half row and request: whether row (1) is part of the sum.
    private var sumsRequest: [Bool] = []
    private var hits: [Int] = []
    private var hitCuts: [Int] = []
    /// Where the last column was, and which of its lines have duals.
    private var here: (request: Int32, practitioner: Int32, day: Int16) = (-1, -1, -1)
    private var priced: [PricedLine] = []

    private struct PricedLine {
        /// Where its prefix sums begin; −1 without any.
        let firstPrefix: Int
        let lifted: Range<Int>
        let summed: Range<Int>
    }

    init(_ master: MasterProgram) {
        columns = master.columns
        let duals = master.session.rowDuals()
        requestDual = duals[0..<columns.requestCount]
        loadDual = master.loadDuals(duals)
        if !loadDual.isEmpty { master.loadDual = loadDual }
        firstPrefix = Array(repeating: -1, count: columns.lines.count)
        for (practitioner, dual) in loadDual.enumerated() where dual < 0 {
            constant += dual * Double(master.freeLoad[practitioner])
        }
        unplacedDual = Array(repeating: 0, count: columns.requestCount)
        collectShares(master, duals)
        for group in master.groups where group.range != group.whole {
            // Clamped to what the escape's cost allows.
            let dual = max(duals[group.row], -Double(columns.outOfReach))
            constant += dual * Double(dual > 0 ? group.range.lowerBound : group.range.upperBound)
            for request in group.requests { unplacedDual[request] += dual }
        }
        collectRules(master, duals)
        collectZeroHalves(master, duals)
    }

    /// Duals of (6), clamped to what e's cost allows: a point of a request costs 1 − dual.
    private mutating func collectShares(_ master: MasterProgram, _ duals: [Double]) {
        guard master.shares.price > 0 else { return }
        perPoint = Array(repeating: 1, count: columns.requestCount)
        for (group, members) in master.shares.groups.enumerated() {
            let dual = min(0, max(duals[columns.requestCount + group], -Double(master.shares.price)))
            constant += dual * Double(members.points)
            for request in members.requests {
                perPoint[request] = 1 - dual
                let points = columns.unplacedPoints[request]
                if points < columns.outOfReach { unplacedDual[request] += dual * Double(points) }
            }
        }
    }

    private mutating func collectRules(_ master: MasterProgram, _ duals: [Double]) {
        let width = columns.lines.ticksPerDay + 1
        var found: [(line: Int, entry: (rule: CutRule, dual: Double))] = []
        for (rule, row) in master.rules where row >= 0 {
            let dual = min(0, duals[row])
            guard dual < 0 else { continue }
            constant += dual * Double(rule.capacity)
            guard !rule.isClique, !rule.isCap else {
                found.append((rule.line, (rule, dual)))
                continue
            }
            if firstPrefix[rule.line] < 0 {
                firstPrefix[rule.line] = prefixes.count
                prefixes += Array(repeating: 0, count: width)
            }
            prefixes[firstPrefix[rule.line] + rule.from + 1] += dual
        }
        for first in stride(from: 0, to: prefixes.count, by: width) {
            for tick in first + 1..<first + width { prefixes[tick] += prefixes[tick - 1] }
        }
        lifted = LineTable(found, lines: columns.lines.count)
    }

    private mutating func collectZeroHalves(_ master: MasterProgram, _ duals: [Double]) {
        var found: [(line: Int, entry: (rule: CutRule, cut: Int))] = []
        for (cut, row) in master.zeroHalves where row >= 0 {
            let dual = min(0, duals[row])
            guard dual < 0 else { continue }
            constant += dual * Double(cut.capacity)
            for position in cut.rules {
                let rule = master.rules[position].rule
                found.append((rule.line, (rule, zeroHalfDual.count)))
            }
            sumsRequest += Array(repeating: false, count: columns.requestCount)
            for request in cut.requests {
                sumsRequest[zeroHalfDual.count * columns.requestCount + request] = true
            }
            zeroHalfDual.append(dual)
        }
        hits = Array(repeating: 0, count: zeroHalfDual.count)
        summed = LineTable(found, lines: columns.lines.count)
    }

    mutating func value(of column: Int) -> Double {
        let (start, end) = (Int(columns.start[column]), Int(columns.end[column]))
        let request = Int(columns.request[column])
        let place = (columns.request[column], columns.practitioner[column], columns.day[column])
        if place != here {
            here = place
            enter(column)
        }
        var value = Double(columns.points[column])
        if !perPoint.isEmpty { value *= perPoint[request] }
        for line in priced {
            let first = line.firstPrefix
            if first >= 0 { value -= prefixes[first + end] - prefixes[first + start] }
            for index in line.lifted where lifted.entries[index].rule.holds(request, start, end) {
                value -= lifted.entries[index].dual
            }
            for index in line.summed where summed.entries[index].rule.holds(request, start, end) {
                let cut = summed.entries[index].cut
                if hits[cut] == 0 { hitCuts.append(cut) }
                hits[cut] += 1
            }
        }
        guard !hitCuts.isEmpty || !loadDual.isEmpty else { return value }
        for cut in hitCuts {
            let all = hits[cut] + (sumsRequest[cut * columns.requestCount + request] ? 1 : 0)
            value -= zeroHalfDual[cut] * Double(all / 2)
            hits[cut] = 0
        }
        hitCuts.removeAll(keepingCapacity: true)
        guard !loadDual.isEmpty else { return value }
        return value - loadDual[Int(columns.practitioner[column])] * Double(end - start)
    }
}

extension ColumnPrices {
    /// Columns that follow each other mostly have the same lines.
    private mutating func enter(_ column: Int) {
        priced.removeAll(keepingCapacity: true)
        for index in columns.lineRange(of: column) {
            let line = Int(columns.lineList[index])
            let found = PricedLine(
                firstPrefix: firstPrefix[line], lifted: lifted.range(line), summed: summed.range(line))
            if found.firstPrefix >= 0 || !found.lifted.isEmpty || !found.summed.isEmpty {
                priced.append(found)
            }
        }
    }
}

/// Entries by line, those of one line beside each other.
private struct LineTable<Entry> {
    private(set) var entries: [Entry] = []
    private var first: [Int] = []

    init() {}

    init(_ found: [(line: Int, entry: Entry)], lines: Int) {
        let sorted = found.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
        entries = sorted.map(\.element.entry)
        first = Array(repeating: 0, count: lines + 1)
        for entry in found { first[entry.line + 1] += 1 }
        for line in 0..<lines { first[line + 1] += first[line] }
    }

    func range(_ line: Int) -> Range<Int> { first[line]..<first[line + 1] }
}
