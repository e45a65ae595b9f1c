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

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `every variant of a small problem has the same optimum, warm or cold, and so has the way back`(
        seed: UInt64
    ) throws {
        let problem = SmallProblem.random(seed: seed)
        let warm = try Self.solve(problem).warmStart
        for variant in try Self.variants(of: problem) {
            try Self.compare(variant, from: warm, seed: seed)
            let back = try Self.solve(variant, from: warm).warmStart
            try Self.compare(problem, from: back, seed: seed)
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `a longer plan with pools and shared patients has the same optimum in every variant`(
        seed: UInt64
    ) throws {
        let problem = MediumProblem.random(seed: seed, requests: 14).sharing()
        let warm = try Self.solve(problem).warmStart
        for variant in try Self.variants(of: problem) { try Self.compare(variant, from: warm, seed: seed) }
    }

    @Test func `the same warm start gives the same plan for the same work`() throws {
        let problem = MediumProblem.random(seed: 3, requests: 12)
        let warm = try Self.solve(problem).warmStart
        #expect(try Self.solve(problem).warmStart == warm)
        for variant in try Self.variants(of: problem).prefix(2) {
            let (first, second) = (try Self.solve(variant, from: warm), try Self.solve(variant, from: warm))
            #expect(first.plan == second.plan)
            #expect(first.warmStart == second.warmStart)
        }
    }

    /// Somebody absent, other weights, one request fewer, more or longer, a session more, a pool that shrinks.
    private static func variants(of problem: PlacementProblem) throws -> [PlacementProblem] {
        func changed(_ change: (inout PlacementProblem) -> Void) -> PlacementProblem {
            var variant = problem
            change(&variant)
            return variant
        }
        let late = try problem.weights.setting("late.normal", to: 5)
        let unplaced = try problem.weights.setting("unplaced.routine", to: 30)
        return [
            changed { $0.practitioners[0] = $0.practitioners[0].working { $0.filter { $0.day > 1 } } },
            changed { $0.practitioners[0] = $0.practitioners[0].working { _ in [] } },
            changed {
                $0.practitioners[1] = $0.practitioners[1].working {
                    $0 + [$0.last?.later()].compactMap(\.self)
                }
            },
            changed { $0.weights = late },
            changed { $0.weights = unplaced },
            changed { $0.requests.removeFirst() },
            changed { $0.requests.append($0.requests[0].again(id: 9_000, longer: 0)) },
            changed { $0.requests.insert($0.requests[1].again(id: 9_000, longer: 1), at: 0) },
            changed { $0.pools = $0.pools.map { .init(location: $0.location, kind: $0.kind, capacity: 1) } },
            changed { $0.balanceLoad.toggle() },
        ]
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

extension PlacementProblem.Practitioner {
    fileprivate func working(
        _ change: ([PlacementProblem.Window]) -> [PlacementProblem.Window]
    ) -> PlacementProblem.Practitioner {
        .init(
            id: id, location: location, skills: skills, windows: change(windows),
            overtimeTicks: overtimeTicks,
            targetLoadTicks: targetLoadTicks, reserved: reserved
        )
    }
}

extension PlacementProblem.Window {
    /// A session after this one.
    fileprivate func later() -> PlacementProblem.Window { .init(day: day, start: end + 3, end: end + 9) }
}

extension PlacementProblem.Request {
    /// The same wish of another patient.
    fileprivate func again(id: Int, longer: Int) -> PlacementProblem.Request {
        .init(
            id: id, patient: id, appointmentType: appointmentType, duration: duration + longer, skill: skill,
            equipment: equipment, priority: priority, earliestDay: earliestDay, dueDay: dueDay,
            original: original, wishedPractitioners: wishedPractitioners, wishedWeekdays: wishedWeekdays,
            timeOfDay: timeOfDay, locations: locations, startStep: startStep
        )
    }
}

extension PlacementProblem {
    /// Every second request needs one of two devices of its location, and every third is of the first patient.
    fileprivate func sharing() -> PlacementProblem {
        var shared = self
        shared.pools = [0, 1].map { .init(location: $0, kind: "ecg", capacity: 2) }
        shared.requests = requests.enumerated().map { index, request in
            .init(
                id: request.id, patient: index % 3 == 0 ? 0 : request.patient + 1,
                appointmentType: request.appointmentType, duration: request.duration, skill: request.skill,
                equipment: index % 2 == 0 ? ["ecg"] : [], priority: request.priority,
                earliestDay: request.earliestDay, dueDay: request.dueDay, original: request.original,
                wishedWeekdays: request.wishedWeekdays, timeOfDay: request.timeOfDay,
                locations: request.locations
            )
        }
        return shared
    }
}
