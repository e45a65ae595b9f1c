import ArgumentParser

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a backup the clinic of a new data directory; a backup that was changed is refused.",
        discussion: "Example: slotwise restore /srv/backups/monday --data clinic"
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "What slotwise backup made.") var backup: String

    func run() async throws {
        let manifest = try await Backup.restore(backup, into: book.place)
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(manifest) }
        terminal.say(
            "  \(manifest.appointments) appointments as of \(manifest.madeAt) are in \(try book.place)")
    }
}
