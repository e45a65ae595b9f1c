import Domain
public import Storage
import Synchronization
import Workers

/// The ``Storage/Database`` port on a schema of a PostgreSQL server.
///
/// *Rule.* Writes of all instances are one after another (``BookLock``), many in one commit; reads see one snapshot. *Why.* The
/// port promises it, and every check before an insert leans on it. *Cost.* One commit for everybody who waits at this instance;
/// a trip to the server for each statement.
public final class PostgresDatabase: Storage.Database {
    private let readers: ConnectionPool
    private let threads: WorkerThreads
    private let committer: GroupCommitter
    private let time: (any TimeSource)?
    private let bell = CommitBell()
    /// Looks whether other instances wrote, from when somebody wants to know.
    private let watch = Mutex<Task<Void, Never>?>(nil)

    /// Between two looks.
    private static let pause = Duration.milliseconds(200)
    private static let readersAtOnce = 4
    private static let mostWaiting = 4_096
    package static let deadlineSeconds = 5.0

    /// Connects, and brings the schema up to date.
    ///
    /// - Parameters:
    ///   - address: A connection URI or string of libpq, such as `postgres://slotwise@db/clinic`.
    ///   - schema: Of this service alone; letters, digits and underscores. Made if it is missing.
    ///   - migrations: The schema, oldest step first.
    ///   - time: Read once for each transaction; `nil` for the server's clock, which all instances share.
    /// - Throws: `StorageError` if the server cannot be reached, or the schema is newer.
    public convenience init(
        _ address: String, schema: String, migrations: [Migration], time: (any TimeSource)? = nil
    ) throws {
        try self.init(
            address, schema: schema, migrations: migrations, time: time, deadlineSeconds: Self.deadlineSeconds
        )
    }

    /// As the public initialiser, with another time that an answer may take, or without the row that writers take.
    package init(
        _ address: String, schema: String, migrations: [Migration], time: (any TimeSource)?,
        deadlineSeconds: Double = deadlineSeconds, holding: BookLock.Holding = .held
    ) throws {
        self.time = time
        let connect: @Sendable () throws(StorageError) -> PostgresConnection = { () throws(StorageError) in
            try PostgresConnection(address, schema: schema, deadlineSeconds: deadlineSeconds)
        }
        try PostgresMigrator.migrate(connect(), schema, migrations)
        readers = ConnectionPool(connect)
        threads = WorkerThreads("readers", count: Self.readersAtOnce, capacity: Self.mostWaiting)
        let writer = PostgresWriter(connect, time: time, holding: holding)
        committer = GroupCommitter { [bell] batch in
            let failure = writer.commit(batch)
            if failure == nil { bell.ring() }
            return failure
        }
    }

    /// See ``Storage/Database``.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await committer.commit(body)
    }

    /// See ``Storage/Database``.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await reading { try body($0) }
    }

    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresTransaction) throws -> Value
    ) async throws -> Value {
        let (readers, time) = (readers, time)
        return try await threads.run {
            try readers.use(after: BookLock.beginReading) { connection, beginning in
                defer { _ = try? connection.execute("ROLLBACK") }
                return try body(PostgresTransaction(connection, beginning, time: time))
            }
        }
    }

    /// See ``Storage/Database``: taking the row that writers take is a write.
    public func requireWritable() async throws {
        try await write { _ in }
    }

    /// See ``Storage/Database``: every row of every table is read; the server's checksums are its own affair.
    public func damage() async throws -> [String] {
        try await read { transaction in
            let tables = try transaction.rows(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1"
            )
            return try tables.compactMap { row in
                let table = try row.text(0)
                do {
                    _ = try transaction.rows(SQL(stringLiteral: "SELECT count(*) FROM \"\(table)\""))
                    return nil
                } catch {
                    return "\(table): \(error)"
                }
            }
        }
    }

    /// See ``Storage/Database``: a number in the row that writers take.
    public func mark() async throws -> Int {
        try await read { try $0.first("SELECT mark FROM book")?.int(0) ?? 0 }
    }

    /// See ``Storage/Database``.
    public func join(_ mark: Int, over old: Int) async throws -> Int {
        try await write { transaction in
            try transaction.run("UPDATE book SET mark = \(mark) WHERE mark = \(old)")
            return try transaction.first("SELECT mark FROM book")?.int(0) ?? 0
        }
    }

    /// Answers whoever waits, and lets the connections go.
    @discardableResult
    public func close() -> StorageError? {
        bell.end()
        watch.withLock { $0?.cancel() }
        committer.close()
        readers.close()
        return nil
    }

    /// See ``Storage/Database``: at once after commits of this instance, within a fifth of a second after another's.
    public func changes() -> AsyncStream<Void> {
        watch.withLock { watch in
            if watch == nil { watch = Task { [weak self] in await Self.look { self } } }
        }
        return bell.listen()
    }

    /// Rings when the number of the batch is another; what cannot be read now is looked at again.
    private static func look(_ database: () -> PostgresDatabase?) async {
        var last: Int?
        while (try? await Task.sleep(for: pause)) != nil, let database = database() {
            guard let batch = try? await database.read({ $0.batch }) else { continue }
            if batch != last { database.bell.ring() }
            last = batch
        }
    }

    /// Whether the server has the schema.
    ///
    /// - Throws: `StorageError` if it cannot be reached.
    public static func exists(_ address: String, schema: String) throws -> Bool {
        let connection = try PostgresConnection(address, schema: schema, deadlineSeconds: deadlineSeconds)
        return try !connection.rows("SELECT 1 FROM pg_namespace WHERE nspname = \(schema)").isEmpty
    }
}
