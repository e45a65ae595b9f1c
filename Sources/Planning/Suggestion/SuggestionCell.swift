/// One place that could be suggested, as the scan finds it: bare numbers, for there are thousands.
struct SuggestionCell: Sendable, Hashable {
    /// Position in the request's options.
    let option: Int
    /// Position of the practitioner in the book.
    let practitioner: Int
    /// Day of the book.
    let day: Int
    /// Tick at which the patient's time begins.
    let start: Int
    /// Points; lower is better.
    var cost: Int

    /// Week of the book, counted from its first day.
    var week: Int { day / 7 }
    /// Half of the day: 0 before noon, else 1.
    var half: Int { start < SuggestionBook.noon ? 0 : 1 }

    /// Ascending by cost; ties by day, start, practitioner.
    static func isCheaper(_ left: SuggestionCell, _ right: SuggestionCell) -> Bool {
        (left.cost, left.day, left.start, left.practitioner) < (
            right.cost, right.day, right.start, right.practitioner
        )
    }

    /// The cells in the order of ``isCheaper(_:_:)``.
    ///
    /// Cost and position are sorted as one number: there are hundreds of cells for every request. The cells of equal cost,
    /// which are few, are then put in order among themselves.
    static func cheapestFirst(_ cells: [SuggestionCell]) -> [SuggestionCell] {
        let keys = cells.indices.map { cells[$0].cost << 24 | $0 }.sorted()
        var sorted = keys.map { cells[$0 & 0xff_ffff] }
        var from = 0
        while from < sorted.count {
            var to = from + 1
            while to < sorted.count && sorted[to].cost == sorted[from].cost { to += 1 }
            if to - from > 1 { sorted[from..<to].sort(by: isCheaper) }
            from = to
        }
        return sorted
    }
}
