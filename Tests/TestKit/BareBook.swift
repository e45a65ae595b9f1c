public import Book
public import Exchange
import SchedulingService
public import StorageSQLite

/// A book without a clinic, on Monday 2 March 2026, 08:00 in Paris, in a directory of its own.
public final class BareBook: Sendable {
    public let scheduling: Scheduling
    public let database: SQLiteDatabase
    public let people: TestPeople
    private let directory: TemporaryDirectory

    public init() throws {
        people = try TestPeople()
        directory = try TemporaryDirectory()
        database = try SQLiteDatabase(
            name: "scheduling", directory: directory.path, migrations: SchedulingMigrations.all,
            time: FixedTime("2026-03-02T07:00:00Z")
        )
        scheduling = Scheduling(
            database: NotedDatabase(database, of: "scheduling"), zones: TestZones(),
            ids: CountedIdentifiers(), people: people.users
        )
    }

    /// What imports into book and records.
    public var importing: ImportClinic {
        ImportClinic(scheduling, zones: TestZones(), people: people.users)
    }

    /// What exports both.
    public var exporting: ExportClinic { ExportClinic(scheduling, people: people.users) }

    deinit { database.close() }
}
