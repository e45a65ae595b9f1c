import Words
import ArgumentParser
import Domain
import Suggesting
import Directory
import Book
import SchedulingService
import ServiceContracts

struct SuggestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Suggest the best free slots for a patient, with reasons.",
        discussion: """
            Suggestions differ: at most one a day, at most two with one practitioner. For every free start see slots.

            Examples:
              slotwise suggest gp-return --patient pt-1
              slotwise suggest derm-first --patient pt-1 --weekday tuesday --time am --count 3
            """
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "Appointment type.") var type: AppointmentType.ID
    @Option(help: "For whom; their standing wishes apply.") var patient: Patient.ID
    @Option(help: "First day, yyyy-mm-dd. Default: today.") var from: LocalDate?
    @Option(help: "How many days to look at, 1 to 56.") var days = 28
    @Option(help: "How many suggestions, 1 to 20.") var count = 5
    @Option(help: "Wished practitioner; may be repeated.") var practitioner: [Practitioner.ID] = []
    @Option(help: "Wished weekday; may be repeated.") var weekday: [Weekday] = []
    @Option(help: "Wished half of the day: am or pm.") var time: Preferences.TimeOfDay?
    @Option(help: "Wished location.") var location: Location.ID?
    @Option(help: "urgent, normal or routine.") var priority: Priority = .normal

    func validate() throws {
        guard (1...56).contains(days) else {
            throw ValidationError("--days: \(days) is not allowed; it is 1 to 56")
        }
        guard Bounds.SuggestionCount.allows(count) else {
            throw ValidationError("--count: \(count) \(Bounds.SuggestionCount.rule)")
        }
    }

    func run() async throws {
        try await Host.open(book.place, onlyReads: true) { host in
            let scheduling = host.scheduling
            let context = try await scheduling.clinic()
            let clock = WallClock(context: context)
            let today = clock.today(try await scheduling.now())
            let first = from ?? today
            let standing = try await FindPatient(scheduling)(patient).preferences
            let wish = SuggestAppointments.Wish(
                type: type, patient: patient, earliest: first, latest: first + (days - 1),
                preferences: Preferences(
                    practitioners: practitioner.isEmpty ? standing.practitioners : Set(practitioner),
                    weekdays: weekday.isEmpty ? standing.weekdays : Set(weekday),
                    timeOfDay: time ?? standing.timeOfDay, location: location ?? standing.location
                ),
                priority: priority, count: count
            )
            let answers = try await SuggestAppointments(scheduling, solver: host.solver)(wish)
            let terminal = Terminal()
            guard !book.json else { return try terminal.json(SuggestionsBody(answers, in: terminal.words)) }
            answers.show(on: terminal, clock)
        }
    }
}

extension SuggestAppointments.Answers {
    /// A table of slots, each with its reasons below; or why there is none.
    func show(on terminal: Terminal, _ clock: WallClock) {
        defer { showReshuffled(on: terminal, clock) }
        guard whyNot.isEmpty else {
            terminal.say("  Nothing fits:")
            whyNot.forEach { terminal.say("  · \(terminal.words.text($0))") }
            if !waysOut.isEmpty { terminal.say("  What would help, cheapest first:") }
            return waysOut.forEach {
                terminal.say("  · \(terminal.words.text($0.reason)) (\($0.cost) points)")
            }
        }
        var table = Table("", "when", "practitioner", "location", ">cost")
        for (index, item) in items.enumerated() {
            table.add(
                "\(index + 1)", clock.text(item.slot.range.start, at: item.slot.location),
                clock.context.name(item.slot.practitioner), clock.context.locationName(item.slot.location),
                "\(item.cost)",
                below: item.reasons.map(terminal.words.weighed)
            )
        }
        table.show(on: terminal)
        for price in prices { terminal.say(terminal.dim("  \(terminal.words.text(price.trade))")) }
    }

    private func showReshuffled(on terminal: Terminal, _ clock: WallClock) {
        guard !reshuffled.isEmpty else { return }
        terminal.say(
            "  Free if others, who do not mind with whom, change their practitioner (book --reshuffle):")
        for item in reshuffled {
            let when = clock.text(item.slot.range.start, at: item.slot.location)
            let who = clock.context.name(item.slot.practitioner)
            terminal.say("  · \(when) with \(who), \(item.handovers) change hands (\(item.cost) points)")
        }
    }
}
