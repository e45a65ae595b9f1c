import ArgumentParser
import Domain
import Book
import Exchange
import SchedulingService

struct HistoryCommand: ServedCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show how long imported consultations took; set a type's length from it.",
        discussion: """
            Examples:
              slotwise history
              slotwise history --set gp-first --visits first
            """
    )

    enum Visits: String, ExpressibleByArgument { case all, first, later }

    @OptionGroup var book: BookOptions
    @Option(help: "Set this type's length to the mean, rounded up to five minutes.") var set:
        AppointmentType.ID?
    @Option(help: "Which visits to learn from: all, first or later.") var visits: Visits = .all

    func run() async throws {
        try await Host.open(book.place, onlyReads: set == nil) { host in
            let learning = LearnLengths(host.scheduling)
            let history = try await learning.history()
            let terminal = Terminal()
            if let set {
                let figures =
                    [.all: history.all, .first: history.first, .later: history.later][visits] ?? history.all
                guard figures.visits > 0 else {
                    throw UsageError("there is no history; import consultations first")
                }
                try await learning.set(set, to: figures.plannedMinutes, by: book.caller)
                terminal.note("\(set) takes \(figures.plannedMinutes) from now on")
            }
            guard !book.json else { return try terminal.json(history) }
            var table = Table("visits", ">number", ">mean s", ">sd s", ">median s", ">p90 s", ">planned")
            for (name, figures) in [("all", history.all), ("first", history.first), ("later", history.later)]
            {
                table.add(
                    name, "\(figures.visits)", figures.meanSeconds.oneDecimal,
                    figures.deviationSeconds.oneDecimal,
                    "\(figures.medianSeconds)", "\(figures.ninthDecileSeconds)", "\(figures.plannedMinutes)"
                )
            }
            table.show(on: terminal)
            terminal.say("  in \(history.sessions) sessions")
        }
    }
}
