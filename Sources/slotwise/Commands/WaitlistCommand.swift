import ArgumentParser
import Domain
import Rebalancing
import Booking
import Book
import SchedulingService

struct WaitlistCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waitlist",
        abstract: "Who wants a place, or an earlier one; and who should take a place that became free.",
        discussion: """
            Examples:
              slotwise waitlist add gp-return --patient pt-1 --from 2026-03-02 --to 2026-03-13
              slotwise waitlist add gp-return --patient pt-2 --from 2026-03-02 --to 2026-03-13 --instead-of a-17
              slotwise waitlist backfill --practitioner p-01 --start 2026-03-03T09:40
              slotwise offer make ENTRY --practitioner p-01 --start 2026-03-03T09:40
            """,
        subcommands: [Add.self, List.self, Remove.self, Backfill.self]
    )

    struct EntryBody: Encodable {
        let id, patient, appointmentType, priority, earliest, latest, since: String
        let appointment: String?

        init(_ entry: WaitlistEntry) {
            id = entry.id.rawValue
            patient = entry.patient.rawValue
            appointmentType = entry.type.rawValue
            priority = entry.priority.rawValue
            earliest = "\(entry.earliest)"
            latest = "\(entry.latest)"
            since = entry.addedAt.rfc3339
            appointment = entry.appointment?.rawValue
        }
    }

    struct Add: ServedCommand {
        static let configuration = CommandConfiguration(abstract: "Put somebody on the waitlist.")
        @OptionGroup var book: BookOptions
        @Argument(help: "Appointment type.") var type: AppointmentType.ID
        @Option(help: "Who waits.") var patient: Patient.ID
        @Option(help: "First day that suits, yyyy-mm-dd.") var from: LocalDate
        @Option(help: "Last day that suits, inclusive.") var to: LocalDate
        @Option(help: "An appointment to be moved earlier.") var insteadOf: Appointment.ID?
        @Option(help: "urgent, normal or routine.") var priority: Priority = .normal

        func validate() throws {
            guard from <= to else {
                throw ValidationError("--to: \(to) is not allowed; it is \(from) or later")
            }
        }

        func run() async throws {
            let entry = try await Host.open(book.place) {
                try await JoinWaitlist($0.scheduling)(
                    patient, for: type, priority: priority, on: from...to, insteadOf: insteadOf,
                    by: book.caller)
            }
            let terminal = Terminal()
            guard !book.json else { return try terminal.json(EntryBody(entry)) }
            terminal.say("\(terminal.good("waiting")): entry \(entry.id)")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Everybody who waits, longest first.")
        @OptionGroup var book: BookOptions

        func run() async throws {
            let entries = try await Host.open(book.place, onlyReads: true) {
                try await JoinWaitlist($0.scheduling).list()
            }
            let terminal = Terminal()
            guard !book.json else { return try terminal.json(ListBody(items: entries.map(EntryBody.init))) }
            var table = Table("entry", "patient", "type", "priority", "days", "instead of")
            for entry in entries {
                table.add(
                    entry.id.rawValue, entry.patient.rawValue, entry.type.rawValue, entry.priority.rawValue,
                    "\(entry.earliest) – \(entry.latest)", entry.appointment?.rawValue ?? "–")
            }
            table.show(on: terminal)
        }
    }

    struct Remove: ServedCommand {
        static let configuration = CommandConfiguration(abstract: "Take an entry off the waitlist.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The entry.") var entry: WaitlistEntry.ID

        func run() async throws {
            try await Host.open(book.place) {
                try await LeaveWaitlist($0.scheduling)(entry, by: book.caller)
            }
            if book.json {
                try Terminal().json(["removed": entry.rawValue])
            } else {
                Terminal().say("removed")
            }
        }
    }

    struct Backfill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Who should take a free place, who theirs, and so on; nothing is offered yet.")
        @OptionGroup var book: BookOptions
        @Option(help: "Whose time is free.") var practitioner: Practitioner.ID
        @Option(help: "When, such as 2026-03-03T09:40.") var start: String
        @Option(help: "At most so many move, 1 to 8.") var longest = 4

        struct Body: Encodable {
            struct Step: Encodable {
                let entry, patient, to, practitioner: String
                let from: String?
                let daysGained: Int?
            }

            let chain: [Step]
        }

        func validate() throws {
            guard (1...8).contains(longest) else {
                throw ValidationError("--longest: \(longest) is not allowed; it is 1 to 8")
            }
        }

        func run() async throws {
            try await Host.open(book.place, onlyReads: true) { host in
                let clock = WallClock(context: try await host.scheduling.clinic())
                let when = try clock.instant(start, with: practitioner)
                let chain = try await PlanBackfill(host.scheduling)(
                    practitioner, at: when, longest: longest)
                let terminal = Terminal()
                guard !book.json else { return try terminal.json(Self.body(chain)) }
                guard let first = chain.first else {
                    return terminal.say("nobody on the waitlist gains by this place")
                }
                for step in chain {
                    let from = step.from.map { clock.text($0.start, with: $0.practitioner) } ?? "no place yet"
                    let gain = step.daysGained.map { ", \($0) days earlier" } ?? ""
                    let to = clock.text(step.to.start, with: step.to.practitioner)
                    terminal.say(
                        "  \(step.entry.patient): \(from) → \(to) \(clock.context.name(step.to.practitioner))\(gain)"
                    )
                }
                terminal.note(
                    "next: slotwise offer make \(first.entry.id) --practitioner \(first.to.practitioner) --start \(first.to.start)"
                )
            }
        }

        private static func body(_ chain: [PlanBackfill.Step]) -> Body {
            Body(
                chain: chain.map {
                    Body.Step(
                        entry: $0.entry.id.rawValue, patient: $0.entry.patient.rawValue,
                        to: $0.to.start.rfc3339, practitioner: $0.to.practitioner.rawValue,
                        from: $0.from?.start.rfc3339, daysGained: $0.daysGained)
                })
        }
    }
}
