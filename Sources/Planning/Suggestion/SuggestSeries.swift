import Domain
public import LinearModel

/// The same appointment several times, at one weekday and time with one practitioner as far as possible.
public struct SeriesRequest: Sendable {
    /// One visit; its days are those of the first visit and of all others.
    public let visit: SuggestionRequest
    /// How many visits, at least 2.
    public let visits: Int
    /// Days from one visit to the next, usually a multiple of 7.
    public let intervalDays: Int
    /// How many patterns, 1...20.
    public let count: Int

    /// A series; see the properties.
    public init(visit: SuggestionRequest, visits: Int, intervalDays: Int, count: Int = 3) {
        self.visit = visit
        self.visits = visits
        self.intervalDays = intervalDays
        self.count = count
    }
}

/// A pattern with the place of every visit.
public struct SeriesSuggestion: Sendable, Hashable {
    /// One visit.
    public struct Visit: Sendable, Hashable {
        /// Where and when.
        public let place: Suggestion
        /// Whether it departs from the pattern.
        public let isException: Bool
    }

    /// In order.
    public let visits: [Visit]
    /// Points of all visits with a price for every exception; lower is better.
    public let cost: Int
    /// How many visits depart from the pattern.
    public var exceptions: Int { visits.count { $0.isException } }
}

/// Fits whole series: one choice of weekday, time and practitioner for all visits, with exceptions at a price.
public struct SuggestSeries: Sendable {
    private let solver: any LinearSolver
    /// Points of one visit that is not where the pattern wants it.
    private static let exceptionPoints = 20

    /// Series whose final choice `solver` makes.
    public init(solver: any LinearSolver) {
        self.solver = solver
    }

    /// The best patterns, cheapest first; empty if some visit has no place even as an exception.
    ///
    /// Waiting counts for the first visit only. An exception stays with the practitioner and less than half an interval
    /// away from its day.
    ///
    /// - Throws: `ModelDefect` if the book holds numbers no solver can take.
    /// - Complexity: O(practitioners × interval × starts × visits).
    public func callAsFunction(
        _ request: SeriesRequest, in book: SuggestionBook
    ) throws(ModelDefect) -> [SeriesSuggestion] {
        let scan = SuggestionScan(request.visit, book)
        var patterns: [SuggestionCell: SeriesSuggestion] = [:]
        for option in request.visit.options.indices {
            let starts = OptionStarts(scan, option, exceptionPoints: Self.exceptionPoints)
            for first in request.visit.days.prefix(request.intervalDays) {
                for pattern in starts.patterns(request, from: first) {
                    patterns[pattern.cell] = SeriesSuggestion(
                        visits: pattern.visits.map {
                            .init(place: scan.suggestion($0.cell), isException: $0.isException)
                        },
                        cost: pattern.cell.cost
                    )
                }
            }
        }
        return try DiverseChoice(of: Array(patterns.keys), count: request.count, solver: solver).best()
            .compactMap { patterns[$0] }
    }
}

/// Where one option can be given, by day and tick.
private struct OptionStarts {
    /// Cost of a visit at each tick of each day; `none` where there is no place.
    private var costs: [Int32]
    /// The cheapest place of each day.
    private var cheapest: [SuggestionCell?]
    private let option: Int
    private let practitioner: Int
    private let first: Int
    private let exceptionPoints: Int
    /// Points of waiting by day.
    private let waiting: [Int]

    private static let ticks = TickSet.capacity
    private static let none = Int32.max / 64

    init(_ scan: SuggestionScan, _ option: Int, exceptionPoints: Int) {
        self.option = option
        practitioner = scan.request.options[option].practitioner
        first = scan.request.days.lowerBound
        self.exceptionPoints = exceptionPoints
        waiting = scan.request.days.map(scan.cost.waitingPoints)
        var costs = Array(repeating: Self.none, count: scan.request.days.count * Self.ticks)
        cheapest = scan.request.days.map { _ in nil }
        for (index, day) in scan.request.days.enumerated() {
            var best: SuggestionCell?
            scan.forEachStart(option, day) { cell in
                costs[index * Self.ticks + cell.start] = Int32(cell.cost)
                if cell.cost < best?.cost ?? .max { best = cell }
            }
            cheapest[index] = best
        }
        self.costs = costs
    }

    private func cell(_ day: Int, _ start: Int, cost: Int) -> SuggestionCell {
        SuggestionCell(option: option, practitioner: practitioner, day: first + day, start: start, cost: cost)
    }

    /// The best pattern of each half of the day that begins on `day`; the cell's cost is the whole series'.
    func patterns(
        _ request: SeriesRequest, from day: Int
    ) -> [(cell: SuggestionCell, visits: [(cell: SuggestionCell, isException: Bool)])] {
        let days = (0..<request.visits).map { day - first + $0 * request.intervalDays }
        guard let last = days.last, last < cheapest.count, cheapest[days[0]] != nil else { return [] }
        // What a visit costs where the pattern does not fit is the same for every start.
        let fallbacks = days.map { exception(near: $0, reach: (request.intervalDays - 1) / 2) }
        var best: [(cost: Int, start: Int)?] = [nil, nil]
        for start in 0..<Self.ticks {
            var cost = Int(costs[days[0] * Self.ticks + start])
            for visit in 1..<days.count where cost < Int(Self.none) {
                let own = Int(costs[days[visit] * Self.ticks + start])
                cost +=
                    own < Int(Self.none)
                    ? own - waiting[days[visit]] : fallbacks[visit]?.cost ?? Int(Self.none)
            }
            let half = start < SuggestionBook.noon ? 0 : 1
            if cost < best[half]?.cost ?? Int(Self.none) { best[half] = (cost, start) }
        }
        return best.compactMap { found in
            guard let (cost, start) = found else { return nil }
            let visits = zip(days, fallbacks).compactMap { day, fallback in
                let own = costs[day * Self.ticks + start]
                return own < Self.none
                    ? (cell(day, start, cost: Int(own)), false) : fallback.map { ($0.cell, true) }
            }
            return (cell(days[0], start, cost: cost), visits)
        }
    }

    private func exception(near day: Int, reach: Int) -> (cost: Int, cell: SuggestionCell)? {
        (max(0, day - reach)...min(cheapest.count - 1, day + reach)).compactMap { cheapest[$0] }
            .map { (cost: $0.cost - waiting[$0.day - first] + exceptionPoints, cell: $0) }
            .min { ($0.cost, $0.cell.day, $0.cell.start) < ($1.cost, $1.cell.day, $1.cell.start) }
    }
}
