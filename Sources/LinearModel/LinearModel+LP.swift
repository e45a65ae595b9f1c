extension LinearModel {
    /// The model in CPLEX LP format, for people and for other solvers.
    ///
    /// Source: the LP format as read by GLPK (reference manual, appendix C). Names are replaced by `x1…` and `r1…`,
    /// with our own in comments, because the format allows fewer characters than we use.
    public var lpText: String {
        var lines = ["\\ minimise; names in comments", "Minimize", " cost: \(text(objective.collected))"]
        if objective.constant != 0 { lines[2] += " \\ + constant \(objective.constant)" }
        lines.append("Subject To")
        for (index, row) in rows.enumerated() {
            lines.append("\\ \(row.name)")
            lines += rowLines("r\(index + 1)", row)
        }
        lines.append("Bounds")
        for (index, column) in columns.enumerated() {
            lines.append(
                " \(bound(column.domain.lower)) <= x\(index + 1) <= \(bound(column.domain.upper))  \\ \(column.name)"
            )
        }
        let integers = columns.indices.filter { columns[$0].domain.isInteger }
        if !integers.isEmpty { lines += ["General"] + integers.map { " x\($0 + 1)" } }
        return (lines + ["End", ""]).joined(separator: "\n")
    }

    private func rowLines(_ name: String, _ row: Row) -> [String] {
        let left = text(row.terms)
        if row.lower == row.upper { return [" \(name): \(left) = \(row.lower)"] }
        var lines: [String] = []
        if row.upper < .infinity { lines.append(" \(name): \(left) <= \(row.upper)") }
        if row.lower > -.infinity {
            lines.append(" \(name)\(lines.isEmpty ? "" : "b"): \(left) >= \(row.lower)")
        }
        return lines
    }

    private func text(_ terms: [LinearExpression.Term]) -> String {
        guard !terms.isEmpty else { return columns.isEmpty ? "" : "0 x1" }
        return terms.map {
            "\($0.coefficient < 0 ? "-" : "+") \(abs($0.coefficient)) x\($0.variable.index + 1)"
        }
        .joined(separator: " ")
    }

    private func bound(_ value: Double) -> String {
        value.isFinite ? "\(value)" : value < 0 ? "-inf" : "+inf"
    }
}
