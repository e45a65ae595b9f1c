public import Book
import Availability
public import Domain
import Planning
import Storage
public import Words

/// Suggests a weekday, time and practitioner for a whole series of visits, with as few exceptions as pay.
public struct SuggestRecurring: Sendable {
    private let scheduling: Scheduling
    private let solver: any PlanSolver

    /// Suggests from the book of `scheduling`.
    public init(_ scheduling: Scheduling, solver: any PlanSolver) {
        self.scheduling = scheduling
        self.solver = solver
    }

    /// A series with its visits.
    public struct Answer: Sendable, Hashable {
        /// Where and when, in order.
        public let visits: [Slot]
        /// Positions of the visits that depart from the pattern.
        public let exceptions: [Int]
        /// Points, exceptions included; lower is better.
        public let cost: Int
    }

    /// Series, or why there are none.
    public struct Answers: Sendable, Hashable {
        /// Cheapest first.
        public let items: [Answer]
        /// Only without items: the rules that leave nothing.
        public let whyNot: [Reason]
    }

    /// The best patterns, cheapest first; none if some visit has no place at all.
    ///
    /// - Parameters:
    ///   - wish: One visit; its first day is the first day of the series, its last day is ignored.
    ///   - visits: How many, 2...26.
    ///   - intervalDays: Days from one visit to the next, 1...84.
    /// - Returns: At most `wish.count` series. Nothing is held.
    /// - Throws: ``BookingError`` for unknown ids or numbers out of range.
    public func callAsFunction(
        _ wish: SuggestAppointments.Wish, visits: Int, intervalDays: Int
    ) async throws -> Answers {
        guard Bounds.SeriesVisits.allows(visits), Bounds.SeriesIntervalDays.allows(intervalDays) else {
            throw BookingError.ruleBroken(
                .seriesLength,
                explanation:
                    "the visits of a series, \(visits), \(Bounds.SeriesVisits.rule); the days between them, "
                    + "\(intervalDays), \(Bounds.SeriesIntervalDays.rule)")
        }
        let (snapshot, request) = try await scheduling.read { transaction, context in
            // Beyond the horizon nothing can be booked, so nothing is read.
            let type = try context.type(wish.type)
            let horizon = context.today(at: transaction.now) + type.limits.horizonDays
            let days = max(1, min(visits * intervalDays + 1, horizon - wish.earliest + 1))
            let snapshot = try SuggestionSnapshot(transaction, context, from: wish.earliest, dayCount: days)
            var request = try snapshot.request(
                wish, patientOccupied: transaction.taken(by: wish, snapshot))
            request.days = request.days.lowerBound..<max(request.days.lowerBound, days)
            return (snapshot, request)
        }
        let series = SeriesRequest(
            visit: request, visits: visits, intervalDays: intervalDays, count: wish.count)
        let type = try snapshot.context.type(wish.type)
        let found = try await solver.suggest(series, in: snapshot.book).map { found in
            Answer(
                visits: found.visits.map { snapshot.slot($0.place, type) },
                exceptions: found.visits.indices.filter { found.visits[$0].isException }, cost: found.cost
            )
        }
        let reasons = SuggestionReasons(snapshot.context, wish)
        return Answers(
            items: found,
            whyNot: found.isEmpty ? reasons.whyNoSeries(type, visits, intervalDays, request, snapshot) : [])
    }
}
