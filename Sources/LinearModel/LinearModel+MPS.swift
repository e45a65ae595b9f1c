extension LinearModel {
    /// The model in free MPS format.
    ///
    /// Source: free MPS as read by GLPK (reference manual, appendix B). Columns are `x1…`, rows `r1…`.
    public var mpsText: String {
        var lines = ["NAME slotwise", "ROWS", " N cost"]
        lines += rows.enumerated().map { " \(sense($1)) r\($0 + 1)" }
        lines.append("COLUMNS")
        var entries = columns.map { _ in [(String, Double)]() }
        for term in objective.collected { entries[term.variable.index].append(("cost", term.coefficient)) }
        for (index, row) in rows.enumerated() {
            for term in row.terms { entries[term.variable.index].append(("r\(index + 1)", term.coefficient)) }
        }
        for (index, column) in columns.enumerated() {
            let marks = column.domain.isInteger
            if marks { lines.append(" M\(index)a 'MARKER' 'INTORG'") }
            let filled = entries[index].isEmpty ? [("cost", 0)] : entries[index]
            lines += filled.map { " x\(index + 1) \($0.0) \($0.1)" }
            if marks { lines.append(" M\(index)b 'MARKER' 'INTEND'") }
        }
        lines.append("RHS")
        if objective.constant != 0 { lines.append(" RHS cost \(-objective.constant)") }
        lines += rows.enumerated().compactMap { index, row in
            let side = row.upper < .infinity ? row.upper : row.lower
            return side == 0 || !side.isFinite ? nil : " RHS r\(index + 1) \(side)"
        }
        lines.append("RANGES")
        lines += rows.enumerated().compactMap { index, row in
            row.lower.isFinite && row.upper.isFinite && row.lower != row.upper
                ? " RNG r\(index + 1) \(row.upper - row.lower)" : nil
        }
        lines.append("BOUNDS")
        for (index, column) in columns.enumerated() {
            let name = "x\(index + 1)"
            let (lower, upper) = (column.domain.lower, column.domain.upper)
            lines.append(lower.isFinite ? " LO BND \(name) \(lower)" : " MI BND \(name)")
            lines.append(upper.isFinite ? " UP BND \(name) \(upper)" : " PL BND \(name)")
        }
        return (lines + ["ENDATA", ""]).joined(separator: "\n")
    }

    private func sense(_ row: Row) -> String {
        if row.lower == row.upper { return "E" }
        if row.upper < .infinity { return "L" }
        return row.lower > -.infinity ? "G" : "N"
    }
}
