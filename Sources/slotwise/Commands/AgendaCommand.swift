import ArgumentParser
import Domain
import Booking
import Book
import SchedulingService

struct AgendaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agenda",
        abstract: "Show a practitioner's day.",
        discussion: "Example: slotwise agenda p-01 --date 2026-03-02"
    )

    struct Body: Encodable {
        let appointment: BookedBody
        let patientName: String
        let resources: [String]
    }

    @OptionGroup var book: BookOptions
    @Argument(help: "Whose day.") var practitioner: Practitioner.ID
    @Option(help: "Which day, yyyy-mm-dd. Default: today.") var date: LocalDate?

    func run() async throws {
        try await Host.open(book.place, onlyReads: true) { host in
            let clock = WallClock(context: try await host.scheduling.clinic())
            let today = clock.today(try await host.scheduling.now())
            let date = date ?? today
            let entries = try await ShowAgenda(host.scheduling)(practitioner, on: date)
            let terminal = Terminal()
            guard !book.json else {
                let items = entries.map {
                    Body(
                        appointment: BookedBody($0.appointment), patientName: $0.patient.name,
                        resources: $0.resources
                    )
                }
                return try terminal.json(ListBody(items: items))
            }
            terminal.say(terminal.bold("\(clock.context.name(practitioner)), \(date.weekday.name) \(date)"))
            var table = Table("when", ">min", "patient", "type", "status", "room", "appointment")
            for entry in entries {
                let appointment = entry.appointment
                table.add(
                    clock.text(appointment.range.start, with: practitioner),
                    "\(appointment.range.seconds / 60)",
                    entry.patient.name, appointment.type.rawValue, appointment.status.rawValue,
                    entry.resources.joined(separator: ", "), appointment.id.rawValue
                )
            }
            table.show(on: terminal)
        }
    }
}
