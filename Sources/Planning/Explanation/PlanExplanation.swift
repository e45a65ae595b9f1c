import Domain

/// Why a plan is as it is: what each rule costs, what the next best place of each request would cost, and what stands in
/// the way of any other.
public struct PlanExplanation {
    private let problem: PlacementProblem
    private let places: [PlacementProblem.Place?]
    private let columns: PlacementColumns
    private let taken: Assignment
    private let words: PlacementExplanation
    private let cost: PlacementCost

    /// Explains a plan that the judge found valid.
    ///
    /// O(columns).
    public init(_ problem: PlacementProblem, places: [PlacementProblem.Place?]) {
        self.problem = problem
        self.places = places
        columns = PlacementColumns(problem, keepsDominated: true)
        words = PlacementExplanation(problem)
        cost = PlacementCost(problem)
        var taken = Assignment(columns)
        for (request, place) in places.enumerated() {
            guard let place, let column = columns.column(of: request, at: place) else { continue }
            taken.put(column)
        }
        self.taken = taken
    }

    /// What a plan's points are made of.
    public struct Bill: Sendable, Equatable {
        /// Points of each term over all requests, dearest first; terms that cost nothing are left out.
        public let terms: [(term: CostTerm, points: Int)]
        /// Points for requests without a place.
        public let unplaced: Int
        /// Points for load above targets.
        public let overload: Int
        /// Points for groups that bear more than their share.
        public let unfairness: Int
        /// Every rule that costs something by its name, terms first.
        public var lines: [(rule: String, points: Int)] {
            let others = [("unplaced", unplaced), ("overload", overload), ("unfairness", unfairness)]
            return terms.map { ($0.term.rawValue, $0.points) } + others.filter { $0.1 > 0 }
        }
        /// All together: the objective.
        public var total: Int { lines.reduce(0) { $0 + $1.points } }

        /// Whether all parts are equal.
        public static func == (left: Bill, right: Bill) -> Bool {
            left.terms.map(\.term) == right.terms.map(\.term)
                && left.terms.map(\.points) == right.terms.map(\.points) && left.unplaced == right.unplaced
                && left.overload == right.overload && left.unfairness == right.unfairness
        }
    }

    /// The plan's points by rule.
    public func bill() -> Bill {
        var points: [CostTerm: Int] = [:]
        for (request, place) in zip(problem.requests, places) {
            guard let place else { continue }
            for part in words.parts(of: request, at: place) { points[part.term, default: 0] += part.points }
        }
        let unplaced = problem.requests.indices.filter { places[$0] == nil }
        return Bill(
            terms: CostTerm.allCases.compactMap { term in points[term].map { (term, $0) } }
                .sorted { $0.1 > $1.1 },
            unplaced: unplaced.reduce(0) { $0 + columns.unplacedPoints[$1] },
            overload: problem.balanceLoad ? overload() : 0, unfairness: unfairness()
        )
    }

    /// The points of each group of requests, with the mean of one request; for fairness.
    public func borne() -> [(group: String, points: Int, requests: Int)] {
        problem.groups.map { name, requests in
            (name, requests.reduce(0) { $0 + points(of: $1) }, requests.count)
        }
    }

    /// Points of one request where it is.
    public func points(of request: Int) -> Int {
        places[request].map { cost.of(problem.requests[request], at: $0) } ?? columns.unplacedPoints[request]
    }

    /// A place that a request did not get.
    public struct Alternative: Sendable, Hashable {
        /// Where.
        public let place: PlacementProblem.Place
        /// What it costs.
        public let points: Int
        /// What it costs more than the place in the plan; never negative in an optimal plan.
        public let difference: Int
    }

    /// The cheapest places that `request` could take while everybody else stays, its own left out; at most one a day
    /// and practitioner.
    ///
    /// O(columns of the request).
    public func alternatives(of request: Int, limit: Int = 3) -> [Alternative] {
        var free = taken
        free.take(request)
        let now = points(of: request)
        struct Line: Hashable { let practitioner, day: Int }
        var seen: Set<Line> = []
        var found: [Alternative] = []
        for column in cheapestFirst(request) where columns.place(of: column) != places[request] {
            guard found.count < limit else { break }
            let place = columns.place(of: column)
            guard free.fits(column),
                seen.insert(Line(practitioner: place.practitioner, day: place.day)).inserted
            else { continue }
            let points = Int(columns.points[column])
            found.append(Alternative(place: place, points: points, difference: points - now))
        }
        return found
    }

    private func cheapestFirst(_ request: Int) -> [Int] {
        columns.range(of: request).sorted { (columns.points[$0], $0) < (columns.points[$1], $1) }
    }

    /// Who sits where `request` would rather be: the requests in the way of its cheapest places, each once.
    public func rivals(of request: Int, limit: Int = 5) -> [Int] {
        let now = points(of: request)
        var free = taken
        free.take(request)
        var found: [Int] = []
        for column in cheapestFirst(request) where Int(columns.points[column]) < now && found.count < limit {
            for rival in free.blockers(of: column) where !found.contains(rival) { found.append(rival) }
        }
        return Array(found.prefix(limit))
    }

    private func overload() -> Int {
        var load = Array(repeating: 0, count: problem.practitioners.count)
        for fixed in problem.fixed { load[fixed.practitioner] += fixed.window.end - fixed.window.start }
        for (request, place) in zip(problem.requests, places) {
            if let place { load[place.practitioner] += request.duration }
        }
        return zip(load, problem.practitioners).reduce(0) {
            $0 + problem.weights.overloadTick * max(0, $1.0 - $1.1.targetLoadTicks)
        }
    }

    private func unfairness() -> Int {
        guard let fairness = problem.fairness else { return 0 }
        return borne().reduce(0) {
            $0 + fairness.price * max(0, $1.points - fairness.pointsPerRequest * $1.requests)
        }
    }
}
