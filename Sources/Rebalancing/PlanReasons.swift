import Book
import Domain
package import Planning
package import Words

/// Why a move costs what it costs, or why a request found no place.
package struct PlanReasons {
    private let book: BookProblem
    private let explanation: PlacementExplanation

    package init(_ book: BookProblem) {
        self.book = book
        explanation = PlacementExplanation(book.problem)
    }

    /// Points and reasons of placing request `index`.
    package func move(_ index: Int, to place: PlacementProblem.Place) -> (cost: Int, reasons: [Reason]) {
        let request = book.problem.requests[index]
        let parts = explanation.parts(of: request, at: place)
        let isSameDay = place.day == request.original.day
        let praise = isSameDay ? [Reason(.planSameDay)] : []
        return (parts.reduce(0) { $0 + $1.points }, praise + parts.map(reason))
    }

    /// Why each request without a place has none, by position.
    package func causes(_ unplaced: [Int]) -> [Reason] {
        guard !unplaced.isEmpty else { return [] }
        let hadOptions = explanation.hadOptions()
        return unplaced.map { index in
            let request = book.problem.requests[index]
            let type = Reason.Value.name(request.appointmentType)
            guard !request.locations.isEmpty else { return Reason(.unplacedNoDay, ["type": type]) }
            guard !hadOptions[index] else { return Reason(.unplacedTaken) }
            return Reason(
                isCapped(request) ? .unplacedNobodyFreeOrCapped : .unplacedNobodyFree,
                [
                    "skill": .name(request.skill), "type": type,
                    "minutes": .number(request.duration * book.problem.tickMinutes),
                    "day": .number(request.dueDay + 1),
                ])
        }
    }

    private func isCapped(_ request: PlacementProblem.Request) -> Bool {
        book.problem.caps.contains { $0.appointmentType == request.appointmentType }
    }

    private func reason(_ part: PlacementExplanation.Part) -> Reason {
        Reason(
            Reason.Code(part.term),
            [
                "days": .number(part.amount), "minutes": .number(part.amount * book.problem.tickMinutes),
            ], points: part.points)
    }
}

package extension Reason.Code {
    /// What is said of a term of a placement's cost.
    init(_ term: CostTerm) {
        self =
            switch term {
            case .late: .planLate
            case .early: .planEarly
            case .weekdayChange: .planWeekdayChange
            case .unwantedWeekday: .planUnwantedWeekday
            case .otherPractitioner: .planOtherPractitioner
            case .locationChange: .planLocationChange
            case .timeOfDay: .planTimeOfDay
            case .unwantedTimeOfDay: .planUnwantedTimeOfDay
            case .overtime: .planOvertime
            case .move: .planMove
            }
    }
}
