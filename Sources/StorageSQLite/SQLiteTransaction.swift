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
    let batch: Int

    func rows(_ query: Storage.SQL) throws(StorageError) -> [SQLRow] {
        let statement = try begun(query)
        defer { sqlite3_reset(statement) }
        var rows: [SQLRow] = []
        while try step(statement) { rows.append(row(statement)) }
        return rows
    }

    /// Gives the rows of a query to `take`, so many at a time.
    func pages(of query: Storage.SQL, _ take: ([SQLRow]) throws -> Void) throws {
        let statement = try begun(query)
        defer { sqlite3_reset(statement) }
        var page: [SQLRow] = []
        var bytes = 0
        while try step(statement) {
            let row = row(statement)
            page.append(row)
            bytes += row.bytes
            guard page.count == RowPipe.pageRows || bytes >= RowPipe.pageBytes else { continue }
            try take(page)
            page.removeAll(keepingCapacity: true)
            bytes = 0
        }
        try take(page)
    }

    @discardableResult
    func run(_ statement: Storage.SQL) throws(StorageError) -> Int {
        let running = try begun(statement)
        defer { sqlite3_reset(running) }
        while try step(running) {}
        return Int(sqlite3_changes(connection.sqliteConnection))
    }

    /// A statement with its values; whoever gets it resets it.
    private func begun(_ sql: Storage.SQL) throws(StorageError) -> OpaquePointer {
        let statement = try prepared(sql.text)
        for (index, binding) in sql.bindings.enumerated() {
            guard bind(binding, statement, Int32(index + 1)) == SQLITE_OK else { throw failure() }
        }
        return statement
    }

    /// Goes on to the next row, if there is one.
    private func step(_ statement: OpaquePointer) throws(StorageError) -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        default: throw failure()
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

    private func row(_ statement: OpaquePointer) -> SQLRow {
        SQLRow((0..<sqlite3_column_count(statement)).map { value(statement, $0) })
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
