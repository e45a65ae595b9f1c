import ArgumentParser
import Domain
import Booking
import Book
import SchedulingService

struct RescheduleCommand: ServedCommand {
    static let configuration = CommandConfiguration(
        commandName: "reschedule",
        abstract: "Move an appointment; the old place is kept until the new one is had.",
        discussion: "Example: slotwise reschedule a-17 --start 2026-03-03T10:00"
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "The appointment.") var appointment: Appointment.ID
    @Option(help: "With whom from now on. Default: the same.") var practitioner: Practitioner.ID?
    @Option(help: "When: 2026-03-02T09:40 on the location's wall, or in UTC with Z.") var start: String
    @Option(help: "The same key with the same request moves once.") var key: String?

    func run() async throws {
        try await Host.open(book.place) { host in
            let clock = WallClock(context: try await host.scheduling.clinic())
            let current = try await FindAppointment(host.scheduling)(appointment).practitioner
            let start = try clock.instant(start, with: practitioner ?? current)
            let moved = try await RescheduleAppointment(host.scheduling)(
                appointment, to: practitioner, at: start, by: book.caller, key: key
            )
            let terminal = Terminal()
            guard !book.json else { return try terminal.json(BookedBody(moved)) }
            let when = clock.text(moved.range.start, with: moved.practitioner)
            terminal.say(
                "\(terminal.good("moved")) \(moved.id) to \(when)  \(clock.context.name(moved.practitioner))")
        }
    }
}
