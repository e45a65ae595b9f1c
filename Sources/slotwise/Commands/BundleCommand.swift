import ArgumentParser
import Domain
import Planning
import Suggesting
import Booking
import Book
import SchedulingService
import ServiceContracts
import Words

struct BundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Appointments that belong together: steps of a course, or a family back to back.",
        discussion: """
            A step is TYPE:PATIENT. --gap is the time from one step to the next: 0-30 for minutes, 3d-7d for days; one for all, or
            one between any two.

            Examples:
              slotwise bundle suggest --step gp-first:pt-1 --step derm-first:pt-1 --gap 1d-7d
              slotwise bundle suggest --step ped-return:pt-1 --step ped-return:pt-2 --gap 0-15 --one-practitioner
              slotwise bundle book --at gp-first:pt-1:p-01:2026-03-02T09:40 --at derm-first:pt-1:p-04:2026-03-05T10:00
            """,
        subcommands: [Suggest.self, Book.self]
    )

    struct Suggest: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Suggest bundles, cheapest first.")
        @OptionGroup var book: BookOptions
        @Option(help: "TYPE:PATIENT; in order, at least two.") var step: [BundleStep]
        @Option(help: "Minutes such as 0-30, or days such as 1d-7d.") var gap: [BundleGap]
        @Flag(help: "One practitioner gives all of it.") var onePractitioner = false
        @Option(help: "First day, yyyy-mm-dd. Default: today.") var from: LocalDate?
        @Option(help: "How many days to look at, 1 to 56.") var days = 28
        @Option(help: "How many bundles, 1 to 20.") var count = 3

        func validate() throws {
            guard Bounds.BundleSteps.allows(step.count) else {
                throw ValidationError("--step: the number of them, \(step.count), \(Bounds.BundleSteps.rule)")
            }
            guard gap.count == 1 || gap.count == step.count - 1 else {
                throw ValidationError("--gap: \(gap.count) given; say one for all, or \(step.count - 1)")
            }
            guard (1...56).contains(days), Bounds.SuggestionCount.allows(count) else {
                throw ValidationError("--days is 1 to 56, --count 1 to 20")
            }
        }

        func run() async throws {
            try await Host.open(book.place, onlyReads: true) { host in
                let scheduling = host.scheduling
                let clock = WallClock(context: try await scheduling.clinic())
                let today = clock.today(try await scheduling.now())
                let first = from ?? today
                let gaps = gap.count == 1 ? Array(repeating: gap[0], count: step.count - 1) : gap
                let wish = SuggestBundle.Wish(
                    steps: step.map(\.value), gaps: gaps.map(\.value), isWithOnePractitioner: onePractitioner,
                    earliest: first, latest: first + (days - 1), count: count
                )
                let answers = try await SuggestBundle(scheduling, solver: host.solver)(wish)
                let terminal = Terminal()
                guard !book.json else {
                    return try terminal.json(
                        ListBody(items: answers.map({ BundleBody($0, in: terminal.words) })))
                }
                if answers.isEmpty {
                    terminal.say("  Nothing fits together in these days; allow wider gaps or more days")
                }
                for (index, answer) in answers.enumerated() {
                    terminal.say("\(index + 1). \(terminal.bold("\(answer.cost) points"))")
                    SuggestAppointments.Answers(items: answer.steps).show(on: terminal, clock)
                }
            }
        }
    }

    struct Book: ServedCommand {
        static let configuration = CommandConfiguration(abstract: "Book a bundle: all of it or nothing.")
        @OptionGroup var book: BookOptions
        @Option(help: "TYPE:PATIENT:PRACTITIONER:START; in order.") var at: [String]
        @Option(help: "The same key with the same bundle books once.") var key: String?

        func run() async throws {
            try await Host.open(book.place) { host in
                let clock = WallClock(context: try await host.scheduling.clinic())
                let steps = try at.map { text in
                    let parts = text.split(separator: ":", maxSplits: 3).map(String.init)
                    guard parts.count == 4 else {
                        throw UsageError("--at: “\(text)” is not TYPE:PATIENT:PRACTITIONER:START")
                    }
                    let practitioner = Practitioner.ID(parts[2])
                    return BookBundle.Step(
                        type: AppointmentType.ID(parts[0]), patient: Patient.ID(parts[1]),
                        practitioner: practitioner, start: try clock.instant(parts[3], with: practitioner)
                    )
                }
                let booked = try await BookBundle(host.scheduling)(steps, by: book.caller, key: key)
                let terminal = Terminal()
                guard !book.json else {
                    return try terminal.json(ListBody(items: booked.map(BookedBody.init)))
                }
                for appointment in booked {
                    let when = clock.text(appointment.range.start, with: appointment.practitioner)
                    terminal.say("\(terminal.good("booked")) \(appointment.id)  \(when)")
                }
            }
        }
    }
}

/// A bundle as JSON.
struct BundleBody: Encodable {
    let cost: Int
    let steps: [SuggestionsBody.Item]

    init(_ answer: SuggestBundle.Answer, in words: Words) {
        cost = answer.cost
        steps = answer.steps.map { SuggestionsBody.Item($0, in: words) }
    }
}

/// `TYPE:PATIENT`.
struct BundleStep: ExpressibleByArgument {
    let value: SuggestBundle.Step

    init?(argument: String) {
        let parts = argument.split(separator: ":").map(String.init)
        guard parts.count == 2 else { return nil }
        value = SuggestBundle.Step(type: AppointmentType.ID(parts[0]), patient: Patient.ID(parts[1]))
    }
}

/// `0-30` minutes or `1d-7d`.
struct BundleGap: ExpressibleByArgument {
    let value: BundleRequest.Gap

    init?(argument: String) {
        let isDays = argument.contains("d")
        let ends = argument.split(separator: "-").compactMap { Int($0.filter { $0 != "d" }) }
        guard ends.count == 2, ends[0] >= 0, ends[0] <= ends[1], ends[1] <= 100_000 else { return nil }
        value = isDays ? .days(ends[0]...ends[1]) : .minutes(ends[0]...ends[1])
    }
}
