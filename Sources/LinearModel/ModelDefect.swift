/// Why a model cannot be given to a solver.
///
/// Found before any solver runs: GLPK ends the process on some of these.
public enum ModelDefect: Error, Equatable, Sendable, CustomStringConvertible {
    /// A coefficient, bound or limit that is NaN, or infinite where a number is needed.
    case notANumber(where: String)
    /// Lower bound above upper bound.
    case emptyRange(where: String, lower: Double, upper: Double)
    /// An index that is not in the model.
    case unknownIndex(where: String, index: Int, count: Int)
    /// The same index twice in one row or column.
    case repeatedIndex(where: String, index: Int)

    /// The fact and where it is.
    public var description: String {
        switch self {
        case .notANumber(let place): "\(place): not a finite number; check the data it was computed from"
        case .emptyRange(let place, let lower, let upper):
            "\(place): lower bound \(lower) is above upper bound \(upper)"
        case .unknownIndex(let place, let index, let count):
            "\(place): index \(index) is outside 0..<\(count)"
        case .repeatedIndex(let place, let index): "\(place): index \(index) occurs twice"
        }
    }
}

extension LinearModel {
    /// Throws the first defect; a model that passes cannot make a solver abort.
    ///
    /// O(nonzeros).
    public func validate() throws(ModelDefect) {
        for (index, column) in columns.enumerated() {
            try check(column.domain.lower, column.domain.upper, "variable \(index)")
        }
        for (index, row) in rows.enumerated() {
            try check(row.lower, row.upper, "row \(index)")
            try check(row.terms, "row \(index)")
        }
        try check(objective.terms, "objective")
        guard objective.constant.isFinite else { throw .notANumber(where: "objective") }
    }

    private func check(_ terms: [LinearExpression.Term], _ place: String) throws(ModelDefect) {
        for term in terms {
            guard columns.indices.contains(term.variable.index) else {
                throw .unknownIndex(where: place, index: term.variable.index, count: columns.count)
            }
            guard term.coefficient.isFinite else { throw .notANumber(where: place) }
        }
    }

    private func check(_ lower: Double, _ upper: Double, _ place: String) throws(ModelDefect) {
        guard !lower.isNaN, !upper.isNaN, lower < .infinity, upper > -.infinity else {
            throw .notANumber(where: place)
        }
        guard lower <= upper else { throw .emptyRange(where: place, lower: lower, upper: upper) }
    }
}
