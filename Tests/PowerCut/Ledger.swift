import GRDB

/// What the file holds, read with nothing of our own.
enum Ledger {
    static func read(_ path: String) throws -> (isIntact: Bool, entries: Set<Int>, shadows: Set<Int>) {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { connection in
            (
                try String.fetchOne(connection, sql: "PRAGMA integrity_check") == "ok",
                try Set(Int.fetchAll(connection, sql: "SELECT id FROM entry")),
                try Set(Int.fetchAll(connection, sql: "SELECT id FROM shadow"))
            )
        }
    }
}
