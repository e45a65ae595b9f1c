import Words
import ArgumentParser
import Domain
import Suggesting
import Booking
import Book
import SchedulingService
import ServiceContracts

struct SlotsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slots",
        abstract: "List free slots in order of time.",
        discussion: "Example: slotwise slots gp-return --practitioner p-01 --days 3"
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "Appointment type.") var type: AppointmentType.ID
    @Option(help: "With whom.") var practitioner: Practitioner.ID?
    @Option(help: "Where.") var location: Location.ID?
    @Option(help: "First day, yyyy-mm-dd. Default: today.") var from: LocalDate?
    @Option(help: "How many days, 1 to 366.") var days = 7
    @Option(help: "At most so many slots.") var limit = 40

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError("--limit: \(limit) is not allowed; it is 1 to 10000")
        }
        guard (1...366).contains(days) else {
            throw ValidationError("--days: \(days) is not allowed; it is 1 to 366")
        }
    }

    func run() async throws {
        try await Host.open(book.place, onlyReads: true) { host in
            let clock = WallClock(context: try await host.scheduling.clinic())
            let today = clock.today(try await host.scheduling.now())
            let first = from ?? today
            let slots = try await FindSlots(host.scheduling)(
                type, with: practitioner, at: location, from: first, days: days, limit: limit
            )
            let terminal = Terminal()
            if slots.isEmpty {
                let wish = SuggestAppointments.Wish(
                    type: type, patient: nil, earliest: first, latest: first + (days - 1))
                let why = try await SuggestAppointments(host.scheduling, solver: host.solver)
                    .whyNot(wish)
                why.map(terminal.words.text).forEach {
                    book.json ? terminal.note("slotwise: no slot: \($0)") : terminal.say("  \($0)")
                }
                if !book.json { return }
            }
            guard !book.json else { return try terminal.json(ListBody(items: slots.map(SlotBody.init))) }
            var table = Table("when", "practitioner", "location")
            for slot in slots {
                table.add(
                    clock.text(slot.range.start, at: slot.location), clock.context.name(slot.practitioner),
                    clock.context.locationName(slot.location)
                )
            }
            table.show(on: terminal)
        }
    }
}
