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

/// Where one option can be given, day by day.
private struct OptionStarts {
    /// By day, then by start.
    private var cells: [[Int: SuggestionCell]] = []
    private let first: Int
    private let exceptionPoints: Int
    private let waiting: Int

    init(_ scan: SuggestionScan, _ option: Int, exceptionPoints: Int) {
        first = scan.request.days.lowerBound
        self.exceptionPoints = exceptionPoints
        waiting = scan.cost.waitingPoints(first + 1)
        for day in scan.request.days {
            var starts: [Int: SuggestionCell] = [:]
            scan.forEachStart(option, day) { starts[$0.start] = $0 }
            cells.append(starts)
        }
    }

    /// The best pattern of each half of the day that begins on `day`; the cell's cost is the whole series'.
    func patterns(
        _ request: SeriesRequest, from day: Int
    ) -> [(cell: SuggestionCell, visits: [(cell: SuggestionCell, isException: Bool)])] {
        let days = (0..<request.visits).map { day - first + $0 * request.intervalDays }
        guard let last = days.last, last < cells.count else { return [] }
        // What a visit costs where the pattern does not fit is the same for every start.
        let fallbacks = days.map { exception(near: $0, reach: (request.intervalDays - 1) / 2) }
        var best: [Int: (cost: Int, start: Int)] = [:]
        for (start, cell) in cells[days[0]].sorted(by: { $0.key < $1.key }) {
            var cost = cell.cost
            for (visit, fallback) in zip(days, fallbacks).dropFirst() {
                guard cost < Int.max / 4 else { break }
                cost += cells[visit][start].map { $0.cost - waiting * visit } ?? fallback?.cost ?? Int.max / 4
            }
            if cost < best[cell.half]?.cost ?? Int.max / 4 { best[cell.half] = (cost, start) }
        }
        return best.sorted { $0.key < $1.key }.compactMap { _, found in
            guard let begin = cells[days[0]][found.start] else { return nil }
            let visits = zip(days, fallbacks).compactMap { day, fallback in
                cells[day][found.start].map { ($0, false) } ?? fallback.map { ($0.cell, true) }
            }
            let whole = SuggestionCell(
                option: begin.option, practitioner: begin.practitioner, day: begin.day, start: begin.start,
                cost: found.cost
            )
            return (whole, visits)
        }
    }

    private func exception(near day: Int, reach: Int) -> (cost: Int, cell: SuggestionCell)? {
        let near = (max(0, day - reach)...min(cells.count - 1, day + reach)).flatMap { cells[$0].values }
        return near.map { (cost: $0.cost - waiting * ($0.day - first) + exceptionPoints, cell: $0) }
            .min { ($0.cost, $0.cell.day, $0.cell.start) < ($1.cost, $1.cell.day, $1.cell.start) }
    }
}
