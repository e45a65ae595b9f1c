import Domain

/// Finds good plans: greedy insertion and large-neighbourhood search, both guided by scores of the columns.
struct LocalSearch {
    private let columns: PlacementColumns
    private let effort: Effort
    private var random = SeededRandom(seed: 7)
    /// The best columns of every request by score.
    private(set) var candidates: [[Int]]
    /// What a tick of load costs on each practitioner.
    private var loadPrice: [Double]
    /// What a move may lose at first: as much as one request a day later.
    ///
    /// Without it the search ends in the first pit.
    private let tolerance: Int
    /// What a column costs more than the best choice of its request.
    private var regret: [Double]

    /// A search that knows only plain points.
    init(_ columns: PlacementColumns, effort: Effort) {
        self.columns = columns
        self.effort = effort
        candidates = Array(repeating: [], count: columns.requestCount)
        loadPrice = Array(repeating: 0, count: columns.problem.practitioners.count)
        tolerance = columns.problem.weights.late[.normal]
        regret = []
    }

    /// Remembers the `perRequest` best columns of each request by `score`, and what the LP learned about costs.
    mutating func rank(by score: [Double], perRequest: Int, regret: [Double], loadDual: [Double]) {
        self.regret = regret
        loadPrice = loadDual.map { -$0 }
        candidates = columns.problem.requests.indices.map { request in
            columns.range(of: request).smallest(perRequest) { (score[$0], $0) < (score[$1], $1) }
        }
    }

    /// Places what `plan` leaves out in `order`, each request at its first candidate that fits.
    func greedy(_ order: [Int], from plan: Assignment) -> Assignment {
        var plan = plan
        for request in order where plan.columnOf[request] < 0 {
            let choice =
                candidates[request].first(where: plan.fits) ?? cheapest(of: request, in: plan, among: nil)
            if let choice, Int(columns.points[choice]) < columns.unplacedPoints[request] { plan.put(choice) }
        }
        return plan
    }

    /// The cheapest fitting column of a request, load included; `nil` if leaving it out is cheaper.
    func cheapest(of request: Int, in plan: Assignment, among some: [Int]?) -> Int? {
        var best = Double(columns.unplacedPoints[request])
        var choice: Int?
        func consider(_ column: Int) {
            let load = loadPrice[Int(columns.practitioner[column])]
            let points =
                Double(columns.points[column])
                + (load == 0 ? 0 : load * Double(columns.end[column] - columns.start[column]))
            guard points < best, plan.fits(column) else { return }
            best = points
            choice = column
        }
        if let some { some.forEach(consider) } else { columns.range(of: request).forEach(consider) }
        return choice
    }

    /// Improves `plan` by up to `moves` moves: remove a regretted request and what blocks its wishes,
    /// reinsert, keep what is not worse, or worse by less than a chance that shrinks to nothing.
    ///
    /// Stops at `target` points.
    ///
    /// - Returns: Points of the best plan met, which `plan` then is.
    mutating func improve(_ plan: inout Assignment, moves: Int, target: Int, found: (Int) -> Void) -> Int {
        let isCoupled = columns.problem.balanceLoad || columns.problem.fairness != nil
        var points = plan.points
        var best = (points: points, places: plan.columnOf)
        let movesPerReading = 64
        for move in 0..<moves where columns.requestCount > 0 {
            if move % movesPerReading == 0 {
                effort.spend(moves: min(movesPerReading, moves - move))
                if effort.isExhausted { break }
            }
            let removed = neighbourhood(of: plan)
            let old = removed.map { plan.columnOf[$0] }
            var change = 0
            for request in removed {
                change -= pointsNow(request, in: plan)
                plan.take(request)
            }
            for request in shuffled(removed) {
                let choice =
                    cheapest(of: request, in: plan, among: candidates[request])
                    ?? cheapest(of: request, in: plan, among: nil)
                if let choice { plan.put(choice) }
                change += pointsNow(request, in: plan)
            }
            let newPoints = isCoupled ? plan.points : points + change
            guard newPoints <= points + random.below(1 + tolerance * (moves - move) / moves) else {
                for request in removed { plan.take(request) }
                for column in old where column >= 0 { plan.put(column) }
                continue
            }
            points = newPoints
            guard points < best.points else { continue }
            best = (points, plan.columnOf)
            if points < columns.outOfReach { found(points) }
            if points <= target { break }
        }
        if points != best.points { plan = Assignment(columns, placing: best.places) }
        return best.points
    }

    private func pointsNow(_ request: Int, in plan: Assignment) -> Int {
        let column = plan.columnOf[request]
        return column < 0 ? columns.unplacedPoints[request] : Int(columns.points[column])
    }

    /// A regretted request (unplaced, or placed at a positive reduced cost, with some tolerance for chance), those who
    /// sit on up to three of its wishes, and now and then somebody else.
    private mutating func neighbourhood(of plan: Assignment) -> [Int] {
        let (wishes, mostBlockers, tries) = (12, 6, 4)
        var regretted = random.below(columns.requestCount)
        for _ in 1..<tries {
            let column = plan.columnOf[regretted]
            if column < 0 || regret[column] >= 1e-6 { break }
            regretted = random.below(columns.requestCount)
        }
        var removed = [regretted]
        let mine = candidates[regretted]
        if !mine.isEmpty {
            for _ in 0..<1 + random.below(3) {
                let wish = mine[random.below(min(mine.count, wishes))]
                for blocker in plan.blockers(of: wish)
                where removed.count <= mostBlockers && !removed.contains(blocker) {
                    removed.append(blocker)
                }
            }
        }
        if random.below(3) == 0 {
            let other = random.below(columns.requestCount)
            if !removed.contains(other) { removed.append(other) }
        }
        return removed
    }

    /// A random order; half of the time the regretted request stays in front.
    private mutating func shuffled(_ removed: [Int]) -> [Int] {
        var order = removed
        for index in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(index, random.below(index + 1))
        }
        if random.below(2) == 0, let position = order.firstIndex(of: removed[0]) { order.swapAt(0, position) }
        return order
    }
}
