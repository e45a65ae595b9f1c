import ArgumentParser
import Domain
import Booking
import Book
import SchedulingService

struct MarkCommand: ServedCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark",
        abstract: "Note that a patient arrived, checked in, was seen, or did not come.",
        discussion: "Example: slotwise mark a-17 arrived"
    )

    enum Step: String, ExpressibleByArgument, CaseIterable {
        case arrived
        case checkedIn = "checked-in"
        case fulfilled, noshow
    }

    @OptionGroup var book: BookOptions
    @Argument(help: "The appointment.") var appointment: Appointment.ID
    @Argument(help: "arrived, checked-in, fulfilled or noshow.") var step: Step

    func run() async throws {
        let marked = try await Host.open(book.place) { host in
            switch step {
            case .arrived: try await MarkArrived(host.scheduling)(appointment, by: book.caller)
            case .checkedIn: try await CheckIn(host.scheduling)(appointment, by: book.caller)
            case .fulfilled: try await FulfilAppointment(host.scheduling)(appointment, by: book.caller)
            case .noshow: try await MarkNoShow(host.scheduling)(appointment, by: book.caller)
            }
        }
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(BookedBody(marked)) }
        terminal.say("\(marked.id) is \(terminal.good(marked.status.rawValue))")
    }
}
