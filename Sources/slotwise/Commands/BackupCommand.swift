import ArgumentParser
import Domain

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract:
            "Copy book, accounts and what-ifs into a new directory and verify the copy; also while the server runs.",
        discussion: """
            Examples:
              slotwise backup /srv/backups/monday --data clinic
              slotwise backup /srv/backups/monday --store postgres://slotwise@db.clinic.example/slotwise
            The directory is there when all of it was written and read back, and not before. Mail that waits is not in it.
            """
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "A directory that is not there yet.") var target: String

    func run() async throws {
        let manifest = try await Backup.make(
            of: book.place, into: target, at: SystemTime().now.rfc3339)
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(manifest) }
        for file in manifest.files { terminal.say("  \(file.name)  \(file.bytes) bytes  \(file.sha256)") }
        terminal.say("  \(manifest.appointments) appointments, verified")
    }
}
