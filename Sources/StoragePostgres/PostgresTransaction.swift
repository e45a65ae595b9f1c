import Domain
import Storage

/// A connection inside a transaction.
struct PostgresTransaction: Transaction {
    let connection: PostgresConnection
    let now: Instant

    func rows(_ query: SQL) throws(StorageError) -> [SQLRow] { try connection.rows(query) }

    @discardableResult
    func run(_ statement: SQL) throws(StorageError) -> Int { try connection.run(statement) }
}
