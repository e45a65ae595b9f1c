/// A linear program that is solved again and again while columns and rows are added: the base of price-and-cut.
///
/// A session belongs to the thread that made it. Rows and columns are numbered from 0 in the order they were added.
public protocol SimplexSession: AnyObject {
    /// Rows so far.
    var rowCount: Int { get }
    /// Columns so far.
    var columnCount: Int { get }
    /// Objective value after the last solve.
    var objective: Double { get }
    /// Simplex iterations since the session was made: the deterministic measure of work.
    var iterations: Int { get }

    /// Adds rows; a later column brings its own coefficients in them.
    func addRows(_ rows: [SimplexRow]) throws(ModelDefect)
    /// Adds columns with their coefficients in the rows so far.
    func addColumns(_ columns: [SimplexColumn]) throws(ModelDefect)
    /// Changes the smallest and largest value of a row.
    func setRow(_ index: Int, lower: Double, upper: Double)
    /// Fixes a column at 0, or lets it be non-negative again.
    func setColumn(_ index: Int, fixedAtZero: Bool)
    /// Whether a column is fixed at 0.
    func isFixedAtZero(_ index: Int) -> Bool

    /// Removes rows and columns, both ascending; those behind them move up.
    ///
    /// The basis stays one if the rows are basic and the columns are not.
    func remove(rows: [Int], columns: [Int])
    /// Whether a row's slack is in the present basis.
    func isBasic(row: Int) -> Bool
    /// Whether a column is in the present basis.
    func isBasic(column: Int) -> Bool

    /// Runs the simplex method from the present basis.
    func solve(_ method: SimplexMethod, limits: SimplexLimits) -> SimplexStatus
    /// Forgets the basis; the next solve starts from slacks.
    func resetBasis()
    /// The next solve starts from slacks, but for `nonbasicRows` whose place `basicColumns` take.
    ///
    /// As far as they can: columns that depend on others in these rows stay out, and rows that then lack a column are
    /// given to those of `spareColumns` that have no other of these rows.
    func resetBasis(basicColumns: [Int], nonbasicRows: [Int], spareColumns: [Int])
    /// The present basis, to come back to.
    func basis() -> SimplexBasis
    /// Goes back to `basis`; rows and columns must be the same as when it was taken.
    func restore(_ basis: SimplexBasis)

    /// Values of all columns after the last solve.
    func columnValues() -> [Double]
    /// Left-hand sides of all rows after the last solve.
    func rowValues() -> [Double]
    /// Duals of all rows after the last solve.
    func rowDuals() -> [Double]
}

/// Makes sessions; shared between threads.
public protocol SimplexEngine: Sendable {
    /// A new, empty program to be minimised, owned by the calling thread.
    func makeSession() -> any SimplexSession
}

/// A row `lower ≤ Σ coefficient · column ≤ upper` to be added.
public struct SimplexRow: Sendable {
    /// Smallest value, possibly −∞.
    public let lower: Double
    /// Largest value, possibly ∞.
    public let upper: Double
    /// Columns with a coefficient, each once.
    public let indices: [Int]
    /// Their coefficients.
    public let coefficients: [Double]

    /// A row; `indices` and `coefficients` have the same length.
    public init(lower: Double, upper: Double, indices: [Int] = [], coefficients: [Double] = []) {
        self.lower = lower
        self.upper = upper
        self.indices = indices
        self.coefficients = coefficients
    }
}

/// A non-negative column to be added.
public struct SimplexColumn: Sendable {
    /// Coefficient in the objective.
    public let cost: Double
    /// Rows with a coefficient, each once.
    public let indices: [Int]
    /// Their coefficients.
    public let coefficients: [Double]

    /// A column; `indices` and `coefficients` have the same length.
    public init(cost: Double, indices: [Int], coefficients: [Double]) {
        self.cost = cost
        self.indices = indices
        self.coefficients = coefficients
    }
}

/// Which simplex method runs.
public enum SimplexMethod: Sendable {
    /// After columns were added.
    case primal
    /// After rows or bounds changed; falls back to the primal if the basis is not dual feasible.
    case dual
}

/// When one run of the simplex stops.
public struct SimplexLimits: Sendable {
    /// Wall-clock seconds.
    public let seconds: Double
    /// Iterations; `nil` for no limit.
    public let iterations: Int?

    /// Limits of one run.
    public init(seconds: Double, iterations: Int? = nil) {
        self.seconds = seconds
        self.iterations = iterations
    }
}

/// How one run of the simplex ended.
public enum SimplexStatus: Sendable, Equatable {
    /// Values and duals belong to an optimal basis.
    case optimal
    /// No solution exists, and the solver proved it.
    case infeasible
    /// A limit stopped it; duals are usable for a bound, nothing is proved.
    case stopped
    /// Numerical trouble; nothing may be concluded.
    case unreliable
}

/// A basis as the solver's own marks.
public struct SimplexBasis: Sendable {
    /// One mark for each row.
    public let rows: [Int32]
    /// One mark for each column.
    public let columns: [Int32]

    /// Marks read from a solver.
    public init(rows: [Int32], columns: [Int32]) {
        self.rows = rows
        self.columns = columns
    }
}
