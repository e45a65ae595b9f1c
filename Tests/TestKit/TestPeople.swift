import Domain
public import Storage
public import UserService

/// The people's records beside a ``TestClinic``'s book.
public final class TestPeople: Sendable {
    private let store: TestStore
    public let users: Users

    public init(at time: FixedTime = FixedTime("2026-03-02T07:00:00Z")) throws {
        store = try TestStore("users", migrations: UserMigrations.all, time: time)
        users = Users(database: NotedDatabase(store.database, of: "users"), ids: CountedIdentifiers())
    }

    /// The records' own.
    public var database: any Storage.Database { store.database }
}
