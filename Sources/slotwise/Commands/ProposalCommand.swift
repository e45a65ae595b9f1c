import ArgumentParser
import Domain
import LinearModel
import SchedulingService

struct ProposalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proposal",
        abstract: "Re-place everybody an absence displaced in one plan: make it, look at it, apply it.",
        discussion: """
            Examples:
              slotwise proposal make 7fkq… --seconds 10
              slotwise proposal show 9mwx…
              slotwise proposal apply 9mwx… --only a-17 --only a-23
            """,
        subcommands: [Make.self, Show.self, Apply.self]
    )

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Plan for an absence; nothing is applied.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The absence.") var absence: Absence.ID
        @Option(help: "Deadline of the search.") var seconds = 10.0

        func validate() throws {
            guard seconds > 0, seconds <= 3_600 else {
                throw ValidationError(
                    "--seconds: \(seconds) is not allowed; it is more than 0 and at most 3600")
            }
        }

        func run() async throws {
            try await Composition.open(book.directory) { composition in
                let terminal = Terminal()
                let control = SolveControl { progress in
                    let cost = progress.incumbent.map { "\(Int($0))" } ?? "–"
                    terminal.progress("planning: cost \(cost), proved at least \(Int(progress.bound))")
                }
                let proposal = try await ProposeReplacement(
                    composition.scheduling, solver: composition.solver)(
                        absence, seconds: seconds, control: control
                    )
                terminal.endProgress()
                try await proposal.show(on: terminal, composition, asJSON: book.json)
                terminal.note("next: slotwise proposal apply \(proposal.id)")
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a stored proposal.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The proposal.") var proposal: Proposal.ID

        func run() async throws {
            try await Composition.open(book.directory) { composition in
                let proposal = try await ApplyProposal(composition.scheduling).show(proposal)
                try await proposal.show(on: Terminal(), composition, asJSON: book.json)
            }
        }
    }

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Apply it, whole or in part; refused if the book moved on.")
        @OptionGroup var book: BookOptions
        @Argument(help: "The proposal.") var proposal: Proposal.ID
        @Option(help: "Only this appointment; may be repeated.") var only: [Appointment.ID] = []

        func run() async throws {
            let moved = try await Composition.open(book.directory) {
                try await ApplyProposal($0.scheduling)(
                    proposal, only: only.isEmpty ? nil : Set(only), by: book.caller)
            }
            let terminal = Terminal()
            guard !book.json else {
                return try terminal.json(ListBody(items: moved.map(AppointmentBody.init)))
            }
            terminal.say("\(terminal.good("applied")): \(moved.count) appointments moved")
        }
    }
}

extension Proposal {
    /// Cost, bound and gap; who moves where and why; who found no place.
    func show(on terminal: Terminal, _ composition: Composition, asJSON: Bool, limit: Int = .max) async throws
    {
        guard !asJSON else { return try terminal.json(self) }
        let clock = WallClock(context: try await composition.scheduling.clinic())
        let names = try await Dictionary(
            uniqueKeysWithValues: FindPatient(composition.scheduling).all().map { ($0.id, $0.name) }
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
        var table = Table("appointment", "patient", "from", "to", "with", ">cost")
        for move in moves.prefix(limit) {
            table.add(
                move.appointment.rawValue, names[move.patient] ?? move.patient.rawValue,
                clock.text(move.from.start, with: move.from.practitioner),
                clock.text(move.to.start, with: move.to.practitioner),
                clock.context.name(move.to.practitioner),
                "\(move.cost)", below: move.reasons
            )
        }
        table.show(on: terminal)
        if moves.count > limit { terminal.say(terminal.dim("  … and \(moves.count - limit) more")) }
        for stranded in unplaced {
            terminal.say(
                "  \(terminal.bad("no place")) \(names[stranded.patient] ?? stranded.patient.rawValue): \(stranded.cause)"
            )
        }
    }
}
