public import Book
import SchedulingService
public import StorageSQLite

/// A book without a clinic, on Monday 2 March 2026, 08:00 in Paris, in a directory of its own.
public final class BareBook: Sendable {
    public let scheduling: Scheduling
    public let database: SQLiteDatabase
    private let directory: TemporaryDirectory

    public init() throws {
        directory = try TemporaryDirectory()
        database = try SQLiteDatabase(
            name: "scheduling", directory: directory.path, migrations: SchedulingMigrations.all,
            time: FixedTime("2026-03-02T07:00:00Z")
        )
        scheduling = Scheduling(
            database: NotedDatabase(database, of: "scheduling"), zones: TestZones(), ids: CountedIdentifiers()
        )
    }

    deinit { database.close() }
}
