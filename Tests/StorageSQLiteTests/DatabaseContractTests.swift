import Domain
import Storage
import StorageSQLite
import TestKit
import Testing

/// What every adapter of the Database port must do; each body runs on each of them.
@Suite struct DatabaseContractTests {
    private static let migrations = [
        Migration(
            "contract",
            [.table("CREATE TABLE entry (id INTEGER PRIMARY KEY, text TEXT CHECK (text <> 'bad'))")]
        )
    ]

    private struct Fixture {
        let directory: TemporaryDirectory
        let time: FixedTime
        let database: any Storage.Database
        let close: @Sendable () -> Void
    }

    private func sqlite() throws -> Fixture {
        let directory = try TemporaryDirectory()
        let time = FixedTime("2026-03-02T07:00:00Z")
        let database = try SQLiteDatabase(
            name: "contract", directory: directory.path, migrations: Self.migrations, time: time
        )
        return Fixture(directory: directory, time: time, database: database) { database.close() }
    }

    private struct Refusal: Error, Equatable {}

    @Test func `a write that throws leaves nothing, and its neighbours in the commit stay`() async throws {
        let fixture = try sqlite()
        defer { fixture.close() }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for id in 0..<100 {
                group.addTask {
                    do {
                        try await fixture.database.write { transaction in
                            try transaction.run("INSERT INTO entry (id, text) VALUES (\(id), 'x')")
                            if id % 3 == 0 { throw Refusal() }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 } == 66)
        let ids = try await fixture.database.read {
            try $0.rows("SELECT id FROM entry").map { try $0.int(0) }
        }
        #expect(Set(ids) == Set((0..<100).filter { $0 % 3 != 0 }))
    }

    @Test func `a constraint is named, and the rest of the transaction is undone`() async throws {
        let fixture = try sqlite()
        defer { fixture.close() }
        do {
            try await fixture.database.write { transaction in
                try transaction.run("INSERT INTO entry (id, text) VALUES (1, 'good')")
                try transaction.run("INSERT INTO entry (id, text) VALUES (2, 'bad')")
            }
            Issue.record("was stored")
        } catch StorageError.constraint(let message) {
            #expect(message.contains("CHECK"))
        }
        #expect(try await fixture.database.read { try $0.rows("SELECT id FROM entry") }.isEmpty)
    }

    @Test func `a transaction reads the clock once`() async throws {
        let fixture = try sqlite()
        defer { fixture.close() }
        let (first, second) = try await fixture.database.write { transaction in
            let first = transaction.now
            fixture.time.advance(5)
            return (first, transaction.now)
        }
        #expect(first == second)
        #expect(try await fixture.database.read { $0.now } == first + 5)
    }

    @Test func `values come back as they were bound`() async throws {
        let fixture = try sqlite()
        defer { fixture.close() }
        let hostile = "'; DROP TABLE entry; -- ü 🩺"
        try await fixture.database.write { transaction in
            try transaction.run("INSERT INTO entry (id, text) VALUES (\(Int64.max), \(hostile))")
            try transaction.run("INSERT INTO entry (id, text) VALUES (\(-7), \(String?.none))")
        }
        let rows = try await fixture.database.read { try $0.rows("SELECT id, text FROM entry ORDER BY id") }
        #expect(rows.map(\.values) == [[.integer(-7), .null], [.integer(.max), .text(hostile)]])
        #expect(throws: StorageError.self) { try rows[0].text(1) }
        #expect(throws: StorageError.self) { try rows[0].int(5) }
    }

    @Test func `a reader never sees half of a write`() async throws {
        let fixture = try sqlite()
        defer { fixture.close() }
        try await fixture.database.write {
            _ = try $0.run("INSERT INTO entry (id, text) VALUES (1, '0'), (2, '0')")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for round in 1...100 {
                    try await fixture.database.write { transaction in
                        try transaction.run("UPDATE entry SET text = \("\(round)") WHERE id = 1")
                        try transaction.run("UPDATE entry SET text = \("\(round)") WHERE id = 2")
                    }
                }
            }
            for _ in 0..<100 {
                group.addTask {
                    let rows = try await fixture.database.read { try $0.rows("SELECT text FROM entry") }
                    #expect(rows[0] == rows[1])
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `a closed database refuses instead of hanging`() async throws {
        let fixture = try sqlite()
        fixture.close()
        await #expect(throws: StorageError.closed) { try await fixture.database.write { _ in } }
    }
}
