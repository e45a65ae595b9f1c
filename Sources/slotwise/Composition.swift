import Foundation
import Book
import SchedulingService
import Storage
import StorageSQLite

/// The only place where ports meet adapters.
struct Composition: Sendable {
    let database: SQLiteDatabase
    let scheduling: Scheduling
    let zones = SystemZones()
    let solver = IsolatedSolver()

    /// Opens the book in `directory`.
    init(directory: String, time: any TimeSource = SystemTime()) throws {
        database = try ServiceStore.scheduling.open(directory, time: time)
        scheduling = Scheduling(database: database, zones: zones, ids: RandomIdentifiers())
    }

    /// Opens the book in `directory` to read it beside the process that writes.
    private init(reading directory: String) throws {
        database = try SQLiteDatabase(
            reading: "scheduling", directory: directory, migrations: SchedulingMigrations.all,
            time: SystemTime())
        scheduling = Scheduling(database: database, zones: zones, ids: RandomIdentifiers())
    }

    /// Throws if `directory` holds no book.
    static func requireBook(in directory: String) throws {
        guard FileManager.default.fileExists(atPath: "\(directory)/\(ServiceStore.scheduling.file)") else {
            throw UsageError(
                "--data: there is no book in \(directory); make one with slotwise seed or slotwise import")
        }
    }

    /// Runs `body` on the book in `directory` and closes it whatever happens.
    ///
    /// Only commands that begin a book make one; everywhere else a missing book is a mistyped directory. What only reads goes
    /// on beside a server that has the book open.
    static func open<Value>(
        _ directory: String, makesBook: Bool = false, onlyReads: Bool = false,
        _ body: (Composition) async throws -> Value
    ) async throws -> Value {
        if let clinic = OpenClinic.current { return try await body(clinic.book) }
        if !makesBook { try requireBook(in: directory) }
        if onlyReads, let beside = try? Composition(reading: directory) {
            defer { beside.database.close() }
            return try await body(beside)
        }
        let composition = try Composition(directory: directory)
        defer {
            if let failure = composition.database.close() { Terminal().note("slotwise: \(failure)") }
        }
        try await composition.scheduling.prepare()
        return try await body(composition)
    }
}
