public import Planning

/// The optimum of a small problem by trying every plan, counted by the judge alone.
public struct Enumeration {
    private let problem: PlacementProblem
    private let judge: PlanJudge
    private var best = Int.max
    private var bestPlaces: [PlacementProblem.Place?] = []
    private var options: [[(place: PlacementProblem.Place?, points: Int)]] = []

    public init(_ problem: PlacementProblem) {
        self.problem = problem
        judge = PlanJudge(problem)
    }

    /// Points of the best plan and the plan.
    public mutating func optimum() -> (points: Int, places: [PlacementProblem.Place?]) {
        options = problem.requests.indices.map(choices)
        search(0, [], 0)
        return (best, bestPlaces)
    }

    /// Every place that one request could take alone, cheapest first; load counts only at the end.
    private func choices(_ index: Int) -> [(place: PlacementProblem.Place?, points: Int)] {
        var alone = problem
        alone.requests = [problem.requests[index]]
        alone.balanceLoad = false
        alone.fairness = nil
        let judge = PlanJudge(alone)
        var choices: [(PlacementProblem.Place?, Int)] = [(nil, judge.judge([nil]).objective)]
        for practitioner in problem.practitioners.indices {
            for day in 0..<problem.dayCount {
                for start in 0..<problem.ticksPerDay {
                    let place = PlacementProblem.Place(practitioner: practitioner, day: day, start: start)
                    let verdict = judge.judge([place])
                    if verdict.isValid { choices.append((place, verdict.objective)) }
                }
            }
        }
        return choices.sorted { $0.1 < $1.1 }
    }

    private mutating func search(_ index: Int, _ places: [PlacementProblem.Place?], _ points: Int) {
        guard points < best else { return }
        guard index < problem.requests.count else {
            let verdict = judge.judge(places)
            if verdict.isValid && verdict.objective < best {
                (best, bestPlaces) = (verdict.objective, places)
            }
            return
        }
        for option in options[index] { search(index + 1, places + [option.place], points + option.points) }
    }
}
