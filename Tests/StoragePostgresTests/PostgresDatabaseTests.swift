import Domain
import Foundation
import Storage
import TestKit
import Testing
import Workers

@testable import StoragePostgres

/// What only a server does: several instances at once, lost connections, answers that do not come.
@Suite(.enabled(if: TestEngine.server != nil)) struct PostgresDatabaseTests {
    private static let migrations = [
        Migration(
            "0001",
            [.table("CREATE TABLE counter (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)")]
                + Outbox.schema)
    ]

    private static func schema() -> String {
        "pg_\(UUID().uuidString.replacing("-", with: "").lowercased())".replacing("pg_", with: "s_")
    }

    private func open(_ schema: String, deadlineSeconds: Double = 5) throws -> PostgresDatabase {
        try PostgresDatabase(
            TestEngine.server ?? "", schema: schema, migrations: Self.migrations, time: nil,
            deadlineSeconds: deadlineSeconds)
    }

    @Test
    func
        `writes of two instances are one after another, and a reader that goes on from the last event misses none`()
        async throws
    {
        let schema = Self.schema()
        let instances = [try open(schema), try open(schema)]
        defer { for one in instances { one.close() } }
        try await instances[0].write { _ = try $0.run("INSERT INTO counter (id, value) VALUES (1, 0)") }
        let reader = Task {
            var (last, heard) = (0, 0)
            while heard < 400 {
                let from = last
                let news = try await instances[1].read { try $0.events(after: from, limit: 100) }
                heard += news.count
                last = news.last?.id ?? last
            }
            return heard
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                group.addTask {
                    try await instances[number % 2].write { transaction in
                        let value =
                            try transaction.first("SELECT value FROM counter WHERE id = 1")?.int(0) ?? 0
                        _ = try transaction.run("UPDATE counter SET value = \(value + 1) WHERE id = 1")
                        try transaction.publish("counted", "1", version: value + 1, audience: [])
                    }
                }
            }
            try await group.waitForAll()
        }
        let value = try await instances[0].read { try $0.first("SELECT value FROM counter")?.int(0) }
        #expect(value == 400, "nobody's change was lost")
        #expect(try await reader.value == 400)
        let versions = try await instances[0].read { try $0.events(after: 0, limit: 500).map(\.version) }
        #expect(versions == Array(1...400), "the order of the events is the order of the changes")
    }

    @Test func `a writer that does not take the row shows why: its event commits late and is never heard`()
        async throws
    {
        let schema = Self.schema()
        let database = try open(schema)
        defer { database.close() }
        let raw = try (0..<2).map { _ in
            try PostgresConnection(TestEngine.server ?? "", schema: schema, deadlineSeconds: 5)
        }
        let event = "INSERT INTO outbox (event, subject, version, at, audience) VALUES ('e', 's', 1, 0, '')"
        try raw[0].execute("BEGIN; \(event)")
        try raw[1].execute("BEGIN; \(event); COMMIT")
        let last = try await database.read { try $0.lastEvent() }
        try raw[0].execute("COMMIT")
        #expect(try await database.read { try $0.events(after: last, limit: 9) }.isEmpty)
        #expect(try await database.read { try $0.events(after: 0, limit: 9) }.count == 2, "one was missed")
    }

    @Test func `writers that do not take the row lose events to the same consumers`() async throws {
        let time = FixedTime("2026-03-02T07:00:00Z")
        let source = try PostgresDatabase(
            TestEngine.server ?? "", schema: Self.schema(), migrations: FeedRace.source, time: time)
        let target = try TestStore("target", migrations: FeedRace.target, time: time, on: .postgres)
        defer { source.close() }
        let schema = try await source.read { try $0.first("SELECT current_schema()")?.text(0) ?? "" }
        let threads = WorkerThreads("naive", count: 4, capacity: 64)
        let race = FeedRace(from: [source], to: [target.database])
        let outcome = try await race.run(rounds: 40) { subject, dice in
            let pause = Double(dice.roll(0..<8)) / 1_000
            try await threads.run {
                let raw = try PostgresConnection(TestEngine.server ?? "", schema: schema, deadlineSeconds: 5)
                try raw.execute(
                    "BEGIN; INSERT INTO outbox (event, subject, version, at, audience) VALUES ('e', '\(subject)', 1, 0, '')"
                )
                try raw.execute("SELECT pg_sleep(\(pause)); COMMIT")
            }
        }
        #expect(Set(outcome.taken).isStrictSubset(of: outcome.told), "the naive order loses some")
    }

    @Test func `a connection that the server ends is made anew, and the write is done once`() async throws {
        let database = try open(Self.schema())
        defer { database.close() }
        try await database.write { _ = try $0.run("INSERT INTO counter (id, value) VALUES (1, 0)") }
        for round in 1...3 {
            let administrator = try PostgresConnection(
                TestEngine.server ?? "", schema: "public", deadlineSeconds: 5)
            try administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'slotwise' AND datname = current_database()"
            )
            try await database.write { _ = try $0.run("UPDATE counter SET value = value + 1") }
            let value = try await database.read { try $0.first("SELECT value FROM counter")?.int(0) }
            #expect(value == round)
        }
    }

    @Test func `an answer that does not come in time ends the write, and nothing of it is stored`()
        async throws
    {
        let database = try open(Self.schema(), deadlineSeconds: 0.3)
        defer { database.close() }
        await #expect(throws: StorageError.self) {
            try await database.write { transaction in
                _ = try transaction.run("INSERT INTO counter (id, value) VALUES (1, 0)")
                _ = try transaction.rows("SELECT 1 FROM pg_sleep(2)")
            }
        }
        #expect(try await database.read { try $0.rows("SELECT id FROM counter") }.isEmpty)
        try await database.write { _ = try $0.run("INSERT INTO counter (id, value) VALUES (1, 0)") }
    }

    @Test func `a failed statement that is swallowed fails the write instead of being called stored`()
        async throws
    {
        let database = try open(Self.schema())
        defer { database.close() }
        await #expect(throws: StorageError.self) {
            try await database.write { transaction in
                _ = try transaction.run("INSERT INTO counter (id, value) VALUES (1, 0)")
                _ = try? transaction.run("INSERT INTO counter (id, value) VALUES (1, 0)")
            }
        }
        #expect(try await database.read { try $0.rows("SELECT id FROM counter") }.isEmpty)
    }

    @Test func `several that open a schema at once make it once; a newer one is refused`() async throws {
        let schema = Self.schema()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try open(schema).close() } }
            try await group.waitForAll()
        }
        #expect(throws: StorageError.newerSchema(found: "0001")) {
            _ = try PostgresDatabase(TestEngine.server ?? "", schema: schema, migrations: [])
        }
    }

    @Test func `a server that is not there is named, and text that cannot be stored is refused`() async throws
    {
        #expect(throws: StorageError.self) {
            _ = try PostgresDatabase("host=/nowhere", schema: "s", migrations: [])
        }
        let database = try open(Self.schema())
        defer { database.close() }
        await #expect(throws: StorageError.engine(code: 0, message: "text with U+0000 cannot be stored")) {
            try await database.write { _ = try $0.rows("SELECT \("a\u{0}b")") }
        }
        #expect(try await database.damage() == [])
    }
}
