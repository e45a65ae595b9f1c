/// Places taken so far, with who sits where: answers "does it fit" and "who is in the way" tick by tick.
///
/// A line of capacity 1 remembers its occupant at each tick, a pool's line how many it has and which requests, a cap's
/// line which requests.
struct Assignment {
    private let columns: PlacementColumns
    /// Column of each request; −1 for unplaced.
    private(set) var columnOf: [Int]
    private var occupant: [Int32]
    private var poolUse: [Int16]
    private var poolRequests: [[Int]]
    private var capRequests: [[Int]]

    init(_ columns: PlacementColumns) {
        self.columns = columns
        let lines = columns.lines
        columnOf = Array(repeating: -1, count: columns.requestCount)
        occupant = Array(repeating: -1, count: lines.count * lines.ticksPerDay)
        poolUse = Array(repeating: 0, count: lines.poolCapacity.count)
        poolRequests = Array(repeating: [], count: lines.poolLines.count)
        capRequests = Array(repeating: [], count: lines.capLines.count)
    }

    /// The plan that takes `places`, a column or −1 for each request.
    init(_ columns: PlacementColumns, placing places: [Int]) {
        self.init(columns)
        for column in places where column >= 0 { put(column) }
    }

    /// Whether `column` could be taken beside what is taken already.
    func fits(_ column: Int) -> Bool {
        let lines = columns.lines
        let span = Int(columns.start[column])..<Int(columns.end[column])
        for line in columns.lines(of: column) {
            if lines.poolLines.contains(Int(line)) {
                let base = (Int(line) - lines.poolLines.lowerBound) * lines.ticksPerDay
                for tick in span where poolUse[base + tick] >= lines.poolCapacity[base + tick] {
                    return false
                }
            } else if lines.capLines.contains(Int(line)) {
                let cap = Int(line) - lines.capLines.lowerBound
                if capRequests[cap].count >= lines.capCapacity[cap] { return false }
            } else {
                let base = Int(line) * lines.ticksPerDay
                for tick in span where occupant[base + tick] >= 0 { return false }
            }
        }
        return true
    }

    /// Takes `column`, which fits.
    mutating func put(_ column: Int) {
        let request = Int(columns.request[column])
        columnOf[request] = column
        mark(column, Int32(request), 1)
        forEachShared(of: column) { $0.append(request) }
    }

    /// Gives the place of `request` back, if it has one.
    mutating func take(_ request: Int) {
        let column = columnOf[request]
        guard column >= 0 else { return }
        columnOf[request] = -1
        mark(column, -1, -1)
        forEachShared(of: column) { list in list.removeAll { $0 == request } }
    }

    /// Visits the lists of requests on those lines of `column` that several can share.
    private mutating func forEachShared(of column: Int, _ body: (inout [Int]) -> Void) {
        let lines = columns.lines
        for line in columns.lines(of: column) {
            if lines.poolLines.contains(Int(line)) {
                body(&poolRequests[Int(line) - lines.poolLines.lowerBound])
            } else if lines.capLines.contains(Int(line)) {
                body(&capRequests[Int(line) - lines.capLines.lowerBound])
            }
        }
    }

    /// Requests that overlap `column` on a line they share, each once; those of a pool only possibly disturb.
    func blockers(of column: Int) -> [Int] {
        let lines = columns.lines
        let (start, end) = (columns.start[column], columns.end[column])
        var found: [Int] = []
        for line in columns.lines(of: column) {
            if lines.poolLines.contains(Int(line)) {
                for request in poolRequests[Int(line) - lines.poolLines.lowerBound] {
                    let other = columnOf[request]
                    guard columns.start[other] < end, start < columns.end[other] else { continue }
                    if !found.contains(request) { found.append(request) }
                }
            } else if lines.capLines.contains(Int(line)) {
                // Only a cap that is used up is in the way.
                let cap = Int(line) - lines.capLines.lowerBound
                guard capRequests[cap].count >= lines.capCapacity[cap] else { continue }
                for request in capRequests[cap] where !found.contains(request) { found.append(request) }
            } else {
                let base = Int(line) * lines.ticksPerDay
                for tick in Int(start)..<Int(end) {
                    let request = Int(occupant[base + tick])
                    if request >= 0 && !found.contains(request) { found.append(request) }
                }
            }
        }
        return found
    }

    /// Points of the plan counted from scratch, load above target included.
    var points: Int {
        let problem = columns.problem
        var total = columns.shares.unfairness {
            columnOf[$0] < 0 ? columns.unplacedPoints[$0] : Int(columns.points[columnOf[$0]])
        }
        var load = Array(repeating: 0, count: problem.practitioners.count)
        for fixed in problem.fixed { load[fixed.practitioner] += fixed.window.end - fixed.window.start }
        for (request, column) in columnOf.enumerated() {
            guard column >= 0 else {
                total += columns.unplacedPoints[request]
                continue
            }
            total += Int(columns.points[column])
            load[Int(columns.practitioner[column])] += problem.requests[request].duration
        }
        guard problem.balanceLoad else { return total }
        return zip(load, problem.practitioners).reduce(total) {
            $0 + problem.weights.overloadTick * max(0, $1.0 - $1.1.targetLoadTicks)
        }
    }

    private mutating func mark(_ column: Int, _ request: Int32, _ change: Int16) {
        let lines = columns.lines
        let span = Int(columns.start[column])..<Int(columns.end[column])
        for line in columns.lines(of: column) {
            if lines.poolLines.contains(Int(line)) {
                let base = (Int(line) - lines.poolLines.lowerBound) * lines.ticksPerDay
                for tick in span { poolUse[base + tick] += change }
            } else if lines.isExclusive(Int(line)) {
                let base = Int(line) * lines.ticksPerDay
                for tick in span { occupant[base + tick] = request }
            }
        }
    }
}
