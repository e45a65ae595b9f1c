import Domain
import GRDB
import GRDBSQLite
import Storage

/// A connection inside a transaction.
///
/// GRDB opens connections, keeps prepared statements and guards transactions; values are bound and read through SQLite's
/// own calls, because boxing each of them costs a third of a booking.
struct SQLiteTransaction: Transaction {
    let connection: GRDB.Database
    let now: Instant

    func rows(_ query: Storage.SQL) throws(StorageError) -> [SQLRow] {
        var rows: [SQLRow] = []
        try step(query) { statement in
            rows.append(SQLRow((0..<sqlite3_column_count(statement)).map { value(statement, $0) }))
        }
        return rows
    }

    @discardableResult
    func run(_ statement: Storage.SQL) throws(StorageError) -> Int {
        try step(statement) { _ in }
        return Int(sqlite3_changes(connection.sqliteConnection))
    }

    /// Executes a statement and calls `body` at each row of its result.
    private func step(_ sql: Storage.SQL, _ body: (OpaquePointer) -> Void) throws(StorageError) {
        let statement = try prepared(sql.text)
        defer { sqlite3_reset(statement) }
        for (index, binding) in sql.bindings.enumerated() {
            guard bind(binding, statement, Int32(index + 1)) == SQLITE_OK else { throw failure() }
        }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: body(statement)
            case SQLITE_DONE: return
            default: throw failure()
            }
        }
    }

    private func prepared(_ text: String) throws(StorageError) -> OpaquePointer {
        do {
            return try connection.cachedStatement(sql: text).sqliteStatement
        } catch let error as DatabaseError {
            throw SQLiteDatabase.storageError(error)
        } catch {
            throw .engine(code: 0, message: "\(error)")
        }
    }

    private func bind(_ value: SQLValue, _ statement: OpaquePointer, _ index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let number): return sqlite3_bind_int64(statement, index, number)
        case .real(let number): return sqlite3_bind_double(statement, index, number)
        case .text(var text):
            // −1 as the destructor makes SQLite copy the bytes before this call returns.
            let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    guard let start = characters.baseAddress else {
                        return sqlite3_bind_text(statement, index, "", 0, copies)
                    }
                    return sqlite3_bind_text(
                        statement, index, start, Int32(clamping: characters.count), copies)
                }
            }
        }
    }

    private func value(_ statement: OpaquePointer, _ column: Int32) -> SQLValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let count = Int(sqlite3_column_bytes(statement, column))
            guard let bytes = sqlite3_column_text(statement, column) else { return .null }
            return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
        default: return .null
        }
    }

    private func failure() -> StorageError {
        let code = sqlite3_extended_errcode(connection.sqliteConnection)
        let message = sqlite3_errmsg(connection.sqliteConnection).map { String(cString: $0) } ?? "no message"
        return code & 0xFF == SQLITE_CONSTRAINT
            ? .constraint(message) : .engine(code: Int(code), message: message)
    }
}
