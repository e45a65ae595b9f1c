import ArgumentParser
import Foundation

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make a backup the clinic of a new data directory; a backup that was changed is refused.",
        discussion: """
            Examples:
              slotwise restore /srv/backups/monday --data clinic
              slotwise restore /srv/backups --drill
            A drill restores into a directory of its own in TMPDIR, which needs room for it, reads everything, says how long that
            took, and removes it: what was never restored is no backup. Of a directory of backups the newest is taken.
            """
    )

    struct Drill: Encodable {
        let backup: String
        let madeAt: String
        let appointments: Int
        let seconds: Double
    }

    @OptionGroup var book: BookOptions
    @Argument(help: "What slotwise backup made, or the directory in which it keeps them.") var backup: String
    @Flag(help: "Only try: restore it elsewhere, verify it, and keep nothing.") var drill = false

    func run() async throws {
        let source = BackupShelf(backup).newest ?? backup
        guard !drill else { return try await tryOut(source) }
        let manifest = try await Backup.restore(source, into: book.place)
        let terminal = Terminal()
        guard !book.json else { return try terminal.json(manifest) }
        terminal.say(
            "  \(manifest.appointments) appointments as of \(manifest.madeAt) are in \(try book.place)")
    }

    private func tryOut(_ source: String) async throws {
        let folder = "\(NSTemporaryDirectory())slotwise-drill-\(UUID().uuidString)"
        // Whatever becomes of it lies in one directory, which nobody else may read.
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let begin = ContinuousClock.now
        let manifest = try await Backup.restore(source, into: StorePlace(directory: "\(folder)/clinic"))
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        let terminal = Terminal()
        guard !book.json else {
            return try terminal.json(
                Drill(
                    backup: source, madeAt: manifest.madeAt, appointments: manifest.appointments,
                    seconds: seconds))
        }
        terminal.say(
            "  \(source): \(manifest.appointments) appointments as of \(manifest.madeAt), restored and verified in \(seconds.oneDecimal) s; nothing was kept"
        )
    }
}
