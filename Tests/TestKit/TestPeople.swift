import Domain
import Storage
public import StorageSQLite
public import UserService

/// The people's records beside a ``TestClinic``'s book, in a directory of their own.
public final class TestPeople: Sendable {
    public let directory: TemporaryDirectory
    public let database: SQLiteDatabase
    public let users: Users

    public init(at time: FixedTime = FixedTime("2026-03-02T07:00:00Z")) throws {
        directory = try TemporaryDirectory()
        database = try SQLiteDatabase(
            name: "users", directory: directory.path, migrations: UserMigrations.all, time: time)
        users = Users(database: NotedDatabase(database, of: "users"), ids: CountedIdentifiers())
    }

    deinit { database.close() }
}
