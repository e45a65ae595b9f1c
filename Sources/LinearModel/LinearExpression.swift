/// A sum of coefficients times variables, and a constant.
public struct LinearExpression: Sendable, Hashable {
    /// Terms in the order they were written; a variable may occur more than once.
    public private(set) var terms: [Term]
    /// The part without a variable.
    public private(set) var constant: Double

    fileprivate init(terms: [Term]) {
        self.terms = terms
        constant = 0
    }

    /// One coefficient and its variable.
    public struct Term: Sendable, Hashable {
        /// What the variable is multiplied by.
        public let coefficient: Double
        /// The variable.
        public let variable: Variable
    }

    /// The constant `constant` alone.
    public init(_ constant: Double = 0) {
        terms = []
        self.constant = constant
    }

    /// `coefficient · variable`.
    public init(_ coefficient: Double, _ variable: Variable) {
        terms = [Term(coefficient: coefficient, variable: variable)]
        constant = 0
    }

    /// The terms with each variable once, in index order, without zeros.
    ///
    /// O(n log n).
    public var collected: [Term] {
        let isCollected =
            terms.allSatisfy { $0.coefficient != 0 }
            && zip(terms, terms.dropFirst()).allSatisfy { $0.variable.index < $1.variable.index }
        guard !isCollected else { return terms }
        var sums: [Int: Double] = [:]
        for term in terms { sums[term.variable.index, default: 0] += term.coefficient }
        return sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }
            .map { Term(coefficient: $0.value, variable: Variable(index: $0.key)) }
    }

    /// The value at `values`, one for each variable of the model.
    public func value(at values: [Double]) -> Double {
        terms.reduce(constant) { $0 + $1.coefficient * values[$1.variable.index] }
    }

    /// Both sums together.
    public static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum += right
        return sum
    }

    /// Adds `right` in place.
    public static func += (left: inout Self, right: Self) {
        left.terms += right.terms
        left.constant += right.constant
    }

    /// The left sum less the right one.
    public static func - (left: Self, right: Self) -> Self { left + -1 * right }

    /// Every coefficient and the constant times `factor`.
    public static func * (factor: Double, expression: Self) -> Self {
        var scaled = LinearExpression(factor * expression.constant)
        scaled.terms = expression.terms.map {
            Term(coefficient: factor * $0.coefficient, variable: $0.variable)
        }
        return scaled
    }
}

extension Variable {
    /// `coefficient · variable`, as in `3 * x`.
    public static func * (coefficient: Double, variable: Self) -> LinearExpression {
        LinearExpression(coefficient, variable)
    }
}

/// The sum of `variables`.
public func sum(_ variables: some Sequence<Variable>) -> LinearExpression {
    LinearExpression(terms: variables.map { LinearExpression.Term(coefficient: 1, variable: $0) })
}

/// The sum of `expressions`.
public func sum(_ expressions: some Sequence<LinearExpression>) -> LinearExpression {
    expressions.reduce(into: LinearExpression()) { $0 += $1 }
}
