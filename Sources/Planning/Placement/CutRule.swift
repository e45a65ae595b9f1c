/// A row that was once violated, kept as a rule and never as a list: a column priced in later gets its coefficient
/// from the rule.
struct CutRule: Hashable {
    /// The line it lives on.
    let line: Int
    /// The j* of a lifted gap clique; −1 for a tick row.
    let request: Int
    /// First tick; a tick row has `from == to`.
    let from: Int
    /// Last tick, inclusive; a cap, which every tick of its line touches, has `to == -1`.
    let to: Int
    /// Right-hand side.
    let capacity: Int

    /// (2) Columns that cover one tick: at most what is there.
    static func tick(_ tick: Int, line: Int, capacity: Int) -> CutRule {
        CutRule(line: line, request: -1, from: tick, to: tick, capacity: capacity)
    }

    /// (3) Columns of `request` that touch `[from, to]` and columns of others that cover all of it: at most one.
    static func clique(_ request: Int, line: Int, from: Int, to: Int) -> CutRule {
        CutRule(line: line, request: request, from: from, to: to, capacity: 1)
    }

    /// (7) Columns of a cap's line, whatever their ticks: at most what is left of the cap.
    static func cap(line: Int, capacity: Int) -> CutRule {
        CutRule(line: line, request: -1, from: Int(Int16.max), to: -1, capacity: capacity)
    }

    var isClique: Bool { request >= 0 }
    var isCap: Bool { to < 0 }

    /// Whether a column of `columnRequest` over `[start, end)` on this line has coefficient 1.
    func holds(_ columnRequest: Int, _ start: Int, _ end: Int) -> Bool {
        columnRequest == request ? start <= to && from < end : start <= from && to < end
    }
}

/// (4) Half the sum of some rows (1)–(3), rounded down.
struct ZeroHalfRule: Hashable {
    /// Requests whose rows (1) are summed, ascending.
    let requests: [Int]
    /// Positions of the rules that are summed, ascending.
    let rules: [Int]
    /// Right-hand side.
    let capacity: Int
}
