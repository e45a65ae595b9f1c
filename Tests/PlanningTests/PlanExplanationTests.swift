import Domain
import LinearModel
import Planning
import TestKit
import Testing

@Suite struct PlanExplanationTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `the bill adds up to the objective`(seed: UInt64) throws {
        let problem = SmallProblem.random(seed: seed)
        let plan = try TestSolver.solve(problem)
        guard let objective = plan.objective else { return }
        let explanation = PlanExplanation(problem, places: plan.places)
        #expect(explanation.bill().total == objective, "reproduce with SmallProblem.random(seed: \(seed))")
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `every alternative is a valid place, and none is cheaper in an optimal plan`(seed: UInt64) throws {
        var problem = SmallProblem.random(seed: seed)
        problem.balanceLoad = false
        problem.fairness = nil
        let plan = try TestSolver.solve(problem)
        guard plan.termination == .optimal else { return }
        let explanation = PlanExplanation(problem, places: plan.places)
        for request in problem.requests.indices {
            for alternative in explanation.alternatives(of: request) {
                var other = plan.places
                other[request] = alternative.place
                let verdict = PlanJudge(problem).judge(other)
                #expect(verdict.isValid && alternative.difference >= 0)
                #expect(verdict.objective == (plan.objective ?? 0) + alternative.difference)
                let obstacles = PlanExplanation.obstacles(
                    of: request, at: alternative.place, in: problem, places: plan.places)
                #expect(obstacles.isEmpty)
            }
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `an obstacle is named wherever the judge would object, and nowhere else`(seed: UInt64) throws {
        let problem = SmallProblem.random(seed: seed)
        let plan = try TestSolver.solve(problem)
        guard plan.objective != nil, problem.pools.isEmpty else { return }
        for request in problem.requests.indices {
            for practitioner in problem.practitioners.indices {
                for day in 0..<problem.dayCount {
                    for start in 136..<152 {
                        let place = PlacementProblem.Place(practitioner: practitioner, day: day, start: start)
                        var other = plan.places
                        other[request] = place
                        let isValid = PlanJudge(problem).judge(other).isValid
                        let obstacles = PlanExplanation.obstacles(
                            of: request, at: place, in: problem, places: plan.places)
                        #expect(obstacles.isEmpty == isValid, "request \(request) at \(place), seed \(seed)")
                    }
                }
            }
        }
    }

    @Test func `a difference names who moved and what it cost`() throws {
        let problem = SmallProblem.random(seed: 3)
        let plan = try TestSolver.solve(problem)
        let nobody = problem.requests.map { _ in nil as PlacementProblem.Place? }
        let difference = PlanDifference(problem, from: nobody, to: plan.places)
        let placed = plan.places.count { $0 != nil }
        #expect(difference.changes.count == placed && difference.unchanged == problem.requests.count - placed)
        #expect(difference.changes.allSatisfy { $0.before == nil && $0.points < 0 })
        #expect(PlanDifference(problem, from: plan.places, to: plan.places).changes.isEmpty)
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func `a problem that is written and read again is the same`(seed: UInt64) throws {
        let problem = SmallProblem.random(seed: seed)
        #expect(try ProblemFile.read(try ProblemFile.write(problem)) == problem)
    }
}
