/// A row that a combination may use: `Σ members ≤ side`, short of its side by `slack` at the present point.
struct CombinedRow {
    /// Columns that are positive at the present point and have coefficient 1, ascending.
    let members: [Int]
    let side: Int
    let slack: Double
}

/// Sums of rows over GF(2) that are odd on the right, and nearly vanish on the left at the present point.
///
/// Half of such a sum, rounded down, is violated by (1 − slacks − values of the columns hit an odd number of times) / 2.
struct OddCombinations {
    /// Each combination as positions of rows, ascending.
    let thinned: [[Int]]

    /// What slacks and odd columns may add up to.
    private static let mostLost = 0.8

    /// - Parameters:
    ///   - rows: What may be summed.
    ///   - value: Of each column at the present point.
    init(_ rows: [CombinedRow], value: [Double]) {
        let members = Set(rows.flatMap(\.members)).sorted { (value[$1], $0) < (value[$0], $1) }
        let local = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
        let values = members.map { value[$0] }
        var sums = rows.enumerated().map { position, row in
            RowSum(
                hits: BitRow(width: members.count, ones: row.members.compactMap { local[$0] }),
                rows: BitRow(width: rows.count, ones: [position]), isOdd: row.side % 2 == 1, slack: row.slack
            )
        }
        var found: [(sum: RowSum, lost: Double)] = []
        func note(_ sum: RowSum) {
            guard sum.isOdd else { return }
            let lost = sum.slack + sum.hits.ones.reduce(0) { $0 + values[$1] }
            if lost < Self.mostLost { found.append((sum, lost)) }
        }
        sums.forEach(note)
        var isPivot = Array(repeating: false, count: rows.count)
        for column in members.indices {
            let candidates = sums.indices.filter { !isPivot[$0] && sums[$0].hits[column] }
            guard let pivot = candidates.min(by: { sums[$0].isCheaper(than: sums[$1]) }) else { continue }
            isPivot[pivot] = true
            for row in candidates where row != pivot {
                sums[row].add(sums[pivot])
                note(sums[row])
            }
        }
        let even = sums.indices.filter { !isPivot[$0] && !sums[$0].isOdd && sums[$0].slack < 1e-9 }.map {
            sums[$0].rows
        }
        thinned = found.enumerated().sorted { ($0.element.lost, $0.offset) < ($1.element.lost, $1.offset) }
            .map { Self.thin($0.element.sum.rows, by: even).ones }
    }

    /// Fewer terms are stronger after rounding, and sparser.
    private static func thin(_ sum: BitRow, by even: [BitRow]) -> BitRow {
        var best = sum
        var isBetter = true
        while isBetter {
            isBetter = false
            for other in even {
                var candidate = best
                candidate.add(other)
                guard candidate.count < best.count else { continue }
                best = candidate
                isBetter = true
            }
        }
        return best
    }
}

/// A sum of rows over GF(2).
private struct RowSum {
    /// Columns hit an odd number of times.
    var hits: BitRow
    /// The rows summed.
    var rows: BitRow
    var isOdd: Bool
    var slack: Double

    func isCheaper(than other: RowSum) -> Bool {
        (slack, rows.count, hits.count) < (other.slack, other.rows.count, other.hits.count)
    }

    mutating func add(_ other: RowSum) {
        hits.add(other.hits)
        rows.add(other.rows)
        isOdd = isOdd != other.isOdd
        slack += other.slack
    }
}

private struct BitRow {
    private var words: [UInt64]

    init(width: Int, ones: [Int]) {
        words = Array(repeating: 0, count: (width + 63) / 64)
        for one in ones { words[one >> 6] ^= 1 << UInt64(one & 63) }
    }

    subscript(index: Int) -> Bool { words[index >> 6] >> UInt64(index & 63) & 1 == 1 }
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    var ones: [Int] {
        var found: [Int] = []
        for (position, word) in words.enumerated() {
            var word = word
            while word != 0 {
                found.append(position * 64 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
        return found
    }

    mutating func add(_ other: BitRow) {
        for position in words.indices { words[position] ^= other.words[position] }
    }
}
