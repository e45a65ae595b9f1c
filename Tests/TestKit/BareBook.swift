public import Book
public import Exchange
import SchedulingService
public import Storage

/// A book without a clinic, on Monday 2 March 2026, 08:00 in Paris.
public final class BareBook: Sendable {
    public let scheduling: Scheduling
    public let people: TestPeople
    private let store: TestStore

    public init() throws {
        people = try TestPeople()
        store = try TestStore(
            "scheduling", migrations: SchedulingMigrations.all, time: FixedTime("2026-03-02T07:00:00Z"))
        scheduling = Scheduling(
            database: NotedDatabase(store.database, of: "scheduling"), zones: TestZones(),
            ids: CountedIdentifiers(), people: people.users
        )
    }

    /// What imports into book and records.
    public var importing: ImportClinic {
        ImportClinic(scheduling, zones: TestZones(), people: people.users)
    }

    /// What exports both.
    public var exporting: ExportClinic { ExportClinic(scheduling, people: people.users) }

    /// The book's own.
    public var database: any Storage.Database { store.database }
}
