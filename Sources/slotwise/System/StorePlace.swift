import Foundation
import Storage
import StoragePostgres
import StorageSQLite

/// Where a clinic's stores are: files in a directory, or schemas of a PostgreSQL server.
///
/// With a server, every process that has the address is an instance of the same clinic.
struct StorePlace: Sendable, CustomStringConvertible {
    /// Holds the files; beside a server what one process keeps for itself: copies for what-ifs, mail that waits.
    let directory: String
    /// How the server is reached; `nil` for files.
    private let server: String?
    private static let unhurriedSeconds = 600.0

    /// Names the address where no flag does: one with a password is seen by nobody else there.
    static let variable = "SLOTWISE_STORE"

    /// - Parameters:
    ///   - directory: Of the clinic.
    ///   - store: A connection URI such as `postgres://slotwise@db.clinic.example/slotwise`; `nil` or empty for files.
    /// - Throws: `UsageError` for another kind of address.
    init(directory: String, store: String? = nil) throws {
        self.directory = directory
        guard let store, !store.isEmpty else {
            server = nil
            return
        }
        guard ["postgres://", "postgresql://"].contains(where: store.hasPrefix) else {
            throw UsageError(
                "--store: give an address such as postgres://slotwise@db.clinic.example/slotwise")
        }
        server = store
    }

    /// Where a command is told to look: what was typed, else what the environment names.
    init(typed data: String?, store: String?) throws {
        let environment = ProcessInfo.processInfo.environment
        try self.init(
            directory: data ?? environment["SLOTWISE_DATA"] ?? BookOptions.defaultDirectory,
            store: store ?? environment[Self.variable])
    }

    /// Whether one process has the clinic to itself.
    var isFiles: Bool { server == nil }

    /// For people; never the address, which may hold a password.
    var description: String { server.map { _ in "the database of --store" } ?? directory }

    /// How a command is told of it.
    var flag: String { isFiles ? "--data \(directory)" : "--store with the same address" }

    /// Whether a clinic was begun there.
    ///
    /// - Throws: `StorageError` if the server cannot be reached.
    func hasBook() throws -> Bool {
        let book = ServiceStore.scheduling
        guard let server else {
            return FileManager.default.fileExists(atPath: "\(directory)/\(book.file)")
        }
        return try PostgresDatabase.exists(server, schema: book.rawValue)
    }

    /// Throws if there is no clinic.
    func requireBook() throws {
        guard try hasBook() else {
            throw UsageError(
                "\(isFiles ? "--data" : "--store"): there is no book in \(self); "
                    + "make one with slotwise seed or slotwise import")
        }
    }

    /// Opens or makes a store.
    ///
    /// A server's clock is the one of all its instances, unless somebody stated the time. Who serves people wants short answers;
    /// who reads a whole clinic is unhurried.
    func open(
        _ store: ServiceStore, isUnhurried: Bool = false, time: any TimeSource = SystemTime()
    ) throws -> any Storage.Database {
        guard let server else { return try store.open(directory, time: time) }
        return try PostgresDatabase(
            server, schema: store.rawValue, migrations: store.migrations,
            time: SystemTime.isStated ? SystemTime() : nil,
            deadlineSeconds: isUnhurried ? Self.unhurriedSeconds : PostgresDatabase.deadlineSeconds)
    }

    /// Opens a store to read, beside a process that has it open.
    func beside(_ store: ServiceStore) throws -> any Storage.Database {
        try isFiles ? store.beside(directory) : open(store, isUnhurried: true)
    }

    /// As above; one that nobody needed yet is made.
    func reading(_ store: ServiceStore) throws -> any Storage.Database {
        let isThere = !isFiles || FileManager.default.fileExists(atPath: "\(directory)/\(store.file)")
        return try isThere ? beside(store) : open(store, isUnhurried: true)
    }

    /// Throws for files of another user's: what is made beside them would be in its owner's way.
    func requireOwner() throws {
        let owner = try? FileManager.default.attributesOfItem(atPath: directory)
        guard isFiles, let id = owner?[.ownerAccountID] as? NSNumber, id.uint32Value != geteuid() else {
            return
        }
        let name = owner?[.ownerAccountName] as? String ?? id.stringValue
        throw UsageError("\(directory): is \(name)'s; run it as that user: runuser -u \(name) -- slotwise …")
    }
}

extension Storage.Database {
    /// Copies the store as it is now to a file in `folder`, while others read and write it.
    ///
    /// - Throws: `StorageError` if it cannot be read, or the file not be written.
    func copy(_ store: ServiceStore, into folder: String) async throws {
        if let file = self as? SQLiteDatabase { return try file.copy(to: "\(folder)/\(store.file)") }
        let file = try store.open(folder)
        defer { file.close() }
        try await copy(to: file)
        _ = try await file.join(mark(), over: 0)
    }
}
