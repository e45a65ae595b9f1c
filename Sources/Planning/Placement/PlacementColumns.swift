/// Every place that each request could take, in flat arrays ordered by request, practitioner, day and start.
struct PlacementColumns {
    let problem: PlacementProblem
    let lines: PlacementLines
    /// What each group may bear.
    let shares: FairShares
    /// Request of each column.
    private(set) var request: [Int32] = []
    /// Practitioner of each column.
    private(set) var practitioner: [Int32] = []
    /// Day of each column.
    private(set) var day: [Int16] = []
    /// First tick of each column.
    private(set) var start: [Int16] = []
    /// First tick after each column.
    private(set) var end: [Int16] = []
    /// Cost of each column.
    private(set) var points: [Int32] = []
    /// Columns of request r are `first[r]..<first[r + 1]`.
    private(set) var first: [Int] = [0]
    /// Columns before dominance.
    let countBeforeDominance: Int
    /// Points of leaving each request out; out of reach where that is not allowed.
    let unplacedPoints: [Int]
    /// More than any plan costs that places what must be placed.
    let outOfReach: Int

    /// Lines of a column are at `lineList[lineStart[c]..<lineStart[c + 1]]`.
    private var lineStart: [Int32] = [0]
    private(set) var lineList: [Int32] = []

    /// Number of columns.
    var count: Int { request.count }
    var requestCount: Int { problem.requests.count }

    /// Lists the columns of `problem`; with `keepsDominated` also places that no good plan needs, to explain, not to solve.
    init(_ problem: PlacementProblem, keepsDominated: Bool = false) {
        self.problem = problem
        shares = FairShares(problem)
        let lines = PlacementLines(problem)
        self.lines = lines
        var all = ColumnList()
        all.enumerate(problem, lines)
        countBeforeDominance = all.entries.count
        let keep =
            keepsDominated
            ? Array(repeating: true, count: all.entries.count) : all.undominated(problem, lines)
        let reach = Self.moreThanAnyPlan(problem, all)
        outOfReach = reach
        unplacedPoints = problem.requests.map {
            $0.isMovable ? reach : problem.weights.unplaced[$0.priority]
        }
        fill(all, keep)
    }

    /// One point more than every request at its dearest and every practitioner overloaded with all of them.
    private static func moreThanAnyPlan(_ problem: PlacementProblem, _ all: ColumnList) -> Int {
        var points = 1
        for (index, request) in problem.requests.enumerated() {
            let dearest = all.entries[all.first[index]..<all.first[index + 1]].reduce(0) {
                max($0, Int($1.points))
            }
            points += request.isMovable ? dearest : max(dearest, problem.weights.unplaced[request.priority])
        }
        if let fairness = problem.fairness { points *= 1 + fairness.price }
        guard problem.balanceLoad else { return points }
        let ticks =
            problem.fixed.reduce(0) { $0 + $1.window.end - $1.window.start }
            + problem.requests.reduce(0) { $0 + $1.duration }
        return points + problem.weights.overloadTick * ticks
    }

    /// Columns of request `index`.
    func range(of index: Int) -> Range<Int> { first[index]..<first[index + 1] }

    /// The lines a column occupies: its practitioner's first, then pools, its patient's, and its cap's.
    func lines(of column: Int) -> ArraySlice<Int32> { lineList[lineRange(of: column)] }

    /// Where in `lineList` the lines of a column are; in hot loops cheaper than a slice.
    func lineRange(of column: Int) -> Range<Int> { Int(lineStart[column])..<Int(lineStart[column + 1]) }

    /// The place of a column.
    func place(of column: Int) -> PlacementProblem.Place {
        .init(practitioner: Int(practitioner[column]), day: Int(day[column]), start: Int(start[column]))
    }

    /// The column of `request` at `place`; `nil` if it may not go there, or does not need to.
    ///
    /// O(log columns of the request).
    func column(of request: Int, at place: PlacementProblem.Place) -> Int? {
        var (low, high) = (first[request], first[request + 1])
        let wanted = (Int32(place.practitioner), Int16(place.day), Int16(place.start))
        while low < high {
            let middle = (low + high) / 2
            if (practitioner[middle], day[middle], start[middle]) < wanted {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < first[request + 1] && (practitioner[low], day[low], start[low]) == wanted ? low : nil
    }

    private mutating func fill(_ all: ColumnList, _ keep: [Bool]) {
        var kept: [ColumnList.Entry] = []
        kept.reserveCapacity(all.entries.count)
        for index in problem.requests.indices {
            for position in all.first[index]..<all.first[index + 1] where keep[position] {
                kept.append(all.entries[position])
            }
            first.append(kept.count)
        }
        request = kept.map(\.request)
        practitioner = kept.map(\.practitioner)
        day = kept.map(\.day)
        start = kept.map(\.start)
        end = kept.map(\.end)
        points = kept.map(\.points)
        listLines(all)
    }

    private mutating func listLines(_ all: ColumnList) {
        let days = Int32(lines.dayCount)
        var list: [Int32] = []
        var starts: [Int32] = [0]
        list.reserveCapacity(count + count / 4)
        starts.reserveCapacity(count + 1)
        for index in problem.requests.indices {
            var shared: [Int32] = []
            var practitionerBefore: Int32 = -1
            for column in range(of: index) {
                if practitioner[column] != practitionerBefore {
                    practitionerBefore = practitioner[column]
                    shared = sharedResources(of: index, at: practitionerBefore, all)
                }
                list.append(practitionerBefore * days + Int32(day[column]))
                for resource in shared { list.append(resource * days + Int32(day[column])) }
                starts.append(Int32(list.count))
            }
        }
        (lineStart, lineList) = (starts, list)
    }

    /// Pools, then the patient, then the cap, as resources.
    private func sharedResources(of index: Int, at practitioner: Int32, _ all: ColumnList) -> [Int32] {
        let pools = problem.requests[index].equipment.isEmpty ? [] : all.pools(of: index, practitioner)
        let patient = lines.patientResource[index]
        let cap = lines.capResource(problem.requests[index].appointmentType, Int(practitioner))
        return (pools + (patient < 0 ? [] : [patient]) + [cap].compactMap { $0 }).map(Int32.init)
    }
}
