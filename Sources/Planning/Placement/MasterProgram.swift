import LinearModel

/// The restricted master LP: it holds only columns that were priced in and rows that were once violated.
///
///     min   Σ c x + Σ U u + Σ w o
///     (1)   Σ x over the columns of a request + u = 1
///     (2)   columns of a line that cover tick t ≤ capacity(t)                              lazy
///     (3)   columns of j* that touch [a, b] + columns of others that cover [a, b] ≤ 1       lazy
///     (4)   half the sum of some of (1)–(3), rounded down                                   lazy
///     (5)   durations on a practitioner − o ≤ target − fixed load                           balanced load only
///     (6)   points of a group − e ≤ its share                                               fairness only
///     (7)   columns of a type with a practitioner on a day ≤ what is left of the cap        lazy
///
/// LP columns are first every request's u, then (balanced load) every practitioner's o, then priced-in columns, and
/// between those the escapes of groups that branching counts.
final class MasterProgram {
    let columns: PlacementColumns
    let session: any SimplexSession
    let effort: Effort
    /// What branching leaves; `nil` at the root.
    var restriction: Restriction?
    /// From the last root pricing, by column, relative to the cheapest choice of its request.
    var reducedCost: [Double]
    /// Dual of (5) by practitioner.
    var loadDual: [Double]
    var status = SimplexStatus.unreliable

    /// LP column → column; −1 for u, o and escapes.
    var columnAt: [Int] = []
    /// Column → LP column; −1 outside the LP.
    var lpColumn: [Int32]
    /// LP columns of each request.
    var lpColumnsOf: [[Int]]
    /// LP columns on each line.
    var lpColumnsOn: [[Int]]
    /// Rows (2), (3) and (7) with their LP row; −1 for one that only takes part in rows (4).
    var rules: [(rule: CutRule, row: Int)] = []
    /// Positions in `rules` of those outside the LP.
    private var keptOutside: [CutRule: Int] = [:]
    /// Rows (4) with their LP row.
    var zeroHalves: [(rule: ZeroHalfRule, row: Int)] = []
    /// Positions in `rules` by line.
    var rulesOn: [[Int]]
    /// Positions in `zeroHalves` by line.
    var zeroHalvesOn: [[Int]]
    /// Requests whose number of unplaced can be branched on.
    var groups: [UnplacedGroup] = []
    /// Rows left when slack ones were last taken out.
    var rowsAfterShrinking = 0
    var knownCliques: Set<CutRule> = []
    var knownZeroHalves: Set<ZeroHalfRule> = []
    let firstPricedIn: Int
    /// Rows (6) come right after the rows (1).
    var shares: FairShares { columns.shares }
    /// Row (5) of each practitioner; empty unless load is balanced.
    private(set) var loadRow: [Int] = []
    /// Right-hand sides of (5).
    private(set) var freeLoad: [Int] = []

    /// Columns when the root was solved, before fixing and branching narrowed them.
    var rootColumns: [Int] = []
    /// How the root ended when it was last solved.
    var rootBasis = RootBasis()

    private static let initialColumns = 12

    /// A program that holds the rows (1) and (5) and no columns yet.
    init(_ columns: PlacementColumns, engine: any SimplexEngine, effort: Effort) throws(ModelDefect) {
        self.columns = columns
        self.effort = effort
        session = engine.makeSession()
        let problem = columns.problem
        let requestCount = columns.requestCount
        reducedCost = columns.points.map(Double.init)
        loadDual = Array(repeating: 0, count: problem.practitioners.count)
        lpColumn = Array(repeating: -1, count: columns.count)
        lpColumnsOf = Array(repeating: [], count: requestCount)
        lpColumnsOn = Array(repeating: [], count: columns.lines.count)
        rulesOn = lpColumnsOn
        zeroHalvesOn = lpColumnsOn
        firstPricedIn =
            requestCount + (problem.balanceLoad ? problem.practitioners.count : 0)
            + columns.shares.groups.count
        columnAt = Array(repeating: -1, count: firstPricedIn)

        try session.addRows(Array(repeating: SimplexRow(lower: 1, upper: 1), count: requestCount))
        try session.addRows(shares.groups.map { SimplexRow(lower: -.infinity, upper: Double($0.points)) })
        try session.addColumns(
            columns.unplacedPoints.enumerated().map { request, points in
                // What must be placed is never left out, so it needs no coefficient that large.
                guard points < columns.outOfReach, let row = shares.row(of: request, after: requestCount)
                else { return SimplexColumn(cost: Double(points), indices: [request], coefficients: [1]) }
                return SimplexColumn(
                    cost: Double(points), indices: [request, row], coefficients: [1, Double(points)])
            }
        )
        if problem.balanceLoad { try addLoadRows() }
        try session.addColumns(
            shares.groups.indices.map {
                SimplexColumn(cost: Double(shares.price), indices: [requestCount + $0], coefficients: [-1])
            }
        )
    }

    func isInLP(_ column: Int) -> Bool { lpColumn[column] >= 0 }

    /// The 12 cheapest columns of a request; ties by position.
    func cheapest(of request: Int) -> [Int] {
        columns.range(of: request).smallest(Self.initialColumns) {
            (columns.points[$0], $0) < (columns.points[$1], $1)
        }
    }

    private func addLoadRows() throws(ModelDefect) {
        let problem = columns.problem
        freeLoad = problem.practitioners.map(\.targetLoadTicks)
        for fixed in problem.fixed { freeLoad[fixed.practitioner] -= fixed.window.end - fixed.window.start }
        loadRow = problem.practitioners.indices.map { session.rowCount + $0 }
        try session.addRows(freeLoad.map { SimplexRow(lower: -.infinity, upper: Double($0)) })
        try session.addColumns(
            loadRow.map {
                SimplexColumn(cost: Double(problem.weights.overloadTick), indices: [$0], coefficients: [-1])
            }
        )
    }

    /// Prices `entering` in: each gets its coefficients in every row from the rows' rules.
    func add(_ entering: [Int]) throws(ModelDefect) {
        var added: [SimplexColumn] = []
        for column in entering {
            let request = Int(columns.request[column])
            let (start, end) = (Int(columns.start[column]), Int(columns.end[column]))
            let number = session.columnCount + added.count
            var rows = [request]
            var coefficients = [1.0]
            var counted: Set<Int> = []
            for line in columns.lines(of: column) {
                for position in rulesOn[Int(line)] where rules[position].rule.holds(request, start, end) {
                    rows.append(rules[position].row)
                    coefficients.append(1)
                }
                for position in zeroHalvesOn[Int(line)] where counted.insert(position).inserted {
                    let coefficient = self.coefficient(of: zeroHalves[position].rule, column)
                    guard coefficient > 0 else { continue }
                    rows.append(zeroHalves[position].row)
                    coefficients.append(Double(coefficient))
                }
                lpColumnsOn[Int(line)].append(number)
            }
            if let row = shares.row(of: request, after: columns.requestCount), columns.points[column] > 0 {
                rows.append(row)
                coefficients.append(Double(columns.points[column]))
            }
            if !loadRow.isEmpty {
                rows.append(loadRow[Int(columns.practitioner[column])])
                coefficients.append(Double(end - start))
            }
            added.append(
                SimplexColumn(cost: Double(columns.points[column]), indices: rows, coefficients: coefficients)
            )
            columnAt.append(column)
            lpColumn[column] = Int32(number)
            lpColumnsOf[request].append(number)
        }
        try session.addColumns(added)
    }

    /// Adds rows (2), (3) or (7).
    func add(_ cuts: [CutRule]) throws(ModelDefect) {
        let first = session.rowCount
        try session.addRows(
            cuts.map { rule in
                let members = lpColumnsOn[rule.line].filter { number in
                    let column = columnAt[number]
                    return rule.holds(
                        Int(columns.request[column]), Int(columns.start[column]), Int(columns.end[column])
                    )
                }
                return SimplexRow(
                    lower: -.infinity, upper: Double(rule.capacity), indices: members,
                    coefficients: Array(repeating: 1, count: members.count)
                )
            }
        )
        for (offset, rule) in cuts.enumerated() {
            rulesOn[rule.line].append(rules.count)
            rules.append((rule, first + offset))
        }
    }

    /// Position of a rule that only takes part in rows (4).
    func keep(_ rule: CutRule) -> Int {
        if let position = keptOutside[rule] { return position }
        keptOutside[rule] = rules.count
        rules.append((rule, -1))
        return rules.count - 1
    }

    /// Adds rows (4).
    func add(_ cuts: [ZeroHalfRule]) throws(ModelDefect) {
        let first = session.rowCount
        var rows: [SimplexRow] = []
        var hits = Array(repeating: 0, count: columnAt.count)
        for (offset, cut) in cuts.enumerated() {
            rows.append(row(of: cut, &hits))
            for line in Set(cut.rules.map({ rules[$0].rule.line })).sorted() {
                zeroHalvesOn[line].append(zeroHalves.count)
            }
            zeroHalves.append((cut, first + offset))
        }
        try session.addRows(rows)
    }

    /// The row over the columns so far; `hits` is all 0 before and after.
    private func row(of cut: ZeroHalfRule, _ hits: inout [Int]) -> SimplexRow {
        var members: [Int] = []
        for position in cut.rules {
            let rule = rules[position].rule
            for number in lpColumnsOn[rule.line] {
                let column = columnAt[number]
                let (start, end) = (Int(columns.start[column]), Int(columns.end[column]))
                guard rule.holds(Int(columns.request[column]), start, end) else { continue }
                if hits[number] == 0 { members.append(number) }
                hits[number] += 1
            }
        }
        var entries: [(number: Int, coefficient: Double)] = []
        for number in members.sorted() {
            let isSummed = cut.requests.containsSorted(Int(columns.request[columnAt[number]]))
            let coefficient = (hits[number] + (isSummed ? 1 : 0)) / 2
            if coefficient > 0 { entries.append((number, Double(coefficient))) }
            hits[number] = 0
        }
        return SimplexRow(
            lower: -.infinity, upper: Double(cut.capacity), indices: entries.map(\.number),
            coefficients: entries.map(\.coefficient)
        )
    }

    /// How often the summed rows hit `column`, halved and rounded down.
    func coefficient(of cut: ZeroHalfRule, _ column: Int) -> Int {
        let request = Int(columns.request[column])
        let (start, end) = (Int(columns.start[column]), Int(columns.end[column]))
        var hits = 0
        for position in cut.rules {
            let rule = rules[position].rule
            guard rule.holds(request, start, end) else { continue }
            for line in columns.lines(of: column) where Int(line) == rule.line { hits += 1 }
        }
        if hits > 0 && cut.requests.containsSorted(request) { hits += 1 }
        return hits / 2
    }

    /// Solves from the present basis; a dual simplex that does not end is followed by a primal one.
    func solve(_ method: SimplexMethod) {
        status = run(method)
        if method == .dual && status != .optimal && !effort.isExhausted { status = run(.primal) }
    }

    /// Solves again from slacks, after numerical trouble.
    func restart() {
        session.resetBasis()
        status = run(.primal)
    }

    private func run(_ method: SimplexMethod) -> SimplexStatus {
        let status = session.solve(
            method,
            limits: SimplexLimits(seconds: max(0.001, effort.secondsLeft), iterations: effort.workLeft))
        effort.iterations = session.iterations
        return status
    }
}
