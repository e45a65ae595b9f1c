import ArgumentParser
import Domain
import Booking
import Book
import SchedulingService
import ServiceContracts

struct HoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Keep a slot for five minutes, extend that once, or give it back.",
        discussion: """
            Examples:
              slotwise hold place gp-return --patient pt-1 --practitioner p-01 --start 2026-03-02T09:40
              slotwise hold extend 4kq7…
            """,
        subcommands: [Place.self, Extend.self, Release.self]
    )

    struct Body: Encodable {
        let id, expiresAt: String
        let slot: SlotBody

        init(_ hold: Hold) {
            id = hold.id.rawValue
            expiresAt = hold.expiresAt.rfc3339
            slot = SlotBody(hold.slot)
        }
    }

    /// Opens the book, does `work`, and shows the hold it leaves.
    static func show(
        _ book: BookOptions, _ work: (Host, WallClock) async throws -> Hold
    ) async throws {
        try await Host.open(book.place) { host in
            let clock = WallClock(context: try await host.scheduling.clinic())
            let hold = try await work(host, clock)
            let terminal = Terminal()
            guard !book.json else { return try terminal.json(Body(hold)) }
            let (when, until) = (hold.slot.range.start, hold.expiresAt)
            terminal.say(
                "hold \(hold.id) keeps \(clock.text(when, at: hold.slot.location)) with "
                    + "\(clock.context.name(hold.slot.practitioner)) until \(clock.text(until, at: hold.slot.location))"
            )
        }
    }

    struct Place: ServedCommand {
        static let configuration = CommandConfiguration(abstract: "Keep a slot.")
        @OptionGroup var book: BookOptions
        @Argument(help: "Appointment type.") var type: AppointmentType.ID
        @Option(help: "For whom.") var patient: Patient.ID
        @Option(help: "With whom.") var practitioner: Practitioner.ID
        @Option(help: "urgent, normal or routine; urgent may take time kept for it.")
        var priority: Priority = .normal
        @Option(help: "When: 2026-03-02T09:40 on the location's wall, or in UTC with Z.") var start: String

        func run() async throws {
            try await HoldCommand.show(book) { host, clock in
                let start = try clock.instant(start, with: practitioner)
                return try await HoldSlot(host.scheduling)(
                    type, for: patient, with: practitioner, at: start, priority: priority,
                    by: book.caller)
            }
        }
    }

    struct Extend: ServedCommand {
        static let configuration = CommandConfiguration(abstract: "Keep it five minutes longer, once.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The hold.") var hold: Hold.ID

        func run() async throws {
            try await HoldCommand.show(book) { host, _ in
                try await ExtendHold(host.scheduling)(hold, by: book.caller)
            }
        }
    }

    struct Release: ServedCommand {
        static let configuration = CommandConfiguration(abstract: "Give it back.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The hold.") var hold: Hold.ID

        func run() async throws {
            try await Host.open(book.place) {
                try await ReleaseHold($0.scheduling)(hold, by: book.caller)
            }
            let terminal = Terminal()
            guard !book.json else { return try terminal.json(["released": hold.rawValue]) }
            terminal.say("released \(hold)")
        }
    }
}
