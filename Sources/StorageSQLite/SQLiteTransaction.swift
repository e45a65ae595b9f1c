import Domain
import GRDB
import Storage

/// A connection inside a transaction.
struct SQLiteTransaction: Transaction {
    let connection: GRDB.Database
    let now: Instant

    func rows(_ query: Storage.SQL) throws(StorageError) -> [SQLRow] {
        try translating {
            let statement = try connection.cachedStatement(sql: query.text)
            try statement.setArguments(arguments(query))
            let cursor = try Row.fetchCursor(statement)
            var rows: [SQLRow] = []
            while let row = try cursor.next() {
                rows.append(SQLRow((0..<row.count).map { Self.value(row[$0]) }))
            }
            return rows
        }
    }

    func run(_ statement: Storage.SQL) throws(StorageError) -> Int {
        try translating {
            let prepared = try connection.cachedStatement(sql: statement.text)
            try prepared.setArguments(arguments(statement))
            try prepared.execute()
            return connection.changesCount
        }
    }

    private func arguments(_ sql: Storage.SQL) -> StatementArguments {
        StatementArguments(
            sql.bindings.map { binding -> DatabaseValue in
                switch binding {
                case .null: .null
                case .integer(let number): number.databaseValue
                case .real(let number): number.databaseValue
                case .text(let text): text.databaseValue
                }
            }
        )
    }

    private static func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .null, .blob: .null
        case .int64(let number): .integer(number)
        case .double(let number): .real(number)
        case .string(let text): .text(text)
        }
    }

    private func translating<Value>(_ work: () throws -> Value) throws(StorageError) -> Value {
        do {
            return try work()
        } catch let error as DatabaseError {
            throw SQLiteDatabase.storageError(error)
        } catch {
            throw .engine(code: 0, message: "\(error)")
        }
    }
}
