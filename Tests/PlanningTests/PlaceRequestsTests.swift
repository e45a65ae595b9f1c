import Domain
import Foundation
import LinearModel
import Planning
import Synchronization
import TestKit
import Testing

@Suite struct PlaceRequestsTests {
    @Test(arguments: 0..<300 as Range<UInt64>)
    func `the solver's plan is valid, and as cheap as the best of all plans`(seed: UInt64) throws {
        let problem = SmallProblem.random(seed: seed)
        var enumeration = Enumeration(problem)
        let best = enumeration.optimum()
        let plan = try TestSolver.solve(problem)
        guard best.points < Int.max else {
            #expect(plan.termination == .infeasible, "reproduce with SmallProblem.random(seed: \(seed))")
            return
        }
        #expect(plan.termination == .optimal, "reproduce with SmallProblem.random(seed: \(seed))")
        #expect(plan.objective == best.points, "reproduce with SmallProblem.random(seed: \(seed))")
        #expect(plan.bound <= best.points)
        let verdict = PlanJudge(problem).judge(plan.places, claimed: plan.objective, bound: plan.bound)
        #expect(verdict.violations == [], "reproduce with SmallProblem.random(seed: \(seed))")
    }

    @Test(arguments: 0..<25 as Range<UInt64>)
    func `at every report bound ≤ optimum ≤ cost, the bound never falls and the cost never rises`(
        seed: UInt64
    ) throws {
        let problem = MediumProblem.random(seed: seed)
        let reports = Mutex<[SolveControl.Progress]>([])
        let plan = try TestSolver.solve(
            problem, control: SolveControl { report in reports.withLock { $0.append(report) } })
        #expect(plan.termination == .optimal)
        let optimum = Double(try #require(plan.objective))
        let seen = reports.withLock { $0 }
        #expect(!seen.isEmpty)
        for report in seen {
            #expect(report.bound <= optimum)
            if let cost = report.incumbent { #expect(cost >= optimum) }
        }
        for (earlier, later) in zip(seen, seen.dropFirst()) {
            #expect(later.bound >= earlier.bound)
            #expect(later.incumbent ?? .infinity <= earlier.incumbent ?? .infinity)
        }
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `the same input gives the same plan, and another order of the input the same cost`(seed: UInt64)
        throws
    {
        let problem = MediumProblem.random(seed: seed)
        let plan = try TestSolver.solve(problem)
        #expect(try TestSolver.solve(problem).places == plan.places)
        var turned = problem
        turned.requests.reverse()
        turned.fixed.reverse()
        #expect(try TestSolver.solve(turned).objective == plan.objective)
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `more availability never raises the optimum, another fixed booking never lowers it`(seed: UInt64)
        throws
    {
        let problem = MediumProblem.random(seed: seed)
        let optimum = try #require(try TestSolver.solve(problem).objective)
        var roomier = problem
        roomier.practitioners[0] = problem.practitioners[0].open(on: 0)
        #expect(try #require(try TestSolver.solve(roomier).objective) <= optimum)
        var fuller = problem
        fuller.fixed.append(.init(practitioner: 1, window: .init(day: 0, start: 100, end: 112)))
        #expect(try #require(try TestSolver.solve(fuller).objective) >= optimum)
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `a work limit stops at the same plan every time`(seed: UInt64) throws {
        let problem = MediumProblem.random(seed: seed, requests: 30)
        let first = try TestSolver.solve(problem, work: 60)
        let second = try TestSolver.solve(problem, work: 60)
        #expect(first.places == second.places)
        #expect(first.bound == second.bound)
        if first.termination != .optimal {
            guard case .feasible(stoppedBy: .work, _) = first.termination else {
                Issue.record("ended with \(first.termination)")
                return
            }
        }
        #expect(PlanJudge(problem).judge(first.places, claimed: first.objective, bound: first.bound).isValid)
    }

    @Test func `cancellation keeps the first plan`() throws {
        let problem = MediumProblem.random(seed: 1, requests: 30)
        let control = SolveControl()
        control.cancel()
        let plan = try TestSolver.solve(problem, control: control)
        #expect(PlanJudge(problem).judge(plan.places, claimed: plan.objective, bound: plan.bound).isValid)
        if plan.termination != .optimal {
            guard case .feasible(stoppedBy: .cancellation, _) = plan.termination else {
                Issue.record("ended with \(plan.termination)")
                return
            }
        }
    }

    @Test func `a problem without requests has an empty plan at no cost`() throws {
        var problem = SmallProblem.random(seed: 1)
        problem.requests = []
        problem.balanceLoad = false
        let plan = try TestSolver.solve(problem)
        #expect(plan.objective == 0 && plan.termination == .optimal && plan.places.isEmpty)
    }

    @Test func `what must cost millions is dear, not impossible`() throws {
        let overloaded = PlacementProblem(
            name: "overloaded", weekdays: [0], weights: try Self.weights(overload: 1_000_000, move: 600_000),
            balanceLoad: true,
            practitioners: [
                .init(
                    id: 0, location: 0, skills: ["a"], windows: [.init(day: 0, start: 96, end: 120)],
                    targetLoadTicks: 0)
            ], fixed: [.init(practitioner: 0, window: .init(day: 0, start: 96, end: 108))],
            requests: (0..<2).map {
                .init(
                    id: $0, patient: $0, appointmentType: "t", duration: 2, skill: "a", isMovable: true,
                    earliestDay: 0,
                    dueDay: 0, original: .init(practitioner: 0, day: 0, start: 96), locations: [0]
                )
            }
        )
        let plan = try TestSolver.solve(overloaded)
        #expect(plan.termination == .optimal)
        let verdict = PlanJudge(overloaded).judge(plan.places, claimed: plan.objective, bound: plan.bound)
        #expect(verdict.violations == [])
        #expect(verdict.objective == 16_000_000 + 2 * 600_000 + verdict.objective % 100_000)
    }

    private static func weights(overload: Int, move: Int) throws -> PlacementWeights {
        let standard = try JSONEncoder().encode(PlacementWeights.standard)
        var object = try #require(try JSONSerialization.jsonObject(with: standard) as? [String: Any])
        object["overloadTick"] = overload
        object["move"] = move
        return try JSONDecoder().decode(
            PlacementWeights.self, from: JSONSerialization.data(withJSONObject: object))
    }

    @Test func `a pool that is over-booked already leaves nothing, and the plan stands`() throws {
        var problem = SmallProblem.random(seed: 4)
        problem.pools = [
            .init(location: 0, kind: "ecg", capacity: 0), .init(location: 1, kind: "ecg", capacity: 0),
        ]
        let plan = try TestSolver.solve(problem)
        #expect(PlanJudge(problem).judge(plan.places, claimed: plan.objective).isValid)
    }
}

/// Problems of some twelve requests on three practitioners: too large to enumerate, small enough to prove.
enum MediumProblem {
    static func random(seed: UInt64, requests: Int = 12) -> PlacementProblem {
        var random = SeededRandom(seed: seed &+ 99)
        let days = 5
        let practitioners = (0..<3).map { index in
            PlacementProblem.Practitioner(
                id: index, location: index % 2, skills: ["a"],
                windows: (0..<days).filter { index > 0 || $0 > 0 }.map {
                    .init(day: $0, start: 96 + random.below(4), end: 110 + random.below(12))
                }
            )
        }
        return PlacementProblem(
            name: "medium \(seed)", weekdays: Array(0..<days), practitioners: practitioners,
            requests: (0..<requests).map { index in
                .init(
                    id: index, patient: index % (requests - 2), appointmentType: "t",
                    duration: 2 + random.below(5), skill: "a",
                    priority: Priority.allCases[random.below(3)],
                    earliestDay: random.below(2),
                    dueDay: 2 + random.below(3),
                    original: .init(
                        practitioner: random.below(3), day: random.below(days), start: 96 + random.below(20)),
                    wishedWeekdays: Set((0..<5).filter { _ in random.below(3) > 0 }),
                    timeOfDay: .any, locations: [0, 1]
                )
            }
        )
    }
}

extension PlacementProblem.Practitioner {
    func open(on day: Int) -> PlacementProblem.Practitioner {
        .init(
            id: id, location: location, skills: skills,
            windows: windows + [.init(day: day, start: 150, end: 170)],
            overtimeTicks: overtimeTicks, targetLoadTicks: targetLoadTicks
        )
    }
}
