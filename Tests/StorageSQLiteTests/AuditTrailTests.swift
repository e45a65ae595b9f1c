import Domain
import GRDB
import Storage
import StorageSQLite
import TestKit
import Testing

/// Whatever is done to the sealed trail behind the program's back is noticed.
@Suite struct AuditTrailTests {
    private static let migration = Migration("0001-trail", AuditTrail.schema)

    /// Three rows in two seals, then `tamper` on the file with the triggers that forbid it taken away.
    private func verdict(_ tamper: [String]) async throws -> AuditTrail.Verdict {
        let directory = try TemporaryDirectory()
        try await withTrail(in: directory) { database in
            for subject in ["a", "b", "c"] {
                try await database.write {
                    try $0.audit(
                        "read", subject, by: Caller(name: "x", role: .receptionist),
                        detail: subject == "b" ? nil : "d")
                }
                if subject != "a" { try await database.sealAudit() }
            }
        }
        let raw = try DatabaseQueue(path: "\(directory.path)/trail.sqlite")
        try await raw.write { connection in
            for statement in tamper { try connection.execute(sql: statement) }
        }
        try raw.close()
        return try await withTrail(in: directory) { database in
            try await database.read { try $0.verifyAudit() }
        }
    }

    /// The file is let go when the database is released, which is at the end of `body`.
    private func withTrail<Value>(
        in directory: TemporaryDirectory, _ body: (SQLiteDatabase) async throws -> Value
    ) async throws -> Value {
        let database = try SQLiteDatabase(
            name: "trail", directory: directory.path, migrations: [Self.migration],
            time: FixedTime("2026-03-02T07:00:00Z"))
        defer { database.close() }
        return try await body(database)
    }

    private static let unlock = ["audit", "audit_seal"].flatMap { table in
        ["changed", "deleted"].map { "DROP TRIGGER \(table)_is_not_\($0)" }
    }

    @Test func `a trail that nobody touched is whole`() async throws {
        let verdict = try await verdict([])
        #expect(verdict.faults.isEmpty)
        #expect(verdict.entries == 3 && verdict.sealed == 3)
        #expect(verdict.head.count == 64)
    }

    @Test(arguments: [
        "UPDATE audit SET subject = 'z' WHERE id = 1", "UPDATE audit SET caller = 'y' WHERE id = 2",
        "UPDATE audit SET at = at + 1 WHERE id = 3", "UPDATE audit SET role = 'patient' WHERE id = 1",
        "UPDATE audit SET action = 'saw' WHERE id = 1", "UPDATE audit SET detail = '' WHERE id = 2",
        "UPDATE audit SET detail = NULL WHERE id = 1",
        "DELETE FROM audit WHERE id = 1",
        "DELETE FROM audit WHERE id = 2",
        "DELETE FROM audit WHERE id = 3", "UPDATE audit SET id = 9 WHERE id = 1",
        "INSERT INTO audit (id, at, caller, role, action, subject) VALUES (-1, 0, 'x', 'patient', 'read', 'a')",
        "UPDATE audit_seal SET entries = 1 WHERE number = 1",
        "UPDATE audit_seal SET hash = '' WHERE number = 2",
        "DELETE FROM audit_seal WHERE number = 1", "UPDATE audit_seal SET last_id = 1 WHERE number = 1",
    ])
    func `every change is seen`(statement: String) async throws {
        #expect(try await !verdict(Self.unlock + [statement]).faults.isEmpty)
    }

    @Test func `what came in the last moment is told to be not sealed yet`() async throws {
        let late =
            "INSERT INTO audit (at, caller, role, action, subject) VALUES (0, 'x', 'patient', 'read', 'a')"
        let verdict = try await verdict([late])
        #expect(verdict.entries == 4 && verdict.sealed == 3 && verdict.faults.isEmpty)
    }

    @Test(arguments: [
        "UPDATE audit SET subject = 'z' WHERE id = 1", "DELETE FROM audit WHERE id = 3",
        "UPDATE audit_seal SET hash = ''", "DELETE FROM audit_seal",
    ])
    func `the engine refuses changes by itself`(statement: String) async throws {
        await #expect(throws: DatabaseError.self) { try await verdict([statement]) }
    }
}
