/// What a solve learned, told by identities instead of positions, so that a changed problem still understands it.
///
/// Practitioners and requests are known by their `id`, pools by location and kind, days and ticks by number. Nothing here
/// is trusted: a place that a request no longer has is dropped, and a row gets its right-hand side from the problem it
/// is used for. So any warm start leads to true bounds, and a fitting one leads there sooner.
public struct WarmStart: Sendable, Equatable {
    /// Where a request can be.
    struct Place: Sendable, Hashable {
        let practitioner: Int
        let day: Int
        let start: Int
    }

    /// Whose time a row is about.
    enum Resource: Sendable, Hashable {
        case practitioner(Int)
        case pool(location: Int, kind: String)
        case patient(Int)
        case cap(practitioner: Int, appointmentType: String)
    }

    /// A row (2), or (3) if it has a request.
    struct Rule: Sendable, Hashable {
        let resource: Resource
        let day: Int
        let request: Int?
        let from: Int
        let to: Int
    }

    /// A row (4).
    struct HalvedSum: Sendable, Equatable {
        let requests: [Int]
        let rules: [Rule]
    }

    /// What the LP of the root ended with: its basic columns, and its rows that are tight.
    struct Basis: Sendable, Equatable {
        var places: [Int: [Place]] = [:]
        var unplaced: Set<Int> = []
        /// Practitioners whose overload is basic, and whose load is at its target.
        var overloaded: Set<Int> = []
        var atTarget: Set<Int> = []
        /// So many of the rules come first that are tight, and so many of the halved sums.
        var tightRules = 0
        var tightSums = 0
    }

    /// Ticks of other minutes mean other times.
    let tickMinutes: Int
    /// By request: the places that mattered to the LP.
    let pool: [Int: [Place]]
    /// By request: its place in the best plan.
    let plan: [Int: Place]
    let rules: [Rule]
    let halvedSums: [HalvedSum]
    /// Where the next simplex may begin.
    let basis: Basis
}

/// Translates between a problem's positions and the identities of a ``WarmStart``.
struct WarmIdentities {
    private let columns: PlacementColumns
    private let resources: [WarmStart.Resource]
    private let resourceAt: [WarmStart.Resource: Int]
    private let requestAt: [Int: Int]
    private let practitionerAt: [Int: Int]

    init(_ columns: PlacementColumns) {
        self.columns = columns
        let problem = columns.problem
        var resources = problem.practitioners.map { WarmStart.Resource.practitioner($0.id) }
        resources += problem.pools.map { .pool(location: $0.location, kind: $0.kind) }
        for (index, request) in problem.requests.enumerated()
        where columns.lines.patientResource[index] == resources.count {
            resources.append(.patient(request.patient))
        }
        resources += problem.caps.map {
            .cap(
                practitioner: problem.practitioners[$0.practitioner].id,
                appointmentType: $0.appointmentType)
        }
        self.resources = resources
        resourceAt = Self.positions(resources)
        requestAt = Self.positions(problem.requests.map(\.id))
        practitionerAt = Self.positions(problem.practitioners.map(\.id))
    }

    private static func positions<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
        Dictionary(keys.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    func id(of request: Int) -> Int { columns.problem.requests[request].id }
    func request(_ id: Int) -> Int? { requestAt[id] }

    func place(of column: Int) -> WarmStart.Place {
        let place = columns.place(of: column)
        return .init(
            practitioner: columns.problem.practitioners[place.practitioner].id, day: place.day,
            start: place.start)
    }

    /// The column of a request at a place, if it has one there.
    func column(_ request: Int, _ place: WarmStart.Place) -> Int? {
        guard let practitioner = practitionerAt[place.practitioner] else { return nil }
        let wanted = (practitioner, place.day, place.start)
        var (low, high) = (columns.range(of: request).lowerBound, columns.range(of: request).upperBound)
        while low < high {
            let middle = (low + high) / 2
            if position(middle) < wanted { low = middle + 1 } else { high = middle }
        }
        return low < columns.range(of: request).upperBound && position(low) == wanted ? low : nil
    }

    private func position(_ column: Int) -> (Int, Int, Int) {
        (Int(columns.practitioner[column]), Int(columns.day[column]), Int(columns.start[column]))
    }

    func rule(_ rule: CutRule) -> WarmStart.Rule {
        let days = columns.lines.dayCount
        return .init(
            resource: resources[rule.line / days], day: rule.line % days,
            request: rule.isClique ? id(of: rule.request) : nil, from: rule.from, to: rule.to
        )
    }

    /// The rule in this problem, with its capacity; `nil` where its line or request is gone.
    func rule(_ rule: WarmStart.Rule) -> CutRule? {
        let lines = columns.lines
        guard let resource = resourceAt[rule.resource], 0..<lines.dayCount ~= rule.day else { return nil }
        let line = resource * lines.dayCount + rule.day
        guard !lines.capLines.contains(line) else {
            return .cap(line: line, capacity: lines.capacity(line, at: 0))
        }
        guard 0..<lines.ticksPerDay ~= rule.from, rule.from...max(rule.from, lines.ticksPerDay - 1) ~= rule.to
        else { return nil }
        guard let id = rule.request else {
            return .tick(rule.from, line: line, capacity: lines.capacity(line, at: rule.from))
        }
        guard let request = requestAt[id], !lines.poolLines.contains(line) else { return nil }
        return .clique(request, line: line, from: rule.from, to: rule.to)
    }
}
