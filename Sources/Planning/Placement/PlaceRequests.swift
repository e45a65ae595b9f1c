public import LinearModel

/// Solves a ``PlacementProblem`` by price-and-cut, large-neighbourhood search and branching.
///
/// The steps are those of `docs/formulation.md`: greedy plan, root bound, guided plan, search, branching. Every bound
/// reported is true, every plan reported keeps all rules; ``PlanJudge`` can check both.
public struct PlaceRequests: Sendable {
    private let engine: any SimplexEngine
    private let firstSearch = SearchRounds(count: 3, moves: 8_000, idle: 1)

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
        try solve(problem, from: nil, limits: limits, control: control).plan
    }

    /// Like calling this value, and hands on what was learned.
    ///
    /// A variant of a problem (somebody absent, another weight, another request) that starts from what the solve of
    /// the problem learned ends at the same optimum as without it, but sooner.
    ///
    /// - Parameters:
    ///   - problem: What is to be placed.
    ///   - warm: What an earlier solve of a similar problem learned.
    ///   - limits: When to stop.
    ///   - control: Cancels, and hears about every better plan and bound.
    /// - Returns: The plan, and what to give to the next solve.
    /// - Throws: `ModelDefect` if the problem holds numbers no solver can take.
    public func solve(
        _ problem: PlacementProblem, from warm: WarmStart?, limits: EffortLimits,
        control: SolveControl = SolveControl()
    ) throws(ModelDefect) -> (plan: PlacementPlan, warmStart: WarmStart) {
        let effort = Effort(limits, control: control)
        let progress = PlacementProgress(effort)
        let columns = PlacementColumns(problem)
        progress.statistics.enumeration = effort.elapsed
        progress.statistics.columnsBeforeDominance = columns.countBeforeDominance
        progress.statistics.columns = columns.count

        let identities = WarmIdentities(columns)
        let warm = warm.flatMap { $0.tickMinutes == problem.tickMinutes ? $0 : nil }
        var search = LocalSearch(columns, effort: effort)
        var best = firstPlan(columns, &search, warm.map { earlierPlan(columns, $0, identities) })
        report(best, columns, progress)

        let master = try MasterProgram(columns, engine: engine, effort: effort)
        if let warm {
            try master.start(at: best.plan, from: warm, identities)
        } else {
            try master.start(at: best.plan)
        }
        let rootBound = try master.solveRoot(progress, best: best.points)
        if best.points > progress.bound {
            let guided = search.guided(by: master)
            if guided.points < best.points { best = guided }
            report(best, columns, progress)
            search.improve(&best, in: firstSearch, progress)
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
        return (
            finished(best, columns, progress, effort, isUnresolved: isUnresolved),
            master.warmStart(best.plan, identities)
        )
    }

    /// What is left of an earlier plan.
    private func earlierPlan(
        _ columns: PlacementColumns, _ warm: WarmStart, _ identities: WarmIdentities
    ) -> Assignment {
        var plan = Assignment(columns)
        for request in 0..<columns.requestCount {
            guard let place = warm.plan[identities.id(of: request)],
                let column = identities.column(request, place), plan.fits(column)
            else { continue }
            plan.put(column)
        }
        return plan
    }

    /// The first plan, before any LP: what is there already, then by what it costs to leave a request out, then longest
    /// first.
    private func firstPlan(
        _ columns: PlacementColumns, _ search: inout LocalSearch, _ earlier: Assignment?
    ) -> (plan: Assignment, points: Int) {
        let problem = columns.problem
        if earlier == nil {  // else few are to be placed, and each looks at all its columns
            let points = columns.points.map(Double.init)
            search.rank(
                by: points, perRequest: 40, regret: points,
                loadDual: Array(repeating: 0, count: problem.practitioners.count)
            )
        }
        let order = problem.requests.indices.sorted {
            let (left, right) = (columns.unplacedPoints[$0], columns.unplacedPoints[$1])
            return (right, problem.requests[$1].duration, $0) < (left, problem.requests[$0].duration, $1)
        }
        let plan = search.greedy(order, from: earlier ?? Assignment(columns))
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
