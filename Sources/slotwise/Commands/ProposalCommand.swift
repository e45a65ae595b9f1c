import Words
import ArgumentParser
import Domain
import Rebalancing
import Directory
import Book
import SchedulingService

struct ProposalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proposal",
        abstract: "Plan for many at once: re-place the displaced or spread load; look at the plan, apply it.",
        discussion: """
            Examples:
              slotwise proposal make 7fkq… --seconds 10
              slotwise proposal make 7fkq… 8mpt… --move-others --fair-by location:20
              slotwise proposal rebalance --from 2026-03-09 --to 2026-03-13 --weight move=10
              slotwise proposal show 9mwx…
              slotwise proposal apply 9mwx… --only a-17 --only a-23
            """,
        subcommands: [Make.self, Rebalance.self, Show.self, Apply.self]
    )

    struct Make: ServedCommand {
        static let configuration = CommandConfiguration(
            abstract: "Plan for one or several absences together; nothing is applied.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The absences.") var absences: [Absence.ID]
        @OptionGroup var options: PlanningOptions

        func run() async throws {
            try await options.propose(.replace(absences), in: book)
        }
    }

    struct Rebalance: ServedCommand {
        static let configuration = CommandConfiguration(
            abstract: "Spread the appointments of some days over those who have time; nothing is applied.")
        @OptionGroup var book: BookOptions
        @Option(help: "First day, yyyy-mm-dd.") var from: LocalDate
        @Option(help: "Last day, inclusive; at most 62 days later.") var to: LocalDate
        @OptionGroup var options: PlanningOptions

        func validate() throws {
            guard from <= to, to - from <= 62 else {
                throw ValidationError("--to: \(to) is not allowed; it is \(from) to \(from + 62)")
            }
        }

        func run() async throws {
            try await options.propose(.rebalance(from: from, to: to), in: book)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a stored proposal.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The proposal.") var proposal: Proposal.ID

        func run() async throws {
            try await Host.open(book.place, onlyReads: true) { host in
                let proposal = try await ApplyProposal(host.scheduling).show(proposal)
                try await proposal.show(on: Terminal(), host, asJSON: book.json)
            }
        }
    }

    struct Apply: ServedCommand {
        static let configuration = CommandConfiguration(
            abstract: "Apply it, whole or in part; refused if the book moved on.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The proposal.") var proposal: Proposal.ID
        @Option(help: "Only this appointment; may be repeated.") var only: [Appointment.ID] = []

        func run() async throws {
            let moved = try await Host.open(book.place) {
                try await ApplyProposal($0.scheduling)(
                    proposal, only: only.isEmpty ? nil : Set(only), by: book.caller)
            }
            let terminal = Terminal()
            guard !book.json else {
                return try terminal.json(ListBody(items: moved.map(BookedBody.init)))
            }
            terminal.say("\(terminal.good("applied")): \(moved.count) appointments moved")
        }
    }
}

extension Proposal {
    /// Cost, bound and gap; who moves where and why; who found no place.
    func show(on terminal: Terminal, _ host: Host, asJSON: Bool, limit: Int = .max) async throws {
        guard !asJSON else { return try terminal.json(self) }
        let clock = WallClock(context: try await host.scheduling.clinic())
        let names = try await Dictionary(
            uniqueKeysWithValues: FindPatient(host.scheduling).all().map { ($0.id, $0.name) }
        )
        let proof =
            objective == bound
            ? "proved optimal" : "proved within \(gap.percent) of the best (\(termination))"
        terminal.say(
            "proposal \(id): \(terminal.bold("\(moves.count) move, \(unplaced.count) without a place"))"
        )
        terminal.say(
            "  cost \(objective), bound \(bound): \(terminal.good(proof)) in \(seconds.twoDecimals) s"
        )
        if !bill.isEmpty {
            let parts = bill.map { "\($0.rule) \($0.points)" }
            terminal.say(terminal.dim("  of which \(parts.joined(separator: ", "))"))
        }
        var table = Table("appointment", "patient", "from", "to", "with", ">cost")
        for move in moves.prefix(limit) {
            table.add(
                move.appointment.rawValue, names[move.patient] ?? move.patient.rawValue,
                clock.text(move.from.start, with: move.from.practitioner),
                clock.text(move.to.start, with: move.to.practitioner),
                clock.context.name(move.to.practitioner),
                "\(move.cost)",
                below: move.reasons.map(terminal.words.weighed) + move.instead(clock)
            )
        }
        table.show(on: terminal)
        if moves.count > limit { terminal.say(terminal.dim("  … and \(moves.count - limit) more")) }
        for stranded in unplaced {
            terminal.say(
                "  \(terminal.bad("no place")) \(names[stranded.patient] ?? stranded.patient.rawValue): \(terminal.words.text(stranded.cause))"
            )
        }
    }
}

extension Proposal.Move {
    /// The next best place in words; nothing if there is none.
    fileprivate func instead(_ clock: WallClock) -> [String] {
        nextBest.map { next in
            let when = clock.text(next.seat.start, with: next.seat.practitioner)
            return [
                "next best \(when) \(clock.context.name(next.seat.practitioner)) (\(next.difference.signed))"
            ]
        } ?? []
    }
}
