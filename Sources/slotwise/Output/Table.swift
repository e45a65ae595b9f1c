/// Rows of text in aligned columns; numbers to the right.
struct Table {
    private let header: [String]
    private let alignsRight: [Bool]
    private var rows: [[String]] = []

    /// Columns by title; a leading `>` aligns to the right.
    init(_ titles: String...) {
        header = titles.map { $0.hasPrefix(">") ? String($0.dropFirst()) : $0 }
        alignsRight = titles.map { $0.hasPrefix(">") }
    }

    mutating func add(_ cells: String...) { rows.append(cells) }

    /// The lines, header first; the last column is never padded.
    func lines(_ terminal: Terminal) -> [String] {
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].count }.max() ?? 0
        }
        return [terminal.dim(line(header, widths))] + rows.map { line($0, widths) }
    }

    func show(on terminal: Terminal) { lines(terminal).forEach { terminal.say("  \($0)") } }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        cells.enumerated().map { column, cell in
            let padding = String(repeating: " ", count: widths[column] - cell.count)
            if alignsRight[column] { return padding + cell }
            return column == cells.count - 1 ? cell : cell + padding
        }.joined(separator: "  ")
    }
}
