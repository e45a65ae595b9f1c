import LinearModel

extension MasterProgram {
    /// Takes over the columns and rows of an earlier solve that this problem still has.
    func take(_ warm: WarmStart, _ identities: WarmIdentities) throws(ModelDefect) {
        try add(
            columns.problem.requests.indices.flatMap { request in
                (warm.pool[identities.id(of: request)] ?? []).compactMap { identities.column(request, $0) }
                    .filter { !isInLP($0) }
            }
        )
        let taken = warm.rules.compactMap { identities.rule($0) }.filter { knownCliques.insert($0).inserted }
        try add(taken)
        let position = Dictionary(rules.enumerated().map { ($1.rule, $0) }) { first, _ in first }
        var cuts: [ZeroHalfRule] = []
        for sum in warm.halvedSums {
            let requests = sum.requests.compactMap { identities.request($0) }
            let summed = sum.rules.compactMap { identities.rule($0) }
            guard requests.count == sum.requests.count, summed.count == sum.rules.count else { continue }
            let cut = ZeroHalfRule(
                requests: requests.sorted(), rules: summed.map { position[$0] ?? keep($0) }.sorted(),
                capacity: (requests.count + summed.reduce(0) { $0 + $1.capacity }) / 2
            )
            if knownZeroHalves.insert(cut).inserted { cuts.append(cut) }
        }
        try add(cuts)
    }

    /// Remembers what the LP of the root found worth having: its columns, and its rows that are tight.
    func noteRoot() {
        guard status == .optimal else { return }
        rootColumns = Array(columnAt[firstPricedIn...])
        rootRules = rules.filter { $0.row >= 0 && !session.isBasic(row: $0.row) }.map(\.rule)
    }

    /// What this solve learned.
    func warmStart(_ plan: Assignment, _ identities: WarmIdentities) -> WarmStart {
        let worthHaving = Set(rootColumns).union(columnAt[firstPricedIn...].filter { $0 >= 0 }).sorted()
        let pool = Dictionary(grouping: worthHaving) { identities.id(of: Int(columns.request[$0])) }
        let placed = plan.columnOf.enumerated().filter { $1 >= 0 }
        var seen: Set<CutRule> = []
        let tight = rootRules + rules.filter { $0.row >= 0 }.map(\.rule)
        return WarmStart(
            tickMinutes: columns.problem.tickMinutes,
            pool: pool.mapValues { $0.map { identities.place(of: $0) } },
            plan: Dictionary(placed.map { (identities.id(of: $0), identities.place(of: $1)) }) { first, _ in
                first
            },
            rules: tight.filter { seen.insert($0).inserted }.map { identities.rule($0) },
            halvedSums: zeroHalves.map { entry in
                .init(
                    requests: entry.rule.requests.map { identities.id(of: $0) },
                    rules: entry.rule.rules.map { identities.rule(rules[$0].rule) }
                )
            }
        )
    }
}
