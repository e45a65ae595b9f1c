import ArgumentParser
import Foundation

/// The command line.
struct Slotwise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slotwise",
        abstract:
            "Plans a clinic and books it: best-fit slots with reasons, no double booking, proved re-placements.",
        discussion: """
            Examples:
              slotwise demo
              slotwise seed --data clinic --size small
              slotwise suggest gp-return --patient pt-1 --data clinic
              slotwise scenario run Scenarios/*.yaml --html report.html
              slotwise plan solve problem.json --out plan.json --seconds 10

            The book is in the directory of --data, or of SLOTWISE_DATA; with --store, or SLOTWISE_STORE, in PostgreSQL. Every command but demo takes --json.
            """,
        version: "0.1.0",
        subcommands: [SolverWorkerCommand.self, ScenarioWorkerCommand.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Booking",
                subcommands: [
                    SuggestCommand.self, BundleCommand.self, SeriesCommand.self, SlotsCommand.self,
                    HoldCommand.self, BookCommand.self,
                    RescheduleCommand.self,
                    CancelCommand.self, MarkCommand.self, WaitlistCommand.self, OfferCommand.self,
                    AgendaCommand.self, BusyCommand.self,
                ]),
            CommandGroup(
                name: "Planning",
                subcommands: [
                    AbsenceCommand.self, ProposalCommand.self, ScenarioCommand.self, PlanCommand.self,
                ]),
            CommandGroup(
                name: "Data",
                subcommands: [
                    SeedCommand.self, ImportCommand.self, ExportCommand.self, HistoryCommand.self,
                    VerifyCommand.self, BackupCommand.self, RestoreCommand.self, MigrateCommand.self,
                    SchemaCommand.self,
                ]),
            CommandGroup(
                name: "Running",
                subcommands: [
                    ServeCommand.self, WorkCommand.self, AccountCommand.self, OutboxCommand.self,
                    MessageKeyCommand.self, AuditCommand.self,
                ]),
            CommandGroup(name: "See it work", subcommands: [DemoCommand.self]),
        ]
    )
}

@main
enum Main {
    static func main() async {
        umask(0o077)  // what is written holds patients' data
        signal(SIGPIPE, SIG_IGN)  // a reader that is gone is an error of one write, not the end
        do {
            var command = try Slotwise.parseAsRoot()
            if let served = command as? any ServedCommand {
                try await served.runWhereTheBookIs(Array(CommandLine.arguments.dropFirst()))
            } else if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.end(error)
        }
    }
}
