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

    /// Makes one more, and then takes the oldest away but for `count`, and what was never finished.
    ///
    /// - Throws: What keeps it from being made; nothing is taken away then.
    func add(of place: StorePlace, keeping count: Int, at now: Instant) async throws -> Backup.Manifest {
        let name = now.rfc3339.replacing(":", with: "")
        let manifest = try await Backup.make(of: place, into: "\(path)/\(name)", at: now.rfc3339)
        for old in backups.dropLast(count) { try FileManager.default.removeItem(atPath: "\(path)/\(old)") }
        for rest in abandoned(before: now - Self.patience) {
            try? FileManager.default.removeItem(atPath: "\(path)/\(rest)")
        }
        return manifest
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
