/// Rows of text in aligned columns; numbers to the right, remarks below their row.
struct Table {
    private let header: [String]
    private let alignsRight: [Bool]
    private var rows: [(cells: [String], remarks: [String])] = []

    /// Remarks are folded before this column, so that a table fits a terminal.
    private static let width = 100

    /// Columns by title; a leading `>` aligns to the right.
    init(_ titles: String...) { self.init(titles: titles) }

    /// The same for a number of columns that is not fixed.
    init(titles: [String]) {
        header = titles.map { $0.hasPrefix(">") ? String($0.dropFirst()) : $0 }
        alignsRight = titles.map { $0.hasPrefix(">") }
    }

    mutating func add(row cells: [String]) { rows.append((cells, [])) }

    mutating func add(_ cells: String..., below remarks: [String] = []) { rows.append((cells, remarks)) }

    func show(on terminal: Terminal) {
        let widths = header.indices.map { column in
            ([header] + rows.map(\.cells)).map { $0[column].count }.max() ?? 0
        }
        terminal.say(terminal.dim("  " + line(header, widths)))
        for row in rows {
            terminal.say("  " + line(row.cells, widths))
            for remark in folded(row.remarks) { terminal.say(terminal.dim("     " + remark)) }
        }
    }

    /// The last column is padded only if it is aligned to the right.
    private func line(_ cells: [String], _ widths: [Int]) -> String {
        cells.enumerated().map { column, cell in
            let padding = String(repeating: " ", count: widths[column] - cell.count)
            if alignsRight[column] { return padding + cell }
            return column == cells.count - 1 ? cell : cell + padding
        }.joined(separator: "  ")
    }

    private func folded(_ remarks: [String]) -> [String] {
        remarks.reduce(into: []) { lines, remark in
            if let last = lines.last, last.count + remark.count + 2 <= Self.width {
                lines[lines.count - 1] = last + ", " + remark
            } else {
                lines.append(remark)
            }
        }
    }
}
