import Domain
import Foundation
import GRDB
public import Storage

/// The ``Storage/Database`` port on one SQLite file.
///
/// *Rule.* One connection writes and checkpoints, every other is read-only; `synchronous=FULL`; one process per
/// directory. *Why.* At `NORMAL` a power cut takes acknowledged commits with it, and two writers meet SQLite's
/// WAL-reset bug. *Cost.* One fsync per commit, shared by everybody who waits for it.
public final class SQLiteDatabase: Storage.Database {
    private let pool: DatabasePool
    /// `nil` for a process that only reads beside the one that writes.
    private let committer: GroupCommitter?
    private let lock: DataLock?
    private let directory: String
    private let time: any TimeSource
    /// Its count is the number of the batch: one file has one process that writes.
    private let bell = CommitBell()
    /// How long readers that are under way are waited for.
    private static let patience = DispatchTimeInterval.seconds(2)

    /// How a commit is made durable.
    package enum Synchronous: String {
        /// One fsync for each commit.
        case full = "FULL"
        /// Only to show in tests what it loses.
        case normal = "NORMAL"
    }

    /// Opens or makes `name`.sqlite in `directory`, and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - name: File name without extension.
    ///   - directory: Made if it is missing, readable by its owner only.
    ///   - migrations: The schema, oldest step first.
    ///   - time: Read once for each transaction.
    ///   - waitingSeconds: How long to wait for another process that has the directory.
    /// - Throws: `StorageError` if another process has it, or if the file is damaged or newer.
    public convenience init(
        name: String, directory: String, migrations: [Migration], time: any TimeSource,
        waitingSeconds: Double = 0
    ) throws {
        try self.init(
            name: name, directory: directory, migrations: migrations, time: time,
            waitingSeconds: waitingSeconds,
            synchronous: .full
        )
    }

    /// As the public initialiser, at a chosen durability.
    package init(
        name: String, directory: String, migrations: [Migration], time: any TimeSource,
        waitingSeconds: Double = 0, synchronous: Synchronous
    ) throws {
        self.time = time
        self.directory = directory
        lock = try DataLock(directory: directory, name: name, waitingSeconds: waitingSeconds)
        let path = "\(directory)/\(name).sqlite"
        do {
            pool = try Self.openPool(path, synchronous)
            try Self.migrate(pool, migrations)
        } catch let error as DatabaseError {
            throw Self.storageError(error)
        }
        committer = GroupCommitter { [pool, bell] in Self.commit($0, pool, time, bell) }
    }

    /// Opens `name`.sqlite in `directory` to read it, beside a process that writes.
    ///
    /// - Parameters:
    ///   - name: File name without extension.
    ///   - directory: As above.
    ///   - migrations: The schema that is expected.
    ///   - time: Read once for each transaction.
    /// - Throws: `StorageError` if the file is missing, damaged, or of another version; every write throws it too.
    public init(reading name: String, directory: String, migrations: [Migration], time: any TimeSource) throws
    {
        self.time = time
        self.directory = directory
        (committer, lock) = (nil, nil)
        var configuration = Configuration()
        configuration.readonly = true
        do {
            pool = try DatabasePool(path: "\(directory)/\(name).sqlite", configuration: configuration)
            let applied = try pool.read {
                try String.fetchAll($0, sql: "SELECT name FROM migration ORDER BY position")
            }
            guard applied == migrations.map(\.name) else {
                throw StorageError.newerSchema(found: applied.last ?? "")
            }
        } catch let error as DatabaseError {
            throw Self.storageError(error)
        }
    }

    /// See ``Storage/Database``.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        guard let committer else { throw StorageError.inUse(directory: directory) }
        return try await committer.commit(body)
    }

    /// See ``Storage/Database``.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await reading { try body($0) }
    }

    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteTransaction) throws -> Value
    ) async throws -> Value {
        let now = time.now
        let batch = bell.count
        do {
            return try await pool.read { try body(SQLiteTransaction(connection: $0, now: now, batch: batch)) }
        } catch {
            // A reader whose task is cancelled is interrupted in the middle of a statement.
            try Task.checkCancellation()
            throw (error as? DatabaseError).map(Self.storageError) ?? error
        }
    }

    /// See ``Storage/Database``; one that only reads hears of nothing, and its batch is always the first.
    public func changes() -> AsyncStream<Void> { bell.listen() }

    /// Copies the committed state to a new file while readers and the writer go on.
    ///
    /// - Throws: `StorageError` if `path` cannot be written.
    public func copy(to path: String) throws {
        do {
            let copy = try DatabaseQueue(path: path)
            defer { try? copy.close() }
            try pool.backup(to: copy)
        } catch let error as DatabaseError {
            throw Self.storageError(error)
        }
    }

    /// See ``Storage/Database``.
    public func requireWritable() async throws {
        do {
            // A field of the header that nothing else uses; SQLite writes the page also if the value is the same.
            try await pool.writeWithoutTransaction { connection in
                let count = try Int.fetchOne(connection, sql: "PRAGMA user_version") ?? 0
                try connection.execute(sql: "PRAGMA user_version = \((count + 1) % 1_000_000)")
            }
        } catch let error as DatabaseError {
            throw Self.storageError(error)
        }
    }

    /// See ``Storage/Database``: a number in the header of the file.
    public func mark() async throws -> Int {
        try await pool.read { try Int.fetchOne($0, sql: "PRAGMA application_id") ?? 0 }
    }

    /// See ``Storage/Database``.
    public func join(_ mark: Int, over old: Int) async throws -> Int {
        try await pool.writeWithoutTransaction { connection in
            let found = try Int.fetchOne(connection, sql: "PRAGMA application_id") ?? 0
            guard found == old else { return found }
            try connection.execute(sql: "PRAGMA application_id = \(mark)")
            return mark
        }
    }

    /// What SQLite finds wrong with the file, page by page; empty for a sound one.
    ///
    /// - Throws: `StorageError`.
    public func damage() async throws -> [String] {
        try await pool.read { try String.fetchAll($0, sql: "PRAGMA integrity_check").filter { $0 != "ok" } }
    }

    /// Ends the writer after the writes that wait, brings the file up to date and closes it.
    ///
    /// - Returns: Why the file alone does not hold everything: then its `-wal` file belongs to it.
    @discardableResult
    public func close() -> StorageError? {
        var failure: StorageError?
        bell.end()
        if let committer {
            committer.close()
            do {
                _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            } catch let error as DatabaseError {
                failure = Self.storageError(error)
            } catch {
                failure = .unusable(path: directory, reason: "\(error)")
            }
        }
        closeConnections()
        return failure
    }

    /// Waits a moment for readers that are under way, on a thread of its own.
    ///
    /// *Why.* They run on the threads that callers of ``close()`` may block: with all of them waiting here for a reader that has not
    /// begun, nobody would ever begin it. What a reader has open then it closes when it ends; the writer's work is in the file.
    private func closeConnections() {
        let closed = DispatchSemaphore(value: 0)
        let thread = Thread { [pool] in
            try? pool.close()
            closed.signal()
        }
        thread.name = "close"
        thread.start()
        _ = closed.wait(timeout: .now() + Self.patience)
    }

    /// Runs jobs in one transaction with one fsync; why nothing was stored, or `nil`.
    private static func commit(
        _ batch: [GroupCommitter.Job], _ pool: DatabasePool, _ time: any TimeSource, _ bell: CommitBell
    ) -> StorageError? {
        let number = bell.count + 1
        do {
            try pool.writeWithoutTransaction { connection in
                try connection.inTransaction(.immediate) {
                    for job in batch {
                        let transaction = SQLiteTransaction(
                            connection: connection, now: time.now, batch: number)
                        // A full disk or a failed read may end the whole transaction, not only the savepoint.
                        try job.perform(in: transaction) { connection.isInsideTransaction }
                        guard connection.isInsideTransaction else {
                            throw StorageError.engine(code: 0, message: "the engine rolled the commit back")
                        }
                    }
                    return .commit
                }
            }
            bell.ring()
            return nil
        } catch let error as DatabaseError {
            return storageError(error)
        } catch {
            return error as? StorageError ?? .engine(code: 0, message: "\(error)")
        }
    }

    private static func openPool(_ path: String, _ synchronous: Synchronous) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .immediateError  // one process, one writer: waiting would hide a mistake
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA mmap_size = 0")
            // Savepoints journal every page they touch; in memory that costs nothing, in a file half the throughput.
            try connection.execute(sql: "PRAGMA temp_store = MEMORY")
            try connection.execute(sql: "PRAGMA foreign_keys = ON")
            try connection.execute(sql: "PRAGMA recursive_triggers = ON")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        // GRDB sets NORMAL after `prepareDatabase`, so FULL comes last and is read back.
        try pool.writeWithoutTransaction { connection in
            try connection.execute(sql: "PRAGMA synchronous = \(synchronous.rawValue)")
            let level = try Int.fetchOne(connection, sql: "PRAGMA synchronous")
            let journal = try String.fetchOne(connection, sql: "PRAGMA journal_mode")
            guard level == (synchronous == .full ? 2 : 1), journal == "wal" else {
                throw StorageError.unusable(path: path, reason: "synchronous=FULL and WAL could not be set")
            }
        }
        return pool
    }

    private static func migrate(_ pool: DatabasePool, _ migrations: [Migration]) throws {
        try pool.write { connection in
            try connection.execute(
                sql:
                    "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT"
            )
            let applied = try String.fetchAll(connection, sql: "SELECT name FROM migration ORDER BY position")
            guard applied.count <= migrations.count, applied == migrations.prefix(applied.count).map(\.name)
            else {
                throw StorageError.newerSchema(found: applied.last ?? "")
            }
            for (position, migration) in migrations.enumerated().dropFirst(applied.count) {
                for statement in migration.sqlite { try connection.execute(sql: statement) }
                try connection.execute(
                    sql: "INSERT INTO migration (name, position) VALUES (?, ?)",
                    arguments: [migration.name, position]
                )
            }
        }
    }

    static func storageError(_ error: DatabaseError) -> StorageError {
        let message = error.message ?? "no message"
        if error.resultCode == .SQLITE_CONSTRAINT { return .constraint(message) }
        return .engine(code: Int(error.extendedResultCode.rawValue), message: message)
    }
}
