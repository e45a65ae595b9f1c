import ArgumentParser
import Availability
import Domain
import Rebalancing
import Book
import SchedulingService
import ServiceContracts

struct AbsenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "absence",
        abstract: "Record that a practitioner is away, and see whom that displaces.",
        discussion: """
            Examples:
              slotwise absence add p-01 --from 2026-03-02 --to 2026-03-13 --reason illness
              slotwise absence list
            """,
        subcommands: [Add.self, List.self]
    )

    struct Add: ServedCommand {
        static let configuration = CommandConfiguration(abstract: "Record an absence of whole days.")
        @OptionGroup var book: BookOptions
        @Argument(help: "Who is away.") var practitioner: Practitioner.ID
        @Option(help: "First day away, yyyy-mm-dd.") var from: LocalDate
        @Option(help: "Last day away, yyyy-mm-dd, inclusive.") var to: LocalDate
        @Option(help: "Why, for staff.") var reason = "absent"

        func validate() throws {
            guard from <= to else { throw ValidationError("--to: \(to) is before --from \(from)") }
        }

        func run() async throws {
            try await Host.open(book.place) { host in
                let context = try await host.scheduling.clinic()
                let zone = context.zone(of: try context.practitioner(practitioner).location)
                guard let first = zone.day(from), let last = zone.day(to) else {
                    throw UsageError("--from: the zone \(zone.name) skips that day")
                }
                let recorded = try await RecordAbsence(host.scheduling)(
                    practitioner, TimeRange(start: first.start, end: last.end), because: reason,
                    by: book.caller
                )
                let terminal = Terminal()
                guard !book.json else { return try terminal.json(AbsenceBody(recorded)) }
                terminal.say(
                    "absence \(recorded.absence.id) of \(context.name(practitioner)), \(recorded.displaced.count) displaced"
                )
                recorded.showDisplaced(on: terminal, WallClock(context: context), limit: .max)
                terminal.note("next: slotwise proposal make \(recorded.absence.id)")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List absences and how many they still displace.")
        @OptionGroup var book: BookOptions

        func run() async throws {
            try await Host.open(book.place, onlyReads: true) { host in
                let clock = WallClock(context: try await host.scheduling.clinic())
                let all = try await RecordAbsence(host.scheduling).list()
                let terminal = Terminal()
                guard !book.json else { return try terminal.json(ListBody(items: all.map(AbsenceBody.init))) }
                var table = Table(
                    "absence", "practitioner", "from", "to", ">displaced", ">unreachable", "reason")
                for recorded in all {
                    let absence = recorded.absence
                    table.add(
                        absence.id.rawValue, clock.context.name(absence.practitioner),
                        clock.text(absence.range.start, with: absence.practitioner),
                        clock.text(absence.range.end, with: absence.practitioner),
                        "\(recorded.displaced.count)",
                        "\(recorded.displaced.count { !$0.isReachable })", absence.reason
                    )
                }
                table.show(on: terminal)
            }
        }
    }
}

extension RecordAbsence.Recorded {
    /// Names, not only counts.
    func showDisplaced(on terminal: Terminal, _ clock: WallClock, limit: Int) {
        var table = Table("appointment", "when", "patient", "type", "reached by")
        for displaced in displaced.prefix(limit) {
            let appointment = displaced.appointment
            table.add(
                appointment.id.rawValue, clock.text(appointment.range.start, with: appointment.practitioner),
                displaced.patient.name,
                appointment.type.rawValue,
                displaced.patient.contact ?? "nobody can reach them"
            )
        }
        table.show(on: terminal)
        if displaced.count > limit { terminal.say(terminal.dim("  … and \(displaced.count - limit) more")) }
    }
}
