import ArgumentParser
import Domain
import Foundation

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the clinic to a new directory, verified; also while a server runs.",
        discussion: """
            Examples:
              slotwise backup /srv/backups/monday --data clinic
              slotwise backup /srv/backups --keep 14
              slotwise backup /srv/backups --keep 14 --schedule 02:30
              slotwise backup /srv/backups/monday --store postgres://slotwise@db.clinic.example/slotwise
            The directory is there when all of it was written and read back, and not before. Mail that waits is not in it.
            """
    )

    @OptionGroup var book: BookOptions
    @Argument(help: "A directory that is not there yet; with --keep, the one in which backups lie.")
    var target: String
    @Option(help: "Name the backup by its time, and keep so many of them there: older ones are removed.")
    var keep: Int?
    @Option(help: "Go on, with a backup every day at this time, hh:mm on this machine's clock.")
    var schedule: LocalTime?

    func validate() throws {
        if let keep, !(1...1_000).contains(keep) {
            throw ValidationError("--keep: \(keep) is not allowed; keep 1 to 1000")
        }
        if schedule != nil, keep == nil {
            throw ValidationError("--schedule: say with --keep how many to keep")
        }
    }

    func run() async throws {
        let place = try book.place
        try place.requireBook()
        try place.requireOwner()
        guard let schedule else { return try await make() }
        let days = DailyTime(schedule, zone: .current)
        while true {
            let next = days.next(after: SystemTime().now)
            Terminal().note("slotwise: the next backup is at \(next)")
            try await Task.sleep(for: .seconds(next.seconds(since: SystemTime().now)))
            // One that fails is told of, and tomorrow is another day.
            do { try await make() } catch { Terminal().note("slotwise: \(error)") }
        }
    }

    private func make() async throws {
        let (place, now, terminal) = (try book.place, SystemTime().now, Terminal())
        let (manifest, left) =
            if let keep {
                try await BackupShelf(target).add(of: place, keeping: keep, at: now)
            } else {
                (try await Backup.make(of: place, into: target, at: now.rfc3339), [])
            }
        if place.isFiles {
            do { try LastBackup(of: place.directory).note(now) } catch {
                terminal.note("slotwise: nobody is told that it was made: \(error.localizedDescription)")
            }
        }
        if !left.isEmpty {
            terminal.note("slotwise: of the future, or not to be removed: \(left.joined(separator: ", "))")
        }
        guard !book.json else { return try terminal.json(manifest) }
        for file in manifest.files { terminal.say("  \(file.name)  \(file.bytes) bytes  \(file.sha256)") }
        terminal.say("  \(manifest.appointments) appointments, verified")
    }
}
