import Foundation
public import Storage
import StoragePostgres
import StorageSQLite
import Synchronization

/// Engines that tests run on.
public enum TestEngine: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// Those that this machine has: PostgreSQL where `SLOTWISE_TEST_POSTGRES` names a server of the test's own.
    public static var available: [TestEngine] { server == nil ? [.sqlite] : allCases }

    /// The one that fixtures are made on: what `SLOTWISE_TEST_ENGINE` names, else SQLite.
    public static var chosen: TestEngine {
        ProcessInfo.processInfo.environment["SLOTWISE_TEST_ENGINE"].flatMap(TestEngine.init) ?? .sqlite
    }

    /// What names the tables.
    public var tables: SQL {
        switch self {
        case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'"
        case .postgres:
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        }
    }

    /// What names the columns of a table.
    public func columns(of table: String) -> SQL {
        switch self {
        case .sqlite: "SELECT name FROM pragma_table_info(\(table))"
        case .postgres:
            """
            SELECT column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name = \(table) ORDER BY ordinal_position
            """
        }
    }

    /// How PostgreSQL's server is reached; `nil` where there is none.
    public static var server: String? { ProcessInfo.processInfo.environment["SLOTWISE_TEST_POSTGRES"] }
}

/// A database of a test's own: a file in a directory that goes with it, or a schema of the test's server.
public final class TestStore: Sendable {
    public let database: any Storage.Database
    /// Opens another instance of the same store; the same one where a store has one.
    public let another: @Sendable () throws -> any Storage.Database
    private let end: @Sendable () -> Void
    private let isOpen = Mutex(true)

    /// A new one.
    ///
    /// - Throws: `StorageError`.
    public init(
        _ name: String, migrations: [Migration], time: any TimeSource, on engine: TestEngine = .chosen
    ) throws {
        switch engine {
        case .sqlite:
            let directory = try TemporaryDirectory()
            let sqlite = try SQLiteDatabase(
                name: name, directory: directory.path, migrations: migrations, time: time)
            database = sqlite
            another = { sqlite }
            end = {
                sqlite.close()
                withExtendedLifetime(directory) {}
            }
        case .postgres:
            let schema = "\(name)_\(UUID().uuidString.replacing("-", with: "").lowercased())"
            let open: @Sendable () throws -> PostgresDatabase = {
                try PostgresDatabase(
                    TestEngine.server ?? "", schema: schema, migrations: migrations, time: time)
            }
            let postgres = try open()
            database = postgres
            another = open
            end = { postgres.close() }
        }
    }

    deinit { close() }

    /// Lets it go; more than once is the same.
    public func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if wasOpen { end() }
    }
}
