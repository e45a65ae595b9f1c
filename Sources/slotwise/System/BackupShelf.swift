import Domain
import Foundation

/// A directory of backups, each in one of its own that is named by when it was made: `2026-11-27T023000Z`.
struct BackupShelf {
    private let path: String
    /// For so long one that was not finished may still be in the making.
    private static let patience = Minutes(1_440)

    init(_ path: String) { self.path = path }

    /// The newest one, by name; `nil` for none, or for a directory that is no shelf.
    var newest: String? { backups.last.map { "\(path)/\($0)" } }

    /// Makes one more, and then takes older ones away but for `count` with it; what was never finished goes first.
    ///
    /// *Rule.* Only what is older by name goes: after a clock that was ahead those of the future stay. *If broken.* The
    /// backup that was just made is the one that is taken away.
    ///
    /// - Returns: What was made, and those that lie in the future or could not be taken away.
    /// - Throws: What keeps it from being made; nothing but the unfinished is taken away then.
    func add(
        of place: StorePlace, keeping count: Int, at now: Instant
    ) async throws -> (manifest: Backup.Manifest, left: [String]) {
        let files = FileManager.default
        for rest in abandoned(before: now - Self.patience) {
            try? files.removeItem(atPath: "\(path)/\(rest)")
        }
        let others = newest.flatMap(Backup.clinic(of:))
        let name = now.rfc3339.replacing(":", with: "")
        let manifest = try await Backup.make(of: place, into: "\(path)/\(name)", at: now.rfc3339)
        if let others, let own = manifest.clinic, others != own {
            try files.removeItem(atPath: "\(path)/\(name)")
            throw UsageError("\(path): holds backups of another clinic; choose a directory of this one's own")
        }
        var left = backups.filter { $0 > name }
        for old in backups.filter({ $0 < name }).dropLast(count - 1) {
            do { try files.removeItem(atPath: "\(path)/\(old)") } catch { left.append(old) }
        }
        return (manifest, left)
    }

    /// Names of those that are finished, oldest first.
    private var backups: [String] { names.filter { Self.instant(of: $0) != nil }.sorted() }

    private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }

    private func abandoned(before instant: Instant) -> [String] {
        names.filter { name in
            guard let end = name.range(of: ".partial-") else { return false }
            return Self.instant(of: String(name[..<end.lowerBound])).map { $0 < instant } ?? false
        }
    }

    private static func instant(of name: String) -> Instant? {
        guard name.count == 18, name.hasSuffix("Z"), let t = name.firstIndex(of: "T") else { return nil }
        let time = name[name.index(after: t)...].dropLast()
        let parts = [time.prefix(2), time.dropFirst(2).prefix(2), time.dropFirst(4)]
        return Instant(rfc3339: "\(name[...t])\(parts.joined(separator: ":"))Z")
    }
}
