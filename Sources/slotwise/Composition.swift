import Foundation
import SchedulingService
import Storage
import StorageSQLite

/// The only place where ports meet adapters.
struct Composition {
    let database: SQLiteDatabase
    let scheduling: Scheduling
    let zones = SystemZones()
    let solver = ThreadedSolver()

    /// Opens the book in `directory`.
    init(directory: String, time: any TimeSource = SystemTime()) throws {
        database = try SQLiteDatabase(
            name: "scheduling", directory: directory, migrations: SchedulingMigrations.all, time: time
        )
        scheduling = Scheduling(database: database, zones: zones, ids: RandomIdentifiers())
    }

    /// Runs `body` on the book in `directory` and closes it whatever happens.
    static func open<Value>(
        _ directory: String, _ body: (Composition) async throws -> Value
    ) async throws -> Value {
        let composition = try Composition(directory: directory)
        defer { composition.database.close() }
        return try await body(composition)
    }
}
