import CGLPK
import LinearModel

/// A growing LP in GLPK.
///
/// GLPK counts from 1, the port from 0.
final class GLPKSession: SimplexSession {
    private let problem: OpaquePointer
    private(set) var rowCount = 0
    private(set) var columnCount = 0
    /// For each index, the last addition that used it: finds duplicates without clearing.
    private var stamps: [Int] = []
    private var stamp = 0

    init() {
        slotwise_quiet()
        guard let problem = glp_create_prob() else { preconditionFailure("out of memory") }
        self.problem = problem
        glp_set_obj_dir(problem, GLP_MIN)
    }

    deinit { glp_delete_prob(problem) }

    var objective: Double { glp_get_obj_val(problem) }
    var iterations: Int { Int(glp_get_it_cnt(problem)) }

    func addRows(_ rows: [SimplexRow]) throws(ModelDefect) {
        guard !rows.isEmpty else { return }
        for row in rows {
            try check(row.indices, row.coefficients, below: columnCount, "row")
            guard !row.lower.isNaN, !row.upper.isNaN, row.lower <= row.upper else {
                throw .emptyRange(where: "row", lower: row.lower, upper: row.upper)
            }
        }
        glp_add_rows(problem, Int32(rows.count))
        for row in rows {
            rowCount += 1
            let (kind, lower, upper) = glpkBounds(row.lower, row.upper)
            glp_set_row_bnds(problem, Int32(rowCount), kind, lower, upper)
            glp_set_mat_row(
                problem, Int32(rowCount), Int32(row.indices.count), oneBased(row.indices),
                [0] + row.coefficients
            )
        }
    }

    func addColumns(_ columns: [SimplexColumn]) throws(ModelDefect) {
        guard !columns.isEmpty else { return }
        for column in columns {
            try check(column.indices, column.coefficients, below: rowCount, "column")
            guard column.cost.isFinite else { throw .notANumber(where: "cost of a column") }
        }
        glp_add_cols(problem, Int32(columns.count))
        for column in columns {
            columnCount += 1
            glp_set_obj_coef(problem, Int32(columnCount), column.cost)
            glp_set_col_bnds(problem, Int32(columnCount), GLP_LO, 0, 0)
            glp_set_mat_col(
                problem, Int32(columnCount), Int32(column.indices.count), oneBased(column.indices),
                [0] + column.coefficients
            )
        }
    }

    func setRow(_ index: Int, lower: Double, upper: Double) {
        let bounds = glpkBounds(lower, upper)
        glp_set_row_bnds(problem, Int32(index + 1), bounds.kind, bounds.lower, bounds.upper)
    }

    func setColumn(_ index: Int, fixedAtZero: Bool) {
        glp_set_col_bnds(problem, Int32(index + 1), fixedAtZero ? GLP_FX : GLP_LO, 0, 0)
    }

    func isFixedAtZero(_ index: Int) -> Bool {
        glp_get_col_type(problem, Int32(index + 1)) == GLP_FX
    }

    func remove(rows: [Int], columns: [Int]) {
        if !rows.isEmpty { glp_del_rows(problem, Int32(rows.count), oneBased(rows)) }
        if !columns.isEmpty { glp_del_cols(problem, Int32(columns.count), oneBased(columns)) }
        rowCount -= rows.count
        columnCount -= columns.count
    }

    func isBasic(row: Int) -> Bool { glp_get_row_stat(problem, Int32(row + 1)) == GLP_BS }
    func isBasic(column: Int) -> Bool { glp_get_col_stat(problem, Int32(column + 1)) == GLP_BS }

    func solve(_ method: SimplexMethod, limits: SimplexLimits) -> SimplexStatus {
        let run = SimplexRun(
            problem: problem, method: method, deadline: slotwise_monotonic() + max(0, limits.seconds),
            iterationLimit: limits.iterations
        )
        return run.run { false }
    }

    func resetBasis() { glp_std_basis(problem) }

    func resetBasis(basicColumns: [Int], nonbasicRows: [Int], spareColumns: [Int]) {
        var place = Array(repeating: -1, count: rowCount)
        for (index, row) in nonbasicRows.enumerated() { place[row] = index }
        let chosen = IndependentColumns(
            (basicColumns + spareColumns).map { entries(of: $0, place) }, first: basicColumns.count,
            rowCount: nonbasicRows.count)
        let columns = basicColumns + spareColumns
        glp_std_basis(problem)
        for (row, isTaken) in zip(nonbasicRows, chosen.isTaken) where isTaken {
            // GLPK itself changes this to the bound that the row has.
            glp_set_row_stat(problem, Int32(row + 1), GLP_NU)
        }
        for index in chosen.columns { glp_set_col_stat(problem, Int32(columns[index] + 1), GLP_BS) }
    }

    /// Coefficients of a column in rows that have a place.
    private func entries(of column: Int, _ place: [Int]) -> [(row: Int, value: Double)] {
        let count = Int(glp_get_mat_col(problem, Int32(column + 1), nil, nil))
        var rows = Array(repeating: Int32(0), count: count + 1)
        var values = Array(repeating: 0.0, count: count + 1)
        glp_get_mat_col(problem, Int32(column + 1), &rows, &values)
        return zip(rows, values).dropFirst().compactMap { row, value in
            place[Int(row) - 1] < 0 ? nil : (place[Int(row) - 1], value)
        }
    }

    func basis() -> SimplexBasis {
        SimplexBasis(
            rows: (0..<rowCount).map { glp_get_row_stat(problem, Int32($0 + 1)) },
            columns: (0..<columnCount).map { glp_get_col_stat(problem, Int32($0 + 1)) }
        )
    }

    func restore(_ basis: SimplexBasis) {
        for (index, mark) in basis.rows.enumerated() { glp_set_row_stat(problem, Int32(index + 1), mark) }
        for (index, mark) in basis.columns.enumerated() { glp_set_col_stat(problem, Int32(index + 1), mark) }
    }

    func columnValues() -> [Double] { (0..<columnCount).map { glp_get_col_prim(problem, Int32($0 + 1)) } }
    func rowValues() -> [Double] { (0..<rowCount).map { glp_get_row_prim(problem, Int32($0 + 1)) } }
    func rowDuals() -> [Double] { (0..<rowCount).map { glp_get_row_dual(problem, Int32($0 + 1)) } }

    private func oneBased(_ indices: [Int]) -> [Int32] { [0] + indices.map { Int32($0 + 1) } }

    private func check(
        _ indices: [Int], _ coefficients: [Double], below count: Int, _ place: String
    ) throws(ModelDefect) {
        guard indices.count == coefficients.count, coefficients.allSatisfy(\.isFinite) else {
            throw .notANumber(where: "coefficient of a \(place)")
        }
        stamp += 1
        if stamps.count < count { stamps += Array(repeating: 0, count: count - stamps.count) }
        for index in indices {
            guard index >= 0, index < count else {
                throw .unknownIndex(where: place, index: index, count: count)
            }
            guard stamps[index] != stamp else { throw .repeatedIndex(where: place, index: index) }
            stamps[index] = stamp
        }
    }
}
