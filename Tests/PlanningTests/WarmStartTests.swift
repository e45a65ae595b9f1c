import GLPKSolver
import LinearModel
import Planning
import TestKit
import Testing

@Suite struct WarmStartTests {
    private static let limits = EffortLimits(seconds: 1e6, work: 2_000_000) { 0 }

    private static func solve(
        _ problem: PlacementProblem, from warm: WarmStart? = nil
    ) throws -> (plan: PlacementPlan, warmStart: WarmStart) {
        try PlaceRequests(engine: GLPKSolver()).solve(problem, from: warm, limits: limits)
    }

    /// The optimum with and without the warm start, which must be the same; and a plan that the judge accepts.
    private static func compare(_ problem: PlacementProblem, from warm: WarmStart, seed: UInt64) throws {
        let cold = try solve(problem).plan
        let plan = try solve(problem, from: warm).plan
        #expect(plan.termination == cold.termination, "seed \(seed)")
        #expect(plan.objective == cold.objective, "seed \(seed)")
        guard plan.objective != nil else { return }
        let verdict = PlanJudge(problem).judge(plan.places, claimed: plan.objective, bound: plan.bound)
        #expect(verdict.violations == [], "seed \(seed)")
    }

    @Test(arguments: 0..<150 as Range<UInt64>)
    func `a small problem that starts from the one before ends at its own optimum`(seed: UInt64) throws {
        let warm = try Self.solve(SmallProblem.random(seed: seed)).warmStart
        try Self.compare(SmallProblem.random(seed: seed + 1), from: warm, seed: seed)
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func
        `absence, another fixed booking, more room and other requests lead to the same optimum, warm or cold`(
            seed: UInt64
        ) throws
    {
        let problem = MediumProblem.random(seed: seed, requests: 16)
        let warm = try Self.solve(problem).warmStart
        try Self.compare(problem, from: warm, seed: seed)
        var variant = problem
        variant.practitioners.removeFirst()
        variant.requests = variant.requests.filter { $0.original.practitioner > 0 }.map { $0.earlier() }
        try Self.compare(variant, from: warm, seed: seed)
        variant = problem
        variant.fixed.append(.init(practitioner: 1, window: .init(day: 0, start: 100, end: 112)))
        try Self.compare(variant, from: warm, seed: seed)
        variant = problem
        variant.practitioners[0] = problem.practitioners[0].open(on: 0)
        try Self.compare(variant, from: warm, seed: seed)
        variant = problem
        variant.requests = Array(problem.requests.dropFirst(5).reversed())
        try Self.compare(variant, from: warm, seed: seed)
        variant.requests = MediumProblem.random(seed: seed + 1, requests: 16).requests
        try Self.compare(variant, from: warm, seed: seed)
    }
}

extension PlacementProblem.Request {
    /// The same request when the first practitioner has left the list.
    fileprivate func earlier() -> PlacementProblem.Request {
        .init(
            id: id, patient: patient, appointmentType: appointmentType, duration: duration, skill: skill,
            priority: priority, earliestDay: earliestDay, dueDay: dueDay,
            original: .init(
                practitioner: original.practitioner - 1, day: original.day, start: original.start),
            wishedWeekdays: wishedWeekdays, timeOfDay: timeOfDay, locations: locations
        )
    }
}
