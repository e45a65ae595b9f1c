import GLPKSolver
import LinearModel
import Testing

@Suite struct GLPKSessionTests {
    private let limits = SimplexLimits(seconds: 5)

    /// min 3x + 2y with x + y ≥ 4, as x + y + s = 4 with s free to be dear.
    private func session() throws -> any SimplexSession {
        let session = GLPKSolver().makeSession()
        try session.addRows([SimplexRow(lower: 4, upper: .infinity)])
        try session.addColumns([SimplexColumn(cost: 3, indices: [0], coefficients: [1])])
        return session
    }

    @Test func `columns and rows added later change the answer`() throws {
        let session = try session()
        #expect(session.solve(.primal, limits: limits) == .optimal)
        #expect(session.objective == 12)
        #expect(session.rowDuals() == [3])
        try session.addColumns([SimplexColumn(cost: 2, indices: [0], coefficients: [1])])
        #expect(session.solve(.primal, limits: limits) == .optimal)
        #expect(session.objective == 8)
        try session.addRows([SimplexRow(lower: -.infinity, upper: 1, indices: [1], coefficients: [1])])
        #expect(session.solve(.dual, limits: limits) == .optimal)
        #expect(session.objective == 11)
        #expect(session.columnValues() == [3, 1])
    }

    @Test func `a basis can be left and taken up again`() throws {
        let session = try session()
        try session.addColumns([SimplexColumn(cost: 2, indices: [0], coefficients: [1])])
        _ = session.solve(.primal, limits: limits)
        let basis = session.basis()
        session.setColumn(1, fixedAtZero: true)
        #expect(session.isFixedAtZero(1))
        _ = session.solve(.dual, limits: limits)
        #expect(session.objective == 12)
        session.setColumn(1, fixedAtZero: false)
        session.restore(basis)
        #expect(session.solve(.dual, limits: limits) == .optimal)
        #expect(session.objective == 8)
    }

    @Test func `what would abort GLPK is thrown, and changes nothing`() throws {
        let session = try session()
        func defect(_ indices: [Int], _ coefficients: [Double]) -> ModelDefect? {
            do throws(ModelDefect) {
                try session.addColumns([SimplexColumn(cost: 1, indices: indices, coefficients: coefficients)])
                return nil
            } catch {
                return error
            }
        }
        #expect(defect([1], [1]) == .unknownIndex(where: "column", index: 1, count: 1))
        #expect(defect([0, 0], [1, 1]) == .repeatedIndex(where: "column", index: 0))
        #expect(defect([0], [.nan]) == .notANumber(where: "coefficient of a column"))
        #expect(defect([0], [1, 2]) == .notANumber(where: "coefficient of a column"))
        #expect(session.columnCount == 1)
        #expect(session.solve(.primal, limits: limits) == .optimal)
    }
}
