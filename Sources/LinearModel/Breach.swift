/// A requirement that a set of values does not keep.
public struct Breach: Sendable, Equatable {
    /// Name of the row or variable.
    public let name: String
    /// By how much it is missed; positive.
    public let amount: Double
}

extension LinearModel {
    /// Which rows, bounds and integrality requirements `values` breaks; empty for a feasible point.
    ///
    /// Knows nothing of any solver: it only evaluates the rows as they were stated.
    ///
    /// - Parameters:
    ///   - values: One for each variable.
    ///   - tolerance: Absolute slack allowed, as solvers work in floating point.
    /// - Returns: What is broken, variables first, each in the order of the model.
    public func breaches(of values: [Double], tolerance: Double = 1e-6) -> [Breach] {
        var found: [Breach] = []
        for (column, value) in zip(columns, values) {
            let outside = max(column.domain.lower - value, value - column.domain.upper)
            if outside > tolerance { found.append(Breach(name: column.name, amount: outside)) }
            let fraction = abs(value - value.rounded())
            if column.domain.isInteger, fraction > tolerance {
                found.append(Breach(name: column.name, amount: fraction))
            }
        }
        for row in rows {
            let left = row.terms.reduce(0) { $0 + $1.coefficient * values[$1.variable.index] }
            let outside = max(row.lower - left, left - row.upper)
            if outside > tolerance { found.append(Breach(name: row.name, amount: outside)) }
        }
        return found
    }
}
