import Domain
import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite(.serialized) struct SQLiteDatabaseTests {
    private static let ledger = Migration(
        "ledger",
        [.table("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT NOT NULL CHECK (text <> 'bad'))")]
    )

    private func open(_ directory: TemporaryDirectory, _ migrations: [Migration] = [ledger]) throws
        -> SQLiteDatabase
    {
        try SQLiteDatabase(
            name: "test", directory: directory.path, migrations: migrations,
            time: FixedTime("2026-03-02T07:00:00Z")
        )
    }

    @Test func `commits are durable and logged: FULL and WAL are read back`() async throws {
        let directory = try TemporaryDirectory()
        let database = try open(directory)
        let settings = try await database.write { transaction in
            [
                try transaction.rows("PRAGMA synchronous")[0].values[0],
                try transaction.rows("PRAGMA journal_mode")[0].values[0],
                try transaction.rows("PRAGMA mmap_size").first?.values[0] ?? .integer(0),
            ]
        }
        #expect(settings == [.integer(2), .text("wal"), .integer(0)])
        database.close()
    }

    @Test func `a directory belongs to one process at a time`() throws {
        let directory = try TemporaryDirectory()
        let database = try open(directory)
        #expect(throws: StorageError.inUse(directory: directory.path)) { try open(directory) }
        database.close()
    }

    @Test(.timeLimit(.minutes(1))) func `a reader that does not end keeps nobody from closing`() async throws
    {
        let directory = try TemporaryDirectory()
        let database = try open(directory)
        let (reads, ends) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let reader = Task.detached {
            try await database.read { transaction in
                reads.signal()
                // Held on a thread of the engine, not of the tasks.
                ends.wait()
                return try transaction.rows("SELECT id FROM entry").count
            }
        }
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                reads.wait()
                database.close()
                continuation.resume()
            }
        }
        ends.signal()
        #expect(try await reader.value == 0)
    }

    @Test func `a released directory can be opened again`() async throws {
        let directory = try TemporaryDirectory()
        for id in 1...3 {
            let database = try open(directory)
            try await database.write { _ = try $0.run("INSERT INTO entry (id, text) VALUES (\(id), 'x')") }
            #expect(try await database.read { try $0.rows("SELECT id FROM entry").count } == id)
            database.close()
        }
    }

    @Test func `data of a newer program is refused`() throws {
        let directory = try TemporaryDirectory()
        try open(directory, [Self.ledger, Migration("future", [])]).close()
        #expect(throws: StorageError.newerSchema(found: "future")) { try open(directory) }
    }

    @Test func `what is no database is refused`() throws {
        let directory = try TemporaryDirectory()
        try Data(repeating: 7, count: 8_192).write(to: URL(fileURLWithPath: directory.path + "/test.sqlite"))
        #expect(throws: StorageError.self) { try open(directory) }
    }
}
