import ArgumentParser
import Domain
import Booking
import Book
import SchedulingService
import ServiceContracts

struct OfferCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offer",
        abstract: "Hold a place for somebody on the waitlist while they are asked; take their answer.",
        discussion: """
            Examples:
              slotwise offer make ENTRY --practitioner p-01 --start 2026-03-03T09:40 --minutes 120
              slotwise offer accept OFFER
              slotwise offer decline OFFER
            """,
        subcommands: [Make.self, Accept.self, Decline.self]
    )

    struct Make: ServedCommand {
        static let configuration = CommandConfiguration(abstract: "Offer a place and hold it.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The waitlist entry.") var entry: WaitlistEntry.ID
        @Option(help: "With whom.") var practitioner: Practitioner.ID
        @Option(help: "When, such as 2026-03-03T09:40.") var start: String
        @Option(help: "How long the place is held, 1 to 1440.") var minutes = 60

        struct Body: Encodable {
            let id, entry, hold, expiresAt: String
            let slot: SlotBody
        }

        func run() async throws {
            try await Host.open(book.place) { host in
                let clock = WallClock(context: try await host.scheduling.clinic())
                let offer = try await MakeOffer(host.scheduling)(
                    entry, with: practitioner, at: try clock.instant(start, with: practitioner),
                    lasting: Minutes(minutes), by: book.caller)
                let terminal = Terminal()
                guard !book.json else {
                    return try terminal.json(
                        Body(
                            id: offer.id.rawValue, entry: offer.entry.rawValue, hold: offer.hold.id.rawValue,
                            expiresAt: offer.hold.expiresAt.rfc3339, slot: SlotBody(offer.hold.slot)))
                }
                let until = clock.text(offer.hold.expiresAt, with: practitioner)
                terminal.say("offer \(offer.id): the place is held for \(offer.hold.patient) until \(until)")
            }
        }
    }

    struct Accept: ServedCommand {
        static let configuration = CommandConfiguration(abstract: "They take it.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The offer.") var offer: Offer.ID

        func run() async throws {
            try await Host.open(book.place) { host in
                let accepted = try await AnswerOffer(host.scheduling).accept(offer, by: book.caller)
                let terminal = Terminal()
                guard !book.json else { return try terminal.json(BookedBody(accepted.appointment)) }
                let clock = WallClock(context: try await host.scheduling.clinic())
                let appointment = accepted.appointment
                let when = clock.text(appointment.range.start, with: appointment.practitioner)
                terminal.say("\(terminal.good("taken")): \(appointment.id) is \(when) now")
                if let freed = accepted.freed {
                    terminal.note(
                        "next: slotwise waitlist backfill --practitioner \(freed.practitioner) --start \(freed.start)"
                    )
                }
            }
        }
    }

    struct Decline: ServedCommand {
        static let configuration = CommandConfiguration(
            abstract: "They do not take it; the place is free again and they stay on the waitlist.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The offer.") var offer: Offer.ID

        func run() async throws {
            try await Host.open(book.place) {
                try await AnswerOffer($0.scheduling).decline(offer, by: book.caller)
            }
            if book.json {
                try Terminal().json(["declined": offer.rawValue])
            } else {
                Terminal().say("declined")
            }
        }
    }
}
