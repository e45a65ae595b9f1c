import ArgumentParser
import Domain
import SchedulingService

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

    static func show(_ hold: Hold, _ book: BookOptions) throws {
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(Body(hold)) }
        terminal.say(
            "hold \(hold.id) keeps \(hold.slot.range.start) with \(hold.slot.practitioner) until \(hold.expiresAt)"
        )
    }

    struct Place: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep a slot.")
        @OptionGroup var book: BookOptions
        @Argument(help: "Appointment type.") var type: AppointmentType.ID
        @Option(help: "For whom.") var patient: Patient.ID
        @Option(help: "With whom.") var practitioner: Practitioner.ID
        @Option(help: "When: 2026-03-02T09:40 on the location's wall, or in UTC with Z.") var start: String

        func run() async throws {
            let hold = try await Composition.open(book.directory) { composition in
                let clock = WallClock(context: try await composition.scheduling.clinic())
                let start = try clock.instant(start, with: practitioner)
                return try await HoldSlot(composition.scheduling)(
                    type, for: patient, with: practitioner, at: start)
            }
            try HoldCommand.show(hold, book)
        }
    }

    struct Extend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Keep it five minutes longer, once.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The hold.") var hold: Hold.ID

        func run() async throws {
            let extended = try await Composition.open(book.directory) {
                try await ExtendHold($0.scheduling)(hold)
            }
            try HoldCommand.show(extended, book)
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give it back.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The hold.") var hold: Hold.ID

        func run() async throws {
            try await Composition.open(book.directory) { try await ReleaseHold($0.scheduling)(hold) }
            let terminal = Terminal()
            guard !book.json else { return try terminal.json(["released": hold.rawValue]) }
            terminal.say("released \(hold)")
        }
    }
}
