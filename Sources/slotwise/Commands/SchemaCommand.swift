import ArgumentParser
import Storage

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the tables of a service in an engine's words, for whoever reads before they run.",
        discussion: "Example: slotwise schema scheduling --engine postgres"
    )

    enum Engine: String, CaseIterable, ExpressibleByArgument { case sqlite, postgres }

    @Argument(help: "scheduling, users, auth or scenarios.") var service: ServiceStore
    @Option(help: "sqlite or postgres.") var engine: Engine = .sqlite

    func run() async throws {
        let terminal = Terminal()
        for migration in service.migrations {
            terminal.say("-- \(migration.name)")
            for statement in engine == .sqlite ? migration.sqlite : migration.postgres {
                terminal.say(statement + ";")
            }
        }
    }
}
