import ArgumentParser
import AuthService
import Book
import SchedulingService
import Storage

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the tables of a service in an engine's words, for whoever reads before they run.",
        discussion: "Example: slotwise schema scheduling --engine postgres"
    )

    enum Service: String, CaseIterable, ExpressibleByArgument { case scheduling, auth }
    enum Engine: String, CaseIterable, ExpressibleByArgument { case sqlite, postgres }

    @Argument(help: "scheduling or auth.") var service: Service
    @Option(help: "sqlite or postgres.") var engine: Engine = .sqlite

    func run() async throws {
        let migrations: [Migration] =
            switch service {
            case .scheduling: SchedulingMigrations.all
            case .auth: AuthMigrations.all
            }
        let terminal = Terminal()
        for migration in migrations {
            terminal.say("-- \(migration.name)")
            for statement in engine == .sqlite ? migration.sqlite : migration.postgres {
                terminal.say(statement + ";")
            }
        }
    }
}
