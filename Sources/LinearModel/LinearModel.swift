/// A linear or integer program as data: variables, rows and an objective to be minimised.
///
/// Rows are stated with words for the sense and operators for the arithmetic:
///
///     let x = model.variable("x", .binary)
///     model.require("at most one", sum(xs), atMost: 1)
///     model.minimise(3 * x + 2 * y)
///
/// Names are closures, built only when a dump or an explanation asks for them.
public struct LinearModel: Sendable {
    /// One requirement `lower ≤ expression ≤ upper`; either side may be infinite.
    public struct Row: Sendable {
        let makeName: @Sendable () -> String
        /// The left-hand side, without its constant.
        public let terms: [LinearExpression.Term]
        /// Smallest value allowed.
        public let lower: Double
        /// Largest value allowed.
        public let upper: Double
        /// For people.
        public var name: String { makeName() }
    }

    /// One variable with its name.
    public struct Column: Sendable {
        let makeName: @Sendable () -> String
        /// What values it may take.
        public let domain: VariableDomain
        /// For people.
        public var name: String { makeName() }
    }

    /// Variables in the order they were made.
    public private(set) var columns: [Column] = []
    /// Rows in the order they were stated.
    public private(set) var rows: [Row] = []
    /// What is minimised.
    public private(set) var objective = LinearExpression()

    /// An empty model.
    public init() {}

    /// Adds a variable.
    public mutating func variable(
        _ name: @autoclosure @escaping @Sendable () -> String, _ domain: VariableDomain
    ) -> Variable {
        columns.append(Column(makeName: name, domain: domain))
        return Variable(index: columns.count - 1)
    }

    /// States `expression ≤ limit`.
    public mutating func require(
        _ name: @autoclosure @escaping @Sendable () -> String, _ expression: LinearExpression,
        atMost limit: Double
    ) {
        add(name, expression, -.infinity, limit)
    }

    /// States `expression ≥ limit`.
    public mutating func require(
        _ name: @autoclosure @escaping @Sendable () -> String, _ expression: LinearExpression,
        atLeast limit: Double
    ) {
        add(name, expression, limit, .infinity)
    }

    /// States `expression = value`.
    public mutating func require(
        _ name: @autoclosure @escaping @Sendable () -> String, _ expression: LinearExpression,
        exactly value: Double
    ) {
        add(name, expression, value, value)
    }

    /// States `limits.lowerBound ≤ expression ≤ limits.upperBound`.
    public mutating func require(
        _ name: @autoclosure @escaping @Sendable () -> String, _ expression: LinearExpression,
        between limits: ClosedRange<Double>
    ) {
        add(name, expression, limits.lowerBound, limits.upperBound)
    }

    /// Sets what is minimised; the last call counts.
    public mutating func minimise(_ expression: LinearExpression) {
        objective = expression
    }

    private mutating func add(
        _ name: @escaping @Sendable () -> String, _ expression: LinearExpression, _ lower: Double,
        _ upper: Double
    ) {
        let terms = expression.collected
        rows.append(
            Row(
                makeName: name, terms: terms, lower: lower - expression.constant,
                upper: upper - expression.constant
            )
        )
    }
}
