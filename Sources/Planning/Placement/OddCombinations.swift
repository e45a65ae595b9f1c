/// Sums of rows over GF(2) that vanish on the left and are odd on the right.
struct OddCombinations {
    /// Each combination as positions of rows, ascending.
    let thinned: [[Int]]

    /// - Parameter rows: Members of each row, and its right-hand side.
    init(_ rows: [(members: [Int], side: Int)]) {
        var local: [Int: Int] = [:]
        for row in rows {
            for member in row.members where local[member] == nil { local[member] = local.count }
        }
        var hits = rows.map { row in BitRow(width: local.count, ones: row.members.compactMap { local[$0] }) }
        var sums = rows.indices.map { BitRow(width: rows.count, ones: [$0]) }

        var isPivot = Array(repeating: false, count: rows.count)
        for column in 0..<local.count {
            let candidates = rows.indices.filter { !isPivot[$0] && hits[$0][column] }
            guard let pivot = candidates.min(by: { (sums[$0].count, $0) < (sums[$1].count, $1) }) else {
                continue
            }
            isPivot[pivot] = true
            for row in candidates where row != pivot {
                hits[row].add(hits[pivot])
                sums[row].add(sums[pivot])
            }
        }
        let vanishing = rows.indices.filter { !isPivot[$0] }.map { sums[$0] }
        func isOdd(_ sum: BitRow) -> Bool { sum.ones.reduce(0) { $0 + rows[$1].side } % 2 == 1 }
        let even = vanishing.filter { !isOdd($0) }
        thinned = vanishing.filter(isOdd).map { Self.thin($0, by: even).ones }
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

private struct BitRow {
    private var words: [UInt64]

    init(width: Int, ones: [Int]) {
        words = Array(repeating: 0, count: (width + 63) / 64)
        for one in ones { words[one >> 6] ^= 1 << UInt64(one & 63) }
    }

    subscript(index: Int) -> Bool { words[index >> 6] >> UInt64(index & 63) & 1 == 1 }
    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    var ones: [Int] {
        words.enumerated().flatMap { position, word in
            (0..<64).filter { word >> UInt64($0) & 1 == 1 }.map { position * 64 + $0 }
        }
    }

    mutating func add(_ other: BitRow) {
        for position in words.indices { words[position] ^= other.words[position] }
    }
}
