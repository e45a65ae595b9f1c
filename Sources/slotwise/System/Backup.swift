import Crypto
import Foundation
import Platform
import Book
import Exchange
import SchedulingService
import Storage
import StorageSQLite
import UserService

/// A verified copy of a clinic: its files, with a manifest of what they must be.
///
/// *Rule.* A backup is in its place when it was read back: every page, every booking, both chains of the trail. *Why.* What
/// was never restored is no backup. The accounts are copied first and the people last, so that no account and no appointment
/// points at a patient who is not there yet. *If broken.* A clinic finds out on its worst day.
struct Backup {
    private static let format = "slotwise-backup/1"
    private static let manifest = "manifest.json"
    private static let books = ServiceStore.allCases.map(\.file).sorted()
    /// What tells of others before them: notices, messages, figures and accounts before the book, and the book before the records of the people in it.
    private static let order: [ServiceStore] = [
        .notifications, .messages, .reports, .auth, .scheduling, .users, .scenarios,
    ]

    /// What a backup holds.
    struct Manifest: Codable {
        /// One file with what it must be.
        struct File: Codable {
            let name: String
            let bytes: Int
            let sha256: String
        }

        let format: String
        let madeAt: String
        let appointments: Int
        let files: [File]
        /// The mark of the clinic; `nil` if it never was served, or for a backup of before.
        let clinic: Int?
    }

    /// Copies the clinic of `place` into files in the new directory `target`, also while servers run.
    ///
    /// A directory of the name `target` is there when everything in it is durable and verified, and not before.
    static func make(of place: StorePlace, into target: String, at time: String) async throws -> Manifest {
        try place.requireBook()
        return try await publish(target) { folder in
            for store in order {
                let database = try place.reading(store)
                defer { database.close() }
                try await database.copy(store, into: folder)
            }
            let (appointments, mark) = try await verify(folder)
            let manifest = Manifest(
                format: format, madeAt: time, appointments: appointments,
                files: try books.map { try describe($0, in: folder) }, clinic: mark == 0 ? nil : mark)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try encoder.encode(manifest).write(to: URL(fileURLWithPath: "\(folder)/\(Self.manifest)"))
            return manifest
        }
    }

    /// Makes the clinic of `backup` the one of `place`, where none may be yet.
    static func restore(_ backup: String, into place: StorePlace) async throws -> Manifest {
        guard place.isFiles else {
            let folder = "\(NSTemporaryDirectory())slotwise-restore-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let manifest = try await restore(backup, into: folder)
            try await MoveClinic(from: StorePlace(directory: folder), to: place)()
            return manifest
        }
        return try await restore(backup, into: place.directory)
    }

    private static func restore(_ backup: String, into data: String) async throws -> Manifest {
        let manifest = try read(backup)
        for file in manifest.files {
            let found = try describe(file.name, in: backup)
            guard found.bytes == file.bytes, found.sha256 == file.sha256 else {
                throw UsageError("\(backup)/\(file.name) is not what was backed up; use another backup")
            }
        }
        let isThere = (try? FileManager.default.contentsOfDirectory(atPath: data))?.isEmpty == true
        // Whoever owns an empty directory need not own the one that it is in.
        return try await publish(isThere ? "\(data)/restored" : data) { folder in
            for file in manifest.files {
                try FileManager.default.copyItem(
                    atPath: "\(backup)/\(file.name)", toPath: "\(folder)/\(file.name)")
            }
            _ = try await verify(folder)
            return manifest
        } then: { folder in
            guard isThere else { return }
            for file in manifest.files {
                try FileManager.default.moveItem(
                    atPath: "\(folder)/\(file.name)", toPath: "\(data)/\(file.name)")
            }
            try FileManager.default.removeItem(atPath: folder)
            try sync(data)
        }
    }

    /// Whether nothing is missing but what can be made again.
    private static func isWhole(_ names: [String]) -> Bool {
        let needed = ServiceStore.allCases.filter { !$0.isDerived }.map(\.file)
        return Set(names).isSuperset(of: needed) && Set(names).isSubset(of: books)
    }

    private static func read(_ backup: String) throws -> Manifest {
        guard let data = FileManager.default.contents(atPath: "\(backup)/\(manifest)") else {
            throw UsageError("\(backup): holds no \(manifest); it is no backup, or not a whole one")
        }
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: data), manifest.format == format,
            isWhole(manifest.files.map(\.name))
        else { throw UsageError("\(backup)/\(Self.manifest): is not of the format \(format)") }
        return manifest
    }

    /// Fills a directory beside `target` and gives it its name when all of it is on the disk.
    private static func publish(
        _ target: String, _ fill: (String) async throws -> Manifest,
        then finish: (String) throws -> Void = { _ in }
    ) async throws -> Manifest {
        let files = FileManager.default
        guard !files.fileExists(atPath: target) else {
            throw UsageError("\(target): is there already; choose a directory that is not")
        }
        let folder = "\(target).partial-\(UUID().uuidString.prefix(8))"
        do {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw UsageError("\(folder): cannot be made")
        }
        do {
            let manifest = try await fill(folder)
            for name in try files.contentsOfDirectory(atPath: folder) { try sync("\(folder)/\(name)") }
            try sync(folder)
            try files.moveItem(atPath: folder, toPath: target)
            try sync(URL(fileURLWithPath: target).deletingLastPathComponent().path)
            try finish(target)
            return manifest
        } catch {
            try? files.removeItem(atPath: folder)
            guard let error = error as? CocoaError else { throw error }
            throw UsageError("\(target): \(error.localizedDescription)")
        }
    }

    /// Reads both copies back; throws for anything that is not as it must be.
    private static func verify(_ folder: String) async throws -> (appointments: Int, mark: Int) {
        let book = try Host(copyIn: folder)
        let others: [(ServiceStore, any Storage.Database)] =
            try [.users, .auth, .scenarios, .notifications, .messages, .reports].map {
                ($0, try $0.open(folder))
            }
        defer {
            book.close()
            for (_, database) in others { database.close() }
            // Whatever the opening made; the files alone hold everything once they are closed.
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            where !books.contains(name) && name != Self.manifest {
                try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            }
        }
        let report = try await VerifyBook(book.scheduling)()
        var faults = report.faults
        for (store, database) in others where store == .users {
            let users = Users(database: database, ids: RandomIdentifiers())
            faults += try await VerifyPeople(book.scheduling, people: users)()
        }
        for (_, database) in others { faults += try await database.damage() }
        for (store, database) in [(ServiceStore.scheduling, book.store(.scheduling))] + others {
            faults += try await AuditReader(store.rawValue, database).verify().faults
        }
        guard faults.isEmpty else {
            throw UsageError("the copy is not sound: \(faults.prefix(3).joined(separator: "; "))")
        }
        return (report.appointments, try await book.store(.scheduling).mark())
    }

    /// The mark of the clinic of which a backup is; `nil` if it does not say.
    static func clinic(of backup: String) -> Int? { (try? read(backup))?.clinic }

    private static func describe(_ name: String, in folder: String) throws -> Manifest.File {
        guard let file = FileHandle(forReadingAtPath: "\(folder)/\(name)") else {
            throw UsageError("\(folder)/\(name): cannot be read")
        }
        defer { try? file.close() }
        var (hash, bytes) = (SHA256(), 0)
        while let part = try file.read(upToCount: 1 << 20), !part.isEmpty {
            hash.update(data: part)
            bytes += part.count
        }
        let digest = hash.finalize().map { String(format: "%02x", $0) }.joined()
        return Manifest.File(name: name, bytes: bytes, sha256: digest)
    }

    private static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw UsageError("\(path): cannot be made durable")
        }
    }
}
