import CGLPK
import Foundation
import GLPKSolver
import LinearModel
import Synchronization
import Testing
import Workers

@Suite struct GLPKSolverTests {
    private let solver = GLPKSolver()

    /// A knapsack with the given number of items: hard enough to need branching.
    static func knapsack(_ count: Int, seed: Int) -> LinearModel {
        var model = LinearModel()
        let items = (0..<count).map { model.variable("item[\($0)]", .binary) }
        let weights = (0..<count).map { Double(20 + ($0 * 37 + seed * 11) % 41) }
        model.require("weight", sum(zip(weights, items).map { $0 * $1 }), atMost: weights.reduce(0, +) / 2)
        for group in stride(from: 0, to: count - 3, by: 3) {
            model.require("group[\(group)]", sum(items[group..<group + 3]), atMost: 2)
        }
        let worths = weights.enumerated().map { index, weight in -weight - Double((index * 13 + seed) % 7) }
        model.minimise(sum(zip(worths, items).map { $0 * $1 }))
        return model
    }

    /// The same by trying every choice.
    static func best(_ model: LinearModel) -> Double {
        let count = model.columns.count
        return (0..<(1 << count)).reduce(Double.infinity) { best, bits in
            let values = (0..<count).map { Double(bits >> $0 & 1) }
            let cost = model.objective.value(at: values)
            return cost < best && model.breaches(of: values).isEmpty ? cost : best
        }
    }

    @Test func `a linear program is solved to its vertex`() throws {
        var model = LinearModel()
        let a = model.variable("a", .continuous(lower: 0, upper: .infinity))
        let b = model.variable("b", .continuous(lower: 0, upper: .infinity))
        model.require("wood", 6 * a + 4 * b, atMost: 24)
        model.require("work", 1 * a + 2 * b, atMost: 6)
        model.minimise(-5 * a + -4 * b + LinearExpression(100))
        let solution = try solver.solve(model)
        #expect(solution.termination == .optimal)
        #expect(abs((solution.objective ?? 0) - 79) < 1e-9)
        #expect(abs(solution[a] - 3) < 1e-9 && abs(solution[b] - 1.5) < 1e-9)
    }

    @Test(arguments: 0..<12)
    func `an integer program equals its enumeration`(seed: Int) throws {
        let model = Self.knapsack(12, seed: seed)
        let solution = try solver.solve(model)
        #expect(solution.termination == .optimal)
        #expect(abs((solution.objective ?? 0) - Self.best(model)) < 1e-6)
        #expect(model.breaches(of: solution.values).isEmpty)
        #expect(solution.bound <= (solution.objective ?? 0) + 1e-6)
    }

    @Test func `contradiction is infeasible, not a limit`() throws {
        var model = LinearModel()
        let x = model.variable("x", .binary)
        model.require("low", 1 * x, atMost: 0)
        model.require("high", 1 * x, atLeast: 1)
        #expect(try solver.solve(model).termination == .infeasible)
        var fractional = LinearModel()
        let y = fractional.variable("y", .integer(lower: 0, upper: 5))
        fractional.require("half", 2 * y, exactly: 3)
        #expect(try solver.solve(fractional).termination == .infeasible)
    }

    /// A market split: tiny, and out of reach of any branch and bound within seconds.
    private var hopeless: LinearModel {
        var model = LinearModel()
        let items = (0..<50).map { model.variable("x[\($0)]", .binary) }
        var slack = LinearExpression()
        for row in 0..<5 {
            let weights = items.indices.map { Double(($0 * 7_919 + row * 104_729 + $0 * $0 * 31) % 100) }
            let over = model.variable("over[\(row)]", .continuous(lower: 0, upper: .infinity))
            let under = model.variable("under[\(row)]", .continuous(lower: 0, upper: .infinity))
            model.require(
                "split[\(row)]", sum(zip(weights, items).map { $0 * $1 }) + 1 * over - 1 * under,
                exactly: (weights.reduce(0, +) / 2).rounded(.down)
            )
            slack += 1 * over + 1 * under
        }
        model.minimise(slack)
        return model
    }

    @Test func `a deadline stops the search with what it has, and says so`() throws {
        let solution = try solver.solve(hopeless, limits: SolveLimits(seconds: 0.3))
        guard case .feasible(stoppedBy: .time, let gap) = solution.termination else {
            Issue.record("ended with \(solution.termination)")
            return
        }
        #expect(gap > 0)
        #expect(hopeless.breaches(of: solution.values).isEmpty)
        #expect(solution.bound <= solution.objective ?? -1)
    }

    @Test func `a cancelled solve ends with cancellation`() throws {
        let reports = Atomic<Int>(0)
        final class Box: Sendable { let control = Mutex<SolveControl?>(nil) }
        let box = Box()
        let control = SolveControl { _ in
            if reports.add(1, ordering: .relaxed).newValue > 3 { box.control.withLock { $0?.cancel() } }
        }
        box.control.withLock { $0 = control }
        let solution = try solver.solve(hopeless, limits: SolveLimits(seconds: 60), control: control)
        switch solution.termination {
        case .feasible(stoppedBy: .cancellation, _), .noPlanYet(stoppedBy: .cancellation): break
        default: Issue.record("ended with \(solution.termination)")
        }
    }

    @Test func `while it runs the bound rises and the cost falls`() throws {
        let seen = Mutex<[SolveControl.Progress]>([])
        let control = SolveControl { report in seen.withLock { $0.append(report) } }
        let solution = try solver.solve(
            Self.knapsack(40, seed: 3), limits: SolveLimits(seconds: 5), control: control)
        let reports = seen.withLock { $0 }
        #expect(!reports.isEmpty)
        let costs = reports.compactMap(\.incumbent)
        for (earlier, later) in zip(costs, costs.dropFirst()) { #expect(later <= earlier + 1e-9) }
        for report in reports { #expect(report.bound <= (solution.objective ?? 0) + 1e-6) }
    }

    @Test func `eight threads at once give right answers`() async throws {
        let threads = WorkerThreads.solvers(count: 8)
        let solver = solver
        try await withThrowingTaskGroup(of: (Int, Double?).self) { group in
            for seed in 0..<40 {
                group.addTask {
                    (
                        seed,
                        try await threads.run { try solver.solve(Self.knapsack(11, seed: seed)).objective }
                    )
                }
            }
            for try await (seed, objective) in group {
                let best = Self.best(Self.knapsack(11, seed: seed))
                #expect(abs((objective ?? 0) - best) < 1e-6)
            }
        }
    }

    @Test func `a full queue refuses instead of growing`() async throws {
        let threads = WorkerThreads.solvers(count: 1, capacity: 1)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        try await threads.run { Thread.sleep(forTimeInterval: 0.05) }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.contains(true))
        #expect(outcomes.contains(false))
    }

    @Test func `GLPK reads our exports and finds the same optimum`() throws {
        for model in [Self.knapsack(12, seed: 1), Self.knapsack(9, seed: 2)] {
            let expected = try #require(try solver.solve(model).objective)
            for (name, text) in [("lp", model.lpText), ("mps", model.mpsText)] {
                let path = NSTemporaryDirectory() + "export-\(UUID().uuidString).\(name)"
                try text.write(toFile: path, atomically: true, encoding: .utf8)
                defer { try? FileManager.default.removeItem(atPath: path) }
                slotwise_quiet()
                let problem = glp_create_prob()
                defer { glp_delete_prob(problem) }
                #expect(
                    (name == "lp"
                        ? glp_read_lp(problem, nil, path) : glp_read_mps(problem, GLP_MPS_FILE, nil, path))
                        == 0)
                glp_simplex(problem, nil)
                glp_intopt(problem, nil)
                #expect(abs(glp_mip_obj_val(problem) - expected) < 1e-6)
            }
        }
    }
}
