import Rebalancing
import Booking
import Directory
import Book
import Availability
import Domain
import Planning
import Platform
import ServiceContracts
import Storage

/// The service's errors as problems: the only place that knows both.
func problem(for error: any Error) -> Problem? {
    switch error {
    case let error as BookingError: error.problem
    case PlanJobError.queueFull: Problem.unavailable("other plans are being made", after: 30)
    case PlanJobError.unknown: Problem(.notFound)
    case let error as LinkError: Problem(error == .expired ? .linkExpired : .notFound)
    case CalendarFeedError.unknown: Problem(.notFound)
    case CalendarFeedError.nobodys: Problem(.forbidden, "the account has no appointments of its own")
    case is FollowCalendar.None: Problem(.notFound)
    case is ZoneError: Problem.invalid("zone", "must be an IANA zone such as Europe/Berlin")
    default: nil
    }
}

extension BookingError {
    var problem: Problem {
        switch self {
        case .slotTaken, .poolExhausted, .patientBusy, .nobodyFree: Problem(.slotTaken, description)
        case .ruleBroken(let rule, _):
            Problem(.ruleBroken, description, members: ["rule": .string(rule.rawValue)])
        case .unknown(let kind, _): Problem(.notFound, "there is no such \(kind)")
        case .holdExpired: Problem(.holdExpired, description)
        case .holdAlreadyExtended: Problem(.holdExtended, description)
        // Whose hold it is is nobody else's business.
        case .holdOfAnother(let hold): BookingError.holdExpired(hold).problem
        case .illegalTransition(let from, let to):
            Problem(
                .illegalTransition, description,
                members: ["from": .string(from.rawValue), "to": .string(to.rawValue)])
        case .keyReused: Problem(.keyReused)
        case .notPermitted: Problem(.forbidden, description)
        case .reasonMissing:
            Problem.invalid("overbookReason", "must be a line of 1 to 200 characters that is not blank")
        case .seriesConflict(let index, let start, let cause):
            Problem(
                cause.problem.kind, description,
                members: cause.problem.members.merging([
                    "index": .int(index), "start": .string(start.rfc3339),
                ]) { $1 })
        case .proposalOutdated(let moves):
            Problem(
                .proposalOutdated, "the book has changed; nothing was applied",
                members: [
                    "changes": .array(
                        moves.map {
                            ["appointment": .string($0.appointment.rawValue), "change": .string($0.change)]
                        })
                ])
        case .unknownMove: Problem.invalid("moves", "must name appointments that the proposal moves")
        }
    }

    /// Whether another slot would help.
    var isTaken: Bool {
        switch self {
        case .slotTaken, .poolExhausted, .patientBusy, .nobodyFree: true
        case .seriesConflict(_, _, let cause): cause.isTaken
        default: false
        }
    }
}
