import Domain
import Foundation

/// When a clinic in files was last backed up: a note beside them, for whoever watches.
struct LastBackup {
    private let file: String

    /// Of the clinic in `directory`.
    init(of directory: String) { file = "\(directory)/last-backup" }

    /// `nil` if it never was.
    var instant: Instant? {
        (try? String(contentsOfFile: file, encoding: .utf8)).flatMap {
            Instant(rfc3339: $0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// Notes that it was.
    ///
    /// - Throws: What keeps the note from being written; the backup is made all the same.
    func note(_ instant: Instant) throws {
        try Data("\(instant.rfc3339)\n".utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    }
}
