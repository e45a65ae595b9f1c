import Domain

/// One kind of inconvenience; the terms of a place's cost, in the order they are told to people.
public enum CostTerm: String, Sendable, CaseIterable, Codable {
    case late, early, weekdayChange, unwantedWeekday, otherPractitioner, locationChange, timeOfDay
    case unwantedTimeOfDay, overtime, move
}

/// The points of placing requests, as the solver counts them.
///
/// The judge counts them again in its own words.
struct PlacementCost: Sendable {
    let problem: PlacementProblem
    /// End of the last window of each practitioner and day; 0 if there is none.
    let lastWindowEnd: [Int]

    init(_ problem: PlacementProblem) {
        self.problem = problem
        var ends = Array(repeating: 0, count: problem.practitioners.count * problem.dayCount)
        for (index, practitioner) in problem.practitioners.enumerated() {
            for window in practitioner.windows {
                let line = index * problem.dayCount + window.day
                ends[line] = max(ends[line], window.end)
            }
        }
        lastWindowEnd = ends
    }

    /// The part that depends on practitioner and day only.
    func ofDay(_ request: PlacementProblem.Request, practitioner: Int, day: Int) -> Int {
        let weights = problem.weights
        let original = request.original
        var points =
            day > original.day
            ? weights.late[request.priority] * (day - original.day) : weights.early * (original.day - day)
        let weekday = problem.weekdays[day]
        if day != original.day && weekday != problem.weekdays[original.day] {
            points += weights.weekdayChange
        }
        if !request.wishedWeekdays.contains(weekday) { points += weights.unwantedWeekday }
        if practitioner != original.practitioner {
            points +=
                request.wishedPractitioners.contains(practitioner)
                ? weights.preferredPractitioner : weights.otherPractitioner
        }
        let practitioners = problem.practitioners
        if practitioners[practitioner].location != practitioners[original.practitioner].location {
            points += weights.locationChange
        }
        return points
    }

    /// The part that depends on the start as well.
    func ofStart(_ request: PlacementProblem.Request, practitioner: Int, day: Int, start: Int) -> Int {
        let weights = problem.weights
        let original = request.original
        var points = min(weights.timeOfDayCap, abs(start - original.start) / weights.timeOfDayStepTicks)
        let noon = 12 * 60 / problem.tickMinutes
        switch request.timeOfDay {
        case .am where start >= noon, .pm where start < noon: points += weights.unwantedTimeOfDay
        default: break
        }
        let overtimeFrom = max(start, lastWindowEnd[practitioner * problem.dayCount + day])
        points += weights.overtimeTick * max(0, start + request.duration - overtimeFrom)
        let stays = PlacementProblem.Place(practitioner: practitioner, day: day, start: start) == original
        return request.isMovable && !stays ? points + weights.move : points
    }

    /// All points of a place.
    func of(_ request: PlacementProblem.Request, at place: PlacementProblem.Place) -> Int {
        ofDay(request, practitioner: place.practitioner, day: place.day)
            + ofStart(request, practitioner: place.practitioner, day: place.day, start: place.start)
    }
}
