import Planning
import TestKit
import Testing

/// A judge that misses a fault is worse than none: every rule is broken once on purpose.
@Suite struct PlanJudgeTests {
    private typealias Place = PlacementProblem.Place

    private func problem(_ change: (inout PlacementProblem) -> Void = { _ in }) -> PlacementProblem {
        var problem = PlacementProblem(
            name: "court", weekdays: [0, 1],
            practitioners: [
                .init(
                    id: 1, location: 0, skills: ["gp"], windows: [.init(day: 0, start: 96, end: 108)],
                    overtimeTicks: 2),
                .init(
                    id: 2, location: 1, skills: ["gp", "derm"], windows: [.init(day: 1, start: 96, end: 108)]),
            ], pools: [.init(location: 0, kind: "ecg", capacity: 1)],
            requests: (0..<2).map {
                .init(
                    id: $0, patient: $0, appointmentType: "t", duration: 3, skill: "gp", earliestDay: 0,
                    dueDay: 1,
                    original: .init(practitioner: 0, day: 0, start: 96), locations: [0, 1]
                )
            }
        )
        change(&problem)
        return problem
    }

    private func faults(_ places: [Place?], _ change: (inout PlacementProblem) -> Void = { _ in }) -> [String]
    {
        PlanJudge(problem(change)).judge(places).violations
    }

    private func replacing(
        skill: String = "gp", equipment: [String] = [], patient: Int = 0, locations: Set<Int> = [0, 1],
        due: Int = 1,
        isMovable: Bool = false, busy: [PlacementProblem.Window] = [], step: Int = 1
    ) -> (inout PlacementProblem) -> Void {
        { problem in
            problem.requests[1] = .init(
                id: 1, patient: patient, appointmentType: "t", duration: 3, skill: skill,
                equipment: equipment,
                isMovable: isMovable, earliestDay: 0, dueDay: due,
                original: .init(practitioner: 0, day: 0, start: 96),
                locations: locations, patientBusy: busy, startStep: step
            )
        }
    }

    private let first = Place(practitioner: 0, day: 0, start: 96)
    private let second = Place(practitioner: 0, day: 0, start: 99)
    private let elsewhere = Place(practitioner: 1, day: 1, start: 96)

    @Test func `a plan that keeps every rule has no violation`() {
        #expect(faults([first, second]) == [])
        #expect(faults([first, nil]) == [])
    }

    @Test func `every broken rule is found`() {
        #expect(faults([first, Place(practitioner: 0, day: 0, start: 98)]).count == 1)  // overlap
        #expect(faults([first, Place(practitioner: 0, day: 1, start: 96)]) != [])  // does not work that day
        #expect(faults([first, Place(practitioner: 0, day: 0, start: 108)]) != [])  // past overtime
        #expect(faults([first, Place(practitioner: 9, day: 0, start: 96)]) != [])  // no such practitioner
        #expect(faults([first, Place(practitioner: 0, day: 7, start: 96)]) != [])  // no such day
        #expect(faults([first, second], replacing(skill: "derm")) != [])
        #expect(faults([first, elsewhere], replacing(locations: [0])) != [])
        #expect(faults([first, elsewhere], replacing(due: 0)) != [])
        #expect(faults([first, nil], replacing(isMovable: true)) != [])
        #expect(faults([first, second], replacing(busy: [.init(day: 0, start: 101, end: 103)])) != [])
        #expect(faults([first, second], replacing(step: 2)) != [])
        #expect(faults([first, elsewhere], replacing(equipment: ["ecg"])) != [])  // none at that location
        #expect(faults([first]) != [])
        #expect(faults([first, Place(practitioner: 0, day: 0, start: .max)]) != [])
        #expect(faults([first, Place(practitioner: 0, day: 0, start: -3)]) != [])
        #expect(
            faults([first, second]) {
                $0.fixed = [.init(practitioner: 0, window: .init(day: 0, start: 101, end: 102))]
            } != [])
    }

    @Test func `one patient cannot be in two places`() {
        let shared = replacing(patient: 0)
        #expect(faults([first, second], shared) == [])
        let parallel: (inout PlacementProblem) -> Void = {
            shared(&$0)
            $0.practitioners[1] = .init(
                id: 2, location: 1, skills: ["gp"], windows: [.init(day: 0, start: 96, end: 108)])
        }
        #expect(faults([first, Place(practitioner: 1, day: 0, start: 97)], parallel) != [])
    }

    @Test func `a claim that is not what was counted is a violation`() {
        let judge = PlanJudge(problem())
        let counted = judge.judge([first, second]).objective
        #expect(!judge.judge([first, second], claimed: counted - 1).isValid)
        #expect(!judge.judge([first, second], claimed: counted, bound: counted + 1).isValid)
        #expect(judge.judge([first, second], claimed: counted, bound: counted).isValid)
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `the parts told to people add up to the points counted`(seed: UInt64) throws {
        var problem = SmallProblem.random(seed: seed)
        problem.fairness = nil
        let plan = try TestSolver.solve(problem)
        guard plan.objective != nil, !problem.balanceLoad else { return }
        let explanation = PlacementExplanation(problem)
        let told = zip(problem.requests, plan.places).reduce(0) { sum, pair in
            guard let place = pair.1 else { return sum }
            return sum + explanation.parts(of: pair.0, at: place).reduce(0) { $0 + $1.points }
        }
        var placed = problem
        placed.requests = zip(problem.requests, plan.places).filter { $0.1 != nil }.map(\.0)
        #expect(PlanJudge(placed).judge(plan.places.filter { $0 != nil }).objective == told)
    }
}
