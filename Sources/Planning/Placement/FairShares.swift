/// What each group of requests may bear, by position: the right-hand sides of the rows (6).
struct FairShares {
    /// Groups in the order of their names; empty without a price for unfairness.
    let groups: [(requests: [Int], points: Int)]
    /// Points for every point above a share.
    let price: Int
    /// Group of each request; −1 for none.
    private let groupOf: [Int]

    init(_ problem: PlacementProblem) {
        var groupOf = Array(repeating: -1, count: problem.requests.count)
        let groups = problem.fairness == nil ? [] : problem.groups
        for (group, members) in groups.enumerated() {
            for request in members.requests { groupOf[request] = group }
        }
        self.groupOf = groupOf
        price = problem.fairness?.price ?? 0
        let share = problem.fairness?.pointsPerRequest ?? 0
        self.groups = groups.map { ($0.requests, share * $0.requests.count) }
    }

    /// The LP row of a request's group, when rows (6) come after `first` others; `nil` if it has none.
    func row(of request: Int, after first: Int) -> Int? {
        groupOf[request] < 0 ? nil : first + groupOf[request]
    }

    /// Points for what groups bear above their shares, when each request costs what `points` says.
    func unfairness(_ points: (Int) -> Int) -> Int {
        groups.reduce(0) { sum, group in
            sum + price * max(0, group.requests.reduce(0) { $0 + points($1) } - group.points)
        }
    }
}
