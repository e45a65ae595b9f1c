import ArgumentParser
import Domain
import Booking
import Book
import SchedulingService

struct CancelCommand: ServedCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancel an appointment; its time is free at once.",
        discussion: "Example: slotwise cancel a-17 --reason patient-request"
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "The appointment.") var appointment: Appointment.ID
    @Option(help: "A short code for the audit trail, never a diagnosis.") var reason: String?
    @Option(help: "The same key cancels once.") var key: String?

    func run() async throws {
        let cancelled = try await Host.open(book.place) {
            try await CancelAppointment($0.scheduling)(
                appointment, because: reason, by: book.caller, key: key)
        }
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(BookedBody(cancelled)) }
        terminal.say("\(terminal.good("cancelled")) \(cancelled.id)")
    }
}
