import Domain
import Storage
import TestKit
import Testing

/// A store's rows in another of the same schema, from each engine to each.
@Suite struct CopyContractTests {
    private static let migrations = [
        Migration(
            "copied",
            [
                .table(
                    "CREATE TABLE numbered (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT, amount INTEGER NOT NULL)"
                ),
                .table("CREATE TABLE named (name TEXT PRIMARY KEY, of INTEGER REFERENCES numbered (id))"),
                .same("INSERT INTO numbered (text, amount) VALUES ('of the schema', 0)"),
            ] + AuditTrail.schema)
    ]

    private struct Way: CustomTestStringConvertible {
        let from, to: TestEngine
        var testDescription: String { "\(from) to \(to)" }

        static let all = TestEngine.available.flatMap { from in
            TestEngine.available.map { Way(from: from, to: $0) }
        }
    }

    private struct Ended: Error {}

    private let time = FixedTime("2026-03-02T07:00:00Z")
    private let staff = Caller(name: "desk", role: .administrator)

    private func store(_ engine: TestEngine) throws -> TestStore {
        try TestStore("copied", migrations: Self.migrations, time: time, on: engine)
    }

    private func filled(_ engine: TestEngine) async throws -> TestStore {
        let store = try store(engine)
        try await store.database.write { [staff] transaction in
            for number in 0..<4_100 {
                try transaction.run(
                    "INSERT INTO numbered (text, amount) VALUES (\(number % 3 == 0 ? nil : "Zoë’s ? \(number)"), \(number))"
                )
            }
            try transaction.run("INSERT INTO named (name, of) VALUES ('last', 4101)")
            try transaction.run("DELETE FROM numbered WHERE id = 4100")
            try transaction.audit("copied", "1", by: staff)
        }
        try await store.database.sealAudit()
        return store
    }

    private static func rows(_ database: any Database) async throws -> [[SQLRow]] {
        try await database.read { transaction in
            [
                try transaction.rows("SELECT id, text, amount FROM numbered ORDER BY id"),
                try transaction.rows("SELECT name, of FROM named"),
                try transaction.rows("SELECT id, at, action FROM audit ORDER BY id"),
                try transaction.rows("SELECT number, hash FROM audit_seal"),
            ]
        }
    }

    @Test(arguments: Way.all)
    private func `every row is there, and nothing else`(way: Way) async throws {
        let (source, target) = (try await filled(way.from), try store(way.to))
        _ = try await target.database.write {
            try $0.run("INSERT INTO numbered (text, amount) VALUES ('own', 1)")
        }
        try await source.database.copy(to: target.database)
        #expect(try await Self.rows(target.database) == Self.rows(source.database))
        #expect(try await target.database.read { try $0.verifyAudit() }.faults.isEmpty)
    }

    @Test(arguments: Way.all)
    private func `numbers go on where they were, also after a row that was taken away`(way: Way) async throws
    {
        let (source, target) = (try await filled(way.from), try store(way.to))
        try await source.database.write { transaction in
            try transaction.run("DELETE FROM named")
            try transaction.run("DELETE FROM numbered")
        }
        try await source.database.copy(to: target.database)
        let next = try await target.database.write { transaction in
            try transaction.run("INSERT INTO numbered (text, amount) VALUES ('next', 1)")
            return try transaction.first("SELECT max(id) FROM numbered")?.int(0)
        }
        #expect(next == 4_102)
    }

    @Test(arguments: Way.all)
    private func `guards look again at what comes after the copy`(way: Way) async throws {
        let (source, target) = (try await filled(way.from), try store(way.to))
        try await source.database.copy(to: target.database)
        await #expect(throws: StorageError.self) {
            try await target.database.write { _ = try $0.run("DELETE FROM audit") }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a copy that ends halfway leaves what was there`(engine: TestEngine) async throws {
        let target = try store(engine)
        let before = try await Self.rows(target.database)
        await #expect(throws: Ended.self) {
            try await Halfway(base: target.database).copy(to: target.database)
        }
        #expect(try await Self.rows(target.database) == before)
    }

    /// Ends after a page.
    private struct Halfway: ForwardingDatabase {
        let base: any Database

        func unload(into pipe: RowPipe) async throws {
            let row = SQLRow([.integer(7), .text("half"), .integer(7)])
            try pipe.put(
                .init(table: "numbered", columns: ["id", "text", "amount"], rows: [row], lastNumber: 7))
            throw Ended()
        }
    }

    @Test(arguments: TestEngine.available)
    func `a view says the number of the last batch, and a write one more`(engine: TestEngine) async throws {
        let store = try store(engine)
        func number() async throws -> Int { try await store.database.read { $0.batch } }
        let first = try await number()
        #expect(try await number() == first)
        let own = try await store.database.write { $0.batch }
        #expect(own == first + 1)
        #expect(try await number() == own)
    }
}
