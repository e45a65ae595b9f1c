import Domain
import Foundation
import Storage
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
        let time = FixedTime("2026-03-02T07:00:00Z")
        private let store: TestStore
        var database: any Storage.Database { store.database }

        init(_ engine: TestEngine) throws {
            store = try TestStore(
                "contract", migrations: DatabaseContractTests.migrations, time: time, on: engine)
        }

        func close() { store.close() }
    }

    private struct Refusal: Error, Equatable {}

    @Test(arguments: TestEngine.available)
    func `a write that throws leaves nothing, and its neighbours in the commit stay`(engine: TestEngine)
        async throws
    {
        let fixture = try Fixture(engine)
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

    @Test(arguments: TestEngine.available)
    func `a constraint is named, and the rest of the transaction is undone`(engine: TestEngine) async throws {
        let fixture = try Fixture(engine)
        defer { fixture.close() }
        do {
            try await fixture.database.write { transaction in
                try transaction.run("INSERT INTO entry (id, text) VALUES (1, 'good')")
                try transaction.run("INSERT INTO entry (id, text) VALUES (2, 'bad')")
            }
            Issue.record("was stored")
        } catch StorageError.constraint(let message) {
            #expect(message.localizedCaseInsensitiveContains("check"))
        }
        #expect(try await fixture.database.read { try $0.rows("SELECT id FROM entry") }.isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `a transaction reads the clock once`(engine: TestEngine) async throws {
        let fixture = try Fixture(engine)
        defer { fixture.close() }
        let (first, second) = try await fixture.database.write { transaction in
            let first = transaction.now
            fixture.time.advance(5)
            return (first, transaction.now)
        }
        #expect(first == second)
        #expect(try await fixture.database.read { $0.now } == first + 5)
    }

    @Test(arguments: TestEngine.available)
    func `values come back as they were bound`(engine: TestEngine) async throws {
        let fixture = try Fixture(engine)
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

    @Test(arguments: TestEngine.available)
    func `a reader never sees half of a write`(engine: TestEngine) async throws {
        let fixture = try Fixture(engine)
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

    @Test(arguments: TestEngine.available)
    func `a closed database refuses instead of hanging`(engine: TestEngine) async throws {
        let fixture = try Fixture(engine)
        fixture.close()
        await #expect(throws: StorageError.closed) { try await fixture.database.write { _ in } }
    }
}
