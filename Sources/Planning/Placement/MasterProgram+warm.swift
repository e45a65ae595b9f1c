import LinearModel

extension MasterProgram {
    /// More would make the LP slower than a round of pricing is.
    private static let nearestPerRequest = 6

    /// Adds the first columns, and starts the simplex at a plan: primal feasible, for each row (1) is held by its
    /// request's column or u.
    func start(at plan: Assignment) throws(ModelDefect) {
        try addFirstColumns(plan)
        session.resetBasis(
            basicColumns: plan.columnOf.indices.map { held($0, plan) },
            nonbasicRows: Array(0..<columns.requestCount), spareColumns: []
        )
    }

    /// Adds the columns and rows of an earlier solve that this problem still has, and starts the simplex where that
    /// solve's root ended.
    ///
    /// A request without a basic column is held by its column in `plan`.
    func start(
        at plan: Assignment, from warm: WarmStart, _ identities: WarmIdentities
    ) throws(ModelDefect) {
        try add(
            columns.problem.requests.indices.flatMap { request in
                (warm.pool[identities.id(of: request)] ?? []).compactMap { identities.column(request, $0) }
            }
        )
        try addFirstColumns(plan)
        let tightRows = try takeRules(warm, identities) + takeSums(warm, identities)
        let practitioners = columns.problem.practitioners
        let atTarget = loadRow.indices.filter { warm.basis.atTarget.contains(practitioners[$0].id) }
        let overloaded = loadRow.indices.filter { warm.basis.overloaded.contains(practitioners[$0].id) }
        session.resetBasis(
            basicColumns: columns.problem.requests.indices.flatMap { request in
                let basic = basicColumns(of: request, warm.basis, identities)
                return basic.isEmpty ? [held(request, plan)] : basic
            } + overloaded.map { columns.requestCount + $0 },
            nonbasicRows: Array(0..<columns.requestCount) + atTarget.map { loadRow[$0] } + tightRows,
            spareColumns: Array(0..<columns.requestCount)
        )
    }

    /// LP column that holds row (1) of `request` in a plan.
    private func held(_ request: Int, _ plan: Assignment) -> Int {
        plan.columnOf[request] < 0 ? request : Int(lpColumn[plan.columnOf[request]])
    }

    private func addFirstColumns(_ plan: Assignment) throws(ModelDefect) {
        try add(columns.problem.requests.indices.filter { lpColumnsOf[$0].isEmpty }.flatMap(cheapest))
        try add(plan.columnOf.filter { $0 >= 0 && !isInLP($0) })
    }

    private func basicColumns(
        of request: Int, _ basis: WarmStart.Basis, _ identities: WarmIdentities
    ) -> [Int] {
        let id = identities.id(of: request)
        let places = (basis.places[id] ?? []).compactMap { identities.column(request, $0) }
        return (basis.unplaced.contains(id) ? [request] : []) + places.map { Int(lpColumn[$0]) }
    }

    /// Adds the rules that this problem still has.
    ///
    /// Returns the LP rows of those that were tight.
    private func takeRules(_ warm: WarmStart, _ identities: WarmIdentities) throws(ModelDefect) -> [Int] {
        var taken: [CutRule] = []
        var tight: [Int] = []
        for (index, known) in warm.rules.enumerated() {
            guard let rule = identities.rule(known), knownCliques.insert(rule).inserted else { continue }
            if index < warm.basis.tightRules { tight.append(session.rowCount + taken.count) }
            taken.append(rule)
        }
        try add(taken)
        return tight
    }

    /// Adds the rows (4) that this problem still has.
    ///
    /// Returns the LP rows of those that were tight.
    private func takeSums(_ warm: WarmStart, _ identities: WarmIdentities) throws(ModelDefect) -> [Int] {
        let position = Dictionary(rules.enumerated().map { ($1.rule, $0) }) { first, _ in first }
        var cuts: [ZeroHalfRule] = []
        var tight: [Int] = []
        for (index, sum) in warm.halvedSums.enumerated() {
            let requests = sum.requests.compactMap { identities.request($0) }
            let summed = sum.rules.compactMap { identities.rule($0) }
            guard requests.count == sum.requests.count, summed.count == sum.rules.count else { continue }
            let cut = ZeroHalfRule(
                requests: requests.sorted(), rules: summed.map { position[$0] ?? keep($0) }.sorted(),
                capacity: (requests.count + summed.reduce(0) { $0 + $1.capacity }) / 2
            )
            guard knownZeroHalves.insert(cut).inserted else { continue }
            if index < warm.basis.tightSums { tight.append(session.rowCount + cuts.count) }
            cuts.append(cut)
        }
        try add(cuts)
        return tight
    }

    /// Remembers where the LP of the root ended.
    ///
    /// Not where it costs more than the best plan: that only tells how the core was narrowed.
    func noteRoot(_ best: Int) {
        guard status == .optimal, session.objective <= Double(best) else { return }
        rootBasis = RootBasis(
            columns: (firstPricedIn..<columnAt.count).filter { session.isBasic(column: $0) }
                .map { columnAt[$0] }.filter { $0 >= 0 },
            unplaced: (0..<columns.requestCount).filter { session.isBasic(column: $0) },
            overloaded: loadRow.indices.filter { session.isBasic(column: columns.requestCount + $0) },
            atTarget: loadRow.indices.filter { !session.isBasic(row: loadRow[$0]) },
            rules: rules.filter { $0.row >= 0 && !session.isBasic(row: $0.row) }.map(\.rule),
            zeroHalves: zeroHalves.filter { !session.isBasic(row: $0.row) }.map(\.rule)
        )
    }

    /// What this solve learned.
    func warmStart(_ plan: Assignment, _ identities: WarmIdentities) -> WarmStart {
        let placed = plan.columnOf.enumerated().filter { $1 >= 0 }
        var seen: Set<CutRule> = []
        let tight = rootBasis.rules + rules.filter { $0.row >= 0 }.map(\.rule)
        var seenSums: Set<ZeroHalfRule> = []
        let sums = rootBasis.zeroHalves + zeroHalves.map(\.rule)
        return WarmStart(
            tickMinutes: columns.problem.tickMinutes,
            pool: places(columnsWorthHaving(), identities),
            plan: Dictionary(placed.map { (identities.id(of: $0), identities.place(of: $1)) }) { first, _ in
                first
            },
            rules: tight.filter { seen.insert($0).inserted }.map { identities.rule($0) },
            halvedSums: sums.filter { seenSums.insert($0).inserted }.map { halvedSum($0, identities) },
            basis: warmBasis(identities)
        )
    }

    /// Columns of the root's last basis, and of each request those that were nearest to it.
    private func columnsWorthHaving() -> [Int] {
        let known = Set(rootColumns).union(columnAt[firstPricedIn...].filter { $0 >= 0 }).sorted()
        let byRequest = Dictionary(grouping: known) { Int(columns.request[$0]) }
        let nearest = byRequest.values.flatMap { own in
            own.smallest(Self.nearestPerRequest) { (reducedCost[$0], $0) < (reducedCost[$1], $1) }
        }
        return Set(nearest).union(rootBasis.columns).sorted()
    }

    private func warmBasis(_ identities: WarmIdentities) -> WarmStart.Basis {
        let practitioners = columns.problem.practitioners
        return .init(
            places: places(rootBasis.columns, identities),
            unplaced: Set(rootBasis.unplaced.map { identities.id(of: $0) }),
            overloaded: Set(rootBasis.overloaded.map { practitioners[$0].id }),
            atTarget: Set(rootBasis.atTarget.map { practitioners[$0].id }),
            tightRules: Set(rootBasis.rules).count, tightSums: Set(rootBasis.zeroHalves).count
        )
    }

    private func places(_ list: [Int], _ identities: WarmIdentities) -> [Int: [WarmStart.Place]] {
        Dictionary(grouping: list) { identities.id(of: Int(columns.request[$0])) }
            .mapValues { $0.map { identities.place(of: $0) } }
    }

    private func halvedSum(_ sum: ZeroHalfRule, _ identities: WarmIdentities) -> WarmStart.HalvedSum {
        .init(
            requests: sum.requests.map { identities.id(of: $0) },
            rules: sum.rules.map { identities.rule(rules[$0].rule) }
        )
    }
}

/// What was basic and what was tight when the root was solved, by position.
struct RootBasis {
    var columns: [Int] = []
    var unplaced: [Int] = []
    var overloaded: [Int] = []
    var atTarget: [Int] = []
    var rules: [CutRule] = []
    var zeroHalves: [ZeroHalfRule] = []
}
