import Words
import ArgumentParser
import Domain
import Suggesting
import Directory
import Book
import SchedulingService
import ServiceContracts

struct SeriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract: "Suggest a weekday, time and practitioner that fit a whole series of visits.",
        discussion: """
            Visits that do not fit the pattern are exceptions near their day; they are marked, and priced.

            Examples:
              slotwise series gp-return --patient pt-1 --visits 4 --every 7
              slotwise series gp-return --patient pt-1 --visits 3 --every 14 --json
            """
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "Appointment type.") var type: AppointmentType.ID
    @Option(help: "For whom; their standing wishes apply.") var patient: Patient.ID
    @Option(help: "How many visits, 2 to 26.") var visits: Int
    @Option(help: "Days from one visit to the next, 1 to 84.") var every = 7
    @Option(help: "First day, yyyy-mm-dd. Default: today.") var from: LocalDate?
    @Option(help: "How many patterns, 1 to 20.") var count = 3

    struct Body: Encodable {
        struct Visit: Encodable {
            let slot: SlotBody
            let isException: Bool
        }

        let cost: Int
        let visits: [Visit]

        init(_ answer: SuggestRecurring.Answer) {
            cost = answer.cost
            visits = answer.visits.enumerated().map {
                Visit(slot: SlotBody($1), isException: answer.exceptions.contains($0))
            }
        }
    }

    func run() async throws {
        try await Host.open(book.place, onlyReads: true) { host in
            let scheduling = host.scheduling
            let clock = WallClock(context: try await scheduling.clinic())
            let today = clock.today(try await scheduling.now())
            let first = from ?? today
            let wish = SuggestAppointments.Wish(
                type: type, patient: patient, earliest: first, latest: first,
                preferences: try await FindPatient(scheduling)(patient).preferences, count: count
            )
            let found = try await SuggestRecurring(scheduling, solver: host.solver)(
                wish, visits: visits, intervalDays: every)
            let (terminal, answers) = (Terminal(), found.items)
            found.whyNot.map(terminal.words.text).forEach {
                book.json ? terminal.note("slotwise: no series: \($0)") : terminal.say("  \($0)")
            }
            guard !book.json else { return try terminal.json(ListBody(items: answers.map(Body.init))) }
            for (index, answer) in answers.enumerated() {
                let exceptions = answer.exceptions.count
                let remark = exceptions == 0 ? "" : ", \(exceptions) exception\(exceptions == 1 ? "" : "s")"
                terminal.say("\(index + 1). \(terminal.bold("\(answer.cost) points"))\(remark)")
                for (position, slot) in answer.visits.enumerated() {
                    let mark = answer.exceptions.contains(position) ? "  (exception)" : ""
                    terminal.say(
                        "   \(clock.text(slot.range.start, at: slot.location))  \(clock.context.name(slot.practitioner))\(mark)"
                    )
                }
            }
        }
    }
}
