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

    @Test(arguments: 0..<40)
    func `a start from any columns and rows, dependent or too few, ends at the same optimum`(
        seed: Int
    ) throws {
        var state = UInt64(seed) &* 2_862_933_555_777_941_757 &+ 3_037_000_493
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let session = GLPKSolver().makeSession()
        let rows = 12
        try session.addRows(
            (0..<rows).map { SimplexRow(lower: $0 < 4 ? 1 : -.infinity, upper: Double(1 + below(2))) })
        try session.addColumns((0..<4).map { SimplexColumn(cost: 50, indices: [$0], coefficients: [1]) })
        try session.addColumns(
            (0..<30).map { _ in
                let members = (0..<rows).filter { _ in below(3) == 0 }
                return SimplexColumn(
                    cost: Double(below(20)), indices: members, coefficients: members.map { _ in 1 })
            }
        )
        #expect(session.solve(.primal, limits: limits) == .optimal)
        let objective = session.objective
        let dependent = (4..<34).filter { _ in below(2) == 0 }
        session.resetBasis(
            basicColumns: dependent, nonbasicRows: (0..<rows).filter { $0 < 4 || below(2) == 0 },
            spareColumns: [0, 1, 2, 3])
        let iterations = session.iterations
        #expect(session.solve(.primal, limits: limits) == .optimal)
        #expect(session.iterations >= iterations)
        #expect(abs(session.objective - objective) < 1e-9)
    }

    @Test func `a start from the last basis needs no iteration`() throws {
        let session = try session()
        try session.addColumns([SimplexColumn(cost: 2, indices: [0], coefficients: [1])])
        try session.addRows([SimplexRow(lower: -.infinity, upper: 1, indices: [1], coefficients: [1])])
        _ = session.solve(.primal, limits: limits)
        let iterations = session.iterations
        session.resetBasis(basicColumns: [0, 1], nonbasicRows: [0, 1], spareColumns: [])
        #expect(session.solve(.primal, limits: limits) == .optimal)
        #expect(session.iterations == iterations)
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
