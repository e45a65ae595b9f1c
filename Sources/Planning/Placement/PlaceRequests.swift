public import LinearModel

/// Solves a ``PlacementProblem`` by price-and-cut, large-neighbourhood search and branching.
///
/// The steps are those of `docs/formulation.md`: greedy plan, root bound, guided plan, search, branching. Every bound
/// reported is true, every plan reported keeps all rules; ``PlanJudge`` can check both.
public struct PlaceRequests: Sendable {
    private let engine: any SimplexEngine
    /// Moves of one round of search, and how many rounds there are while each still finds something.
    private let searchMoves = 30_000
    private let searchRounds = 12

    /// Places requests with `engine` solving the linear programs.
    public init(engine: any SimplexEngine) {
        self.engine = engine
    }

    /// Searches until the plan is proved optimal or a limit is reached.
    ///
    /// Runs on the calling thread and blocks it; call it on a thread made for solving.
    ///
    /// - Parameters:
    ///   - problem: What is to be placed.
    ///   - limits: When to stop.
    ///   - control: Cancels, and hears about every better plan and bound.
    /// - Returns: The best plan, the best bound, and what stopped the search.
    /// - Throws: `ModelDefect` if the problem holds numbers no solver can take.
    public func callAsFunction(
        _ problem: PlacementProblem, limits: EffortLimits, control: SolveControl = SolveControl()
    ) throws(ModelDefect) -> PlacementPlan {
        let effort = Effort(limits, control: control)
        let progress = PlacementProgress(effort)
        let columns = PlacementColumns(problem)
        progress.statistics.enumeration = effort.elapsed
        progress.statistics.columnsBeforeDominance = columns.countBeforeDominance
        progress.statistics.columns = columns.count

        var search = LocalSearch(columns, effort: effort)
        var best = firstPlan(columns, &search)
        report(best, columns, progress)

        let master = try MasterProgram(columns, engine: engine, effort: effort)
        let rootBound = try master.solveRoot(progress)
        let guided = guidedPlan(master, &search)
        if guided.points < best.points { best = guided }
        report(best, columns, progress)
        for _ in 0..<searchRounds where best.points > progress.bound {
            let before = best.points
            best.points = search.improve(&best.plan, moves: searchMoves, target: progress.bound) {
                if $0 < columns.outOfReach { progress.found($0) }
            }
            if best.points == before { break }
        }
        var isUnresolved = false
        if best.points > progress.bound && !effort.isExhausted {
            let branching = Branching(
                master, search: search, best: best, rootBound: rootBound, progress: progress)
            try branching.run()
            best = branching.best
            isUnresolved = branching.unresolved < .infinity
            progress.proved(branching.bound)
        }
        progress.statistics.columnsInLP = master.session.columnCount
        progress.statistics.rows = master.session.rowCount
        return finished(best, columns, progress, effort, isUnresolved: isUnresolved)
    }

    /// The first plan, before any LP: by what it costs to leave a request out, then longest first.
    private func firstPlan(
        _ columns: PlacementColumns, _ search: inout LocalSearch
    ) -> (plan: Assignment, points: Int) {
        let problem = columns.problem
        let points = columns.points.map(Double.init)
        search.rank(
            by: points, perRequest: 40, regret: points,
            loadDual: Array(repeating: 0, count: problem.practitioners.count)
        )
        let order = problem.requests.indices.sorted {
            let (left, right) = (columns.unplacedPoints[$0], columns.unplacedPoints[$1])
            return (right, problem.requests[$1].duration, $0) < (left, problem.requests[$0].duration, $1)
        }
        let plan = search.greedy(order)
        return (plan, plan.points)
    }

    /// Guided by the LP: requests it places firmly come first, and its own columns win ties.
    private func guidedPlan(
        _ master: MasterProgram, _ search: inout LocalSearch
    ) -> (plan: Assignment, points: Int) {
        let columns = master.columns
        var score = master.reducedCost
        var firmness = Array(repeating: 0, count: columns.requestCount)
        let values = master.session.columnValues()
        for number in master.firstPricedIn..<values.count where values[number] > 1e-6 {
            let column = master.columnAt[number]
            score[column] -= 1e-3 * values[number]
            let request = Int(columns.request[column])
            firmness[request] = max(firmness[request], Int((values[number] * 1e9).rounded()))
        }
        search.rank(by: score, perRequest: 60, regret: master.reducedCost, loadDual: master.loadDual)
        let plan = search.greedy(
            firmness.indices.sorted {
                (firmness[$1], columns.unplacedPoints[$1], $0) < (
                    firmness[$0], columns.unplacedPoints[$0], $1
                )
            }
        )
        return (plan, plan.points)
    }

    private func report(
        _ best: (plan: Assignment, points: Int), _ columns: PlacementColumns, _ progress: PlacementProgress
    ) {
        if best.points < columns.outOfReach { progress.found(best.points) }
    }

    private func finished(
        _ best: (plan: Assignment, points: Int), _ columns: PlacementColumns, _ progress: PlacementProgress,
        _ effort: Effort, isUnresolved: Bool
    ) -> PlacementPlan {
        progress.statistics.total = effort.elapsed
        progress.statistics.work = effort.work
        let limit = effort.stoppedBy ?? (isUnresolved ? .numerics : .time)
        guard best.points < columns.outOfReach else {
            // A plan exists only if what must be placed can be; its cost would be below `outOfReach`.
            let isProved =
                columns.problem.requests.indices.contains {
                    columns.problem.requests[$0].isMovable && columns.range(of: $0).isEmpty
                } || progress.bound >= columns.outOfReach
            return PlacementPlan(
                places: [], objective: nil, bound: progress.bound,
                termination: isProved ? .infeasible : .noPlanYet(stoppedBy: limit),
                statistics: progress.statistics
            )
        }
        let places = best.plan.columnOf.map { $0 < 0 ? nil : columns.place(of: $0) }
        progress.statistics.unplaced = places.count { $0 == nil }
        let gap = Double(best.points - progress.bound) / Double(max(1, best.points))
        return PlacementPlan(
            places: places, objective: best.points, bound: progress.bound,
            termination: best.points <= progress.bound ? .optimal : .feasible(stoppedBy: limit, gap: gap),
            statistics: progress.statistics
        )
    }
}
