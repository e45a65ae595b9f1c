import Book
import Domain
package import Planning

/// Says in words why a move costs what it costs, or why a request found no place.
package struct PlanWords {
    private let book: BookProblem
    private let explanation: PlacementExplanation

    package init(_ book: BookProblem) {
        self.book = book
        explanation = PlacementExplanation(book.problem)
    }

    /// Points and reasons of placing request `index`.
    package func move(_ index: Int, to place: PlacementProblem.Place) -> (cost: Int, reasons: [String]) {
        let request = book.problem.requests[index]
        let parts = explanation.parts(of: request, at: place)
        let isSameDay = place.day == request.original.day
        let praise = isSameDay ? ["same day"] : []
        return (parts.reduce(0) { $0 + $1.points }, praise + parts.map { "\(words($0)) (+\($0.points))" })
    }

    /// Why each request without a place has none, by position.
    package func causes(_ unplaced: [Int]) -> [String] {
        guard !unplaced.isEmpty else { return [] }
        let hadOptions = explanation.hadOptions()
        return unplaced.map { index in
            let request = book.problem.requests[index]
            guard !request.locations.isEmpty else {
                return
                    "notice and horizon of \(request.appointmentType) leave no day within which it should be"
            }
            guard !hadOptions[index] else {
                return "every place it could take went to others, whom it would cost more to leave out"
            }
            return
                "nobody with \(request.skill) has \(request.duration * book.problem.tickMinutes) min free "
                + "by day \(request.dueDay + 1) of the plan"
                + (isCapped(request) ? ", or they take no more of \(request.appointmentType) that day" : "")
        }
    }

    private func isCapped(_ request: PlacementProblem.Request) -> Bool {
        book.problem.caps.contains { $0.appointmentType == request.appointmentType }
    }

    private func words(_ part: PlacementExplanation.Part) -> String {
        let days = "\(part.amount) day\(part.amount == 1 ? "" : "s")"
        let minutes = part.amount * book.problem.tickMinutes
        switch part.term {
        case .late: return "\(days) later"
        case .early: return "\(days) earlier"
        case .weekdayChange: return "another weekday"
        case .unwantedWeekday: return "not a wished weekday"
        case .otherPractitioner: return "another practitioner"
        case .locationChange: return "another location"
        case .timeOfDay: return "\(minutes) min from the usual time"
        case .unwantedTimeOfDay: return "not the wished half of the day"
        case .overtime: return "\(minutes) min of overtime"
        case .move: return "moved though not displaced"
        }
    }
}
