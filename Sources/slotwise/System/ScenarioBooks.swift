import Storage
import Domain
import Foundation
import Scenarios
import Book
import Exchange
import SchedulingService
import StorageSQLite

/// Makes copies of books, one for each run of a scenario, in a directory of its own that is removed at the end.
///
/// *Rule.* A scenario never sees the live book, only a copy. *Why.* Its changes are made by the same verbs that change a
/// real book. *If broken.* A question moves patients.
actor ScenarioBooks {
    private let directory: String
    private let copyLive: @Sendable (String) async throws -> Void
    private var originals: [String: Task<String, any Error>] = [:]
    private var copies = 0

    /// Copies are made inside `scratch`; `copyLive` copies the live book into a directory.
    init(in scratch: String, copyLive: @escaping @Sendable (String) async throws -> Void) throws {
        self.copyLive = copyLive
        directory = "\(scratch)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// A fresh copy of `base`, opened; whoever gets it closes it.
    func copy(of base: Scenario.Base, besides file: String) async throws -> Host {
        let (key, today) = try describe(base, file)
        if originals[key] == nil {
            let folder = "\(directory)/original-\(originals.count)"
            originals[key] = Task { try await self.make(base, file, in: folder) }
        }
        guard let original = try await originals[key]?.value else { throw UsageError("no book") }
        copies += 1
        let folder = "\(directory)/copy-\(copies)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: "\(original)/scheduling.sqlite", toPath: "\(folder)/scheduling.sqlite")
        return try Host(copyIn: folder, time: StandingTime(now: today))
    }

    private func describe(_ base: Scenario.Base, _ file: String) throws -> (key: String, now: Instant) {
        switch base {
        case .seed(let size, let seed, let today):
            return ("seed \(size) \(seed) \(today)", try morning(of: today))
        case .sheets(let directory, let today):
            return ("sheets \(path(directory, file)) \(today)", try morning(of: today))
        case .live: return ("live", SystemTime().now)
        }
    }

    private func make(_ base: Scenario.Base, _ file: String, in folder: String) async throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let caller = Caller(name: "scenario", role: .administrator)
        switch base {
        case .seed(let size, let seed, let today):
            guard let size = SeedSize(rawValue: size) else {
                throw UsageError("\(file): base.seed.size: \(size) is not small, medium or large")
            }
            let book = try Host(copyIn: folder, time: StandingTime(now: try morning(of: today)))
            defer { book.close() }
            _ = try await SeedClinic(book.scheduling, zones: SystemZones())(
                size, seed: UInt64(truncatingIfNeeded: seed), by: caller)
        case .sheets(let directory, let today):
            let book = try Host(copyIn: folder, time: StandingTime(now: try morning(of: today)))
            defer { book.close() }
            let sheets = try SheetFiles(directory: path(directory, file), mapping: nil).read()
            _ = try await ImportClinic(book.scheduling, zones: SystemZones())(
                sheets, skippingBadRows: false, by: caller)
        case .live:
            try await copyLive(folder)
        }
        return folder
    }

    /// Eight o'clock UTC: every made-up clinic is awake then.
    private func morning(of date: LocalDate) throws -> Instant {
        guard let instant = Instant(rfc3339: "\(date)T07:00:00Z") else {
            throw UsageError("\(date) is no day")
        }
        return instant
    }

    private func path(_ directory: String, _ file: String) -> String {
        directory.hasPrefix("/")
            ? directory
            : URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent(directory).path
    }
}
