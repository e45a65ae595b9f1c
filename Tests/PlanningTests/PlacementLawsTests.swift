import Domain
import GLPKSolver
import LinearModel
import TestKit
import Testing
import Workers

@testable import Planning

/// Laws that every version keeps, over random small problems whose optimum is proved.
@Suite struct PlacementLawsTests {
    private func optimum(_ problem: PlacementProblem) throws -> Int? {
        let plan = try TestSolver.solve(problem)
        return plan.termination == .optimal ? plan.objective : nil
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `a dearer unplaced request raises the optimum by no more than that`(seed: UInt64) throws {
        var problem = SmallProblem.random(seed: seed)
        problem.fairness = nil
        guard let before = try optimum(problem) else { return }
        for (priority, rise) in [(Priority.normal, 40), (.urgent, 7), (.routine, 1)] {
            var dearer = problem
            let old = problem.weights.unplaced[priority]
            dearer.weights = try problem.weights.setting("unplaced.\(priority.rawValue)", to: old + rise)
            let after = try #require(try optimum(dearer))
            let count = problem.requests.count { $0.priority == priority }
            #expect((before...before + rise * count).contains(after), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `three times all weights is three times the optimum`(seed: UInt64) throws {
        var problem = SmallProblem.random(seed: seed)
        // A step of time costs one point whatever the weights, so the cap takes it out.
        problem.weights = try problem.weights.setting("timeOfDayCap", to: 0)
        guard let before = try optimum(problem) else { return }
        var scaled = problem
        for (name, value) in problem.weights.all {
            scaled.weights = try scaled.weights.setting(name, to: 3 * value)
        }
        scaled.fairness = problem.fairness.map {
            .init(pointsPerRequest: 3 * $0.pointsPerRequest, price: $0.price)
        }
        #expect(try optimum(scaled) == 3 * before, "seed \(seed)")
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `every row that was cut in holds at the optimum and at random plans`(seed: UInt64) throws {
        let problem = SmallProblem.random(seed: seed)
        var enumeration = Enumeration(problem)
        let best = enumeration.optimum()
        guard best.points < Int.max else { return }
        let columns = PlacementColumns(problem)
        let effort = Effort(EffortLimits(seconds: 1e6, work: 1_000_000) { 0 }, control: SolveControl())
        let master = try MasterProgram(columns, engine: GLPKSolver(), effort: effort)
        try master.start(at: Assignment(columns))
        _ = try master.solveRoot(PlacementProgress(effort), best: columns.outOfReach)

        var random = SeededRandom(seed: seed)
        for _ in 0..<30 {
            var plan = Assignment(columns)
            for _ in 0..<20 where columns.count > 0 {
                let column = random.below(columns.count)
                let isPlaced = plan.columnOf[Int(columns.request[column])] >= 0
                if !isPlaced && plan.fits(column) { plan.put(column) }
            }
            expectRows(of: master, toHoldFor: plan, seed)
        }
        var optimal = Assignment(columns)
        for (request, place) in best.places.enumerated() {
            if let place, let column = columns.column(of: request, at: place), optimal.fits(column) {
                optimal.put(column)
            }
        }
        expectRows(of: master, toHoldFor: optimal, seed)
    }

    private func expectRows(of master: MasterProgram, toHoldFor plan: Assignment, _ seed: UInt64) {
        let columns = master.columns
        let taken = plan.columnOf.filter { $0 >= 0 }
        for (rule, _) in master.rules {
            let sum = taken.count { column in
                columns.lines(of: column).contains(Int32(rule.line))
                    && rule.holds(
                        Int(columns.request[column]), Int(columns.start[column]), Int(columns.end[column]))
            }
            #expect(sum <= rule.capacity, "\(rule), seed \(seed)")
        }
        for (cut, _) in master.zeroHalves {
            let sum = taken.reduce(0) { $0 + master.coefficient(of: cut, $1) }
            #expect(sum <= cut.capacity, "\(cut), seed \(seed)")
        }
    }

    @Test func `many threads give the plans that one gives`() async throws {
        let problems = (0..<8).map { SmallProblem.random(seed: UInt64($0)) }
        let alone = try problems.map { try TestSolver.solve($0).places }
        let threads = WorkerThreads.solvers(count: 2)
        let together = try await withThrowingTaskGroup(of: (Int, [PlacementProblem.Place?]).self) { group in
            for (index, problem) in problems.enumerated() {
                group.addTask { (index, try await threads.run { try TestSolver.solve(problem).places }) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (index, places) in alone.enumerated() { #expect(together[index] == places) }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `an over-subscribed skill is proved as by trying every plan`(seed: UInt64) throws {
        var problem = SmallProblem.random(seed: seed)
        problem.requests = (0..<5).map { index in
            PlacementProblem.Request(
                id: index, patient: index, appointmentType: "t", duration: 2 + Int(seed) % 2, skill: "a",
                priority: index % 2 == 0 ? .normal : .routine, earliestDay: 0, dueDay: problem.dayCount - 1,
                original: .init(practitioner: 0, day: 0, start: 140), locations: [0, 1])
        }
        problem.practitioners = problem.practitioners.prefix(1).map {
            .init(
                id: $0.id, location: $0.location, skills: ["a"],
                windows: [.init(day: 0, start: 138, end: 145)])
        }
        problem.fixed = []
        problem.caps = []
        var enumeration = Enumeration(problem)
        #expect(try optimum(problem) == enumeration.optimum().points, "seed \(seed)")
    }
}
