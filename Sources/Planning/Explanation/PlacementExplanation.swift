import Domain

/// Why a place costs what it costs, and how many places a request had at all.
public struct PlacementExplanation: Sendable {
    private let problem: PlacementProblem
    private let cost: PlacementCost

    /// Explains plans of `problem`.
    public init(_ problem: PlacementProblem) {
        self.problem = problem
        cost = PlacementCost(problem)
    }

    /// One part of a cost.
    public struct Part: Sendable, Hashable {
        /// What kind of inconvenience.
        public let term: CostTerm
        /// How many units: days for `late` and `early`, ticks for `overtime`, else 1.
        public let amount: Int
        /// Points.
        public let points: Int
    }

    /// The terms that are not zero; their points add up to the cost of the place.
    public func parts(of request: PlacementProblem.Request, at place: PlacementProblem.Place) -> [Part] {
        let weights = problem.weights
        let was = request.original
        let days = place.day - was.day
        let (weekday, wasWeekday) = (problem.weekdays[place.day], problem.weekdays[was.day])
        let isOther = place.practitioner != was.practitioner
        let isWished = request.wishedPractitioners.contains(place.practitioner)
        let isElsewhere =
            problem.practitioners[place.practitioner].location
            != problem.practitioners[was.practitioner].location
        let isMorning = place.start < 12 * 60 / problem.tickMinutes
        let isOtherHalf = request.timeOfDay == .am && !isMorning || request.timeOfDay == .pm && isMorning
        let closing = max(place.start, cost.lastWindowEnd[place.practitioner * problem.dayCount + place.day])
        let overtime = max(0, place.start + request.duration - closing)
        let shift = min(weights.timeOfDayCap, abs(place.start - was.start) / weights.timeOfDayStepTicks)
        let all = [
            Part(term: .late, amount: max(0, days), points: max(0, days) * weights.late[request.priority]),
            Part(term: .early, amount: max(0, -days), points: max(0, -days) * weights.early),
            Part(term: .weekdayChange, amount: 1, points: weekday != wasWeekday ? weights.weekdayChange : 0),
            Part(
                term: .unwantedWeekday, amount: 1,
                points: request.wishedWeekdays.contains(weekday) ? 0 : weights.unwantedWeekday
            ),
            Part(
                term: .otherPractitioner, amount: 1,
                points: !isOther ? 0 : isWished ? weights.preferredPractitioner : weights.otherPractitioner
            ),
            Part(term: .locationChange, amount: 1, points: isElsewhere ? weights.locationChange : 0),
            Part(term: .timeOfDay, amount: abs(place.start - was.start), points: shift),
            Part(term: .unwantedTimeOfDay, amount: 1, points: isOtherHalf ? weights.unwantedTimeOfDay : 0),
            Part(term: .overtime, amount: overtime, points: overtime * weights.overtimeTick),
            Part(term: .move, amount: 1, points: request.isMovable && place != was ? weights.move : 0),
        ]
        return all.filter { $0.points > 0 }
    }

    /// For each request, whether anything was free for it when nobody else was placed.
    ///
    /// O(columns).
    public func hadOptions() -> [Bool] {
        let columns = PlacementColumns(problem)
        return problem.requests.indices.map { !columns.range(of: $0).isEmpty }
    }
}
