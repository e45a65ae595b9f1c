/// Which of some columns are a basis together with the slacks of the other rows.
///
/// A basis carried over to a changed program lacks columns and rows; what is left of it may be singular, which GLPK
/// only refuses. Here it is mended: columns that depend on others stay out, and so do rows without a column.
///
/// Nearly all pivots are singletons, which cause no fill; a dense elimination takes the rest.
struct IndependentColumns {
    /// Positions of the columns that are independent.
    private(set) var columns: [Int] = []
    /// For each row, whether a column took its place.
    private(set) var isTaken: [Bool]

    private static let leastPivot = 1e-7
    private var isOpen: [Bool]
    private var columnsOf: [[Int]]
    private var entries: [[(row: Int, value: Double)]]

    /// Chooses among the `first` columns with entries in `rowCount` rows, then for rows still without a column among
    /// the others, as far as they have no further row.
    init(_ entries: [[(row: Int, value: Double)]], first: Int, rowCount: Int) {
        self.entries = Array(entries.prefix(first))
        isTaken = Array(repeating: false, count: rowCount)
        isOpen = Array(repeating: true, count: first)
        columnsOf = Array(repeating: [], count: rowCount)
        for (column, list) in self.entries.enumerated() {
            for entry in list { columnsOf[entry.row].append(column) }
        }
        takeSingletons()
        takeDense()
        for column in first..<entries.count {
            guard entries[column].count == 1, !isTaken[entries[column][0].row] else { continue }
            isTaken[entries[column][0].row] = true
            columns.append(column)
        }
    }

    private mutating func take(_ column: Int, _ row: Int) {
        columns.append(column)
        isOpen[column] = false
        isTaken[row] = true
    }

    private mutating func takeSingletons() {
        var rowsLeft = entries.map(\.count)
        var columnsLeft = columnsOf.map(\.count)
        var lonelyColumns = entries.indices.filter { rowsLeft[$0] == 1 }
        var lonelyRows = columnsOf.indices.filter { columnsLeft[$0] == 1 }
        while true {
            let pivot: (column: Int, row: Int)
            if let column = lonelyColumns.popLast() {
                guard isOpen[column], let row = entries[column].first(where: { !isTaken[$0.row] })?.row
                else { continue }
                pivot = (column, row)
            } else if let row = lonelyRows.popLast() {
                guard !isTaken[row], let column = columnsOf[row].first(where: { isOpen[$0] }) else {
                    continue
                }
                pivot = (column, row)
            } else {
                return
            }
            take(pivot.column, pivot.row)
            for other in columnsOf[pivot.row] where isOpen[other] {
                rowsLeft[other] -= 1
                if rowsLeft[other] == 1 { lonelyColumns.append(other) }
            }
            for entry in entries[pivot.column] where !isTaken[entry.row] {
                columnsLeft[entry.row] -= 1
                if columnsLeft[entry.row] == 1 { lonelyRows.append(entry.row) }
            }
        }
    }

    /// Gaussian elimination of what is left, one column after the other.
    private mutating func takeDense() {
        let rows = isTaken.indices.filter { !isTaken[$0] && columnsOf[$0].contains { isOpen[$0] } }
        let left = entries.indices.filter { isOpen[$0] }
        guard !rows.isEmpty, !left.isEmpty else { return }
        var place = Array(repeating: -1, count: isTaken.count)
        for (index, row) in rows.enumerated() { place[row] = index }
        var reduced: [(pivot: Int, values: [Double])] = []
        for column in left {
            var values = Array(repeating: 0.0, count: rows.count)
            for entry in entries[column] where place[entry.row] >= 0 {
                values[place[entry.row]] = entry.value
            }
            for earlier in reduced where values[earlier.pivot] != 0 {
                let factor = values[earlier.pivot] / earlier.values[earlier.pivot]
                for index in values.indices { values[index] -= factor * earlier.values[index] }
                values[earlier.pivot] = 0
            }
            guard let pivot = values.indices.max(by: { abs(values[$0]) < abs(values[$1]) }),
                abs(values[pivot]) > Self.leastPivot
            else { continue }
            reduced.append((pivot, values))
            take(column, rows[pivot])
        }
    }
}
