import Domain
import Storage

/// A connection inside a transaction.
struct PostgresTransaction: Transaction {
    let connection: PostgresConnection
    let now: Instant
    let batch: Int

    init(_ connection: PostgresConnection, _ beginning: BookLock.Beginning, time: (any TimeSource)?) {
        self.connection = connection
        now = time?.now ?? beginning.now
        batch = beginning.batch
    }

    func rows(_ query: SQL) throws(StorageError) -> [SQLRow] { try connection.rows(query) }

    @discardableResult
    func run(_ statement: SQL) throws(StorageError) -> Int { try connection.run(statement) }
}
