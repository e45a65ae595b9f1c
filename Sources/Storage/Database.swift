public import Domain

/// A service's database: closures over bound SQL, nothing of any domain.
///
/// *Rule.* What must be true together is written in one `write`. *Why.* Several writes may share one commit, but each
/// keeps all of its changes or none. *If broken.* A booking without its audit row, or an event for nothing.
public protocol Database: Sendable {
    /// Runs `body` in a transaction of its own and returns when it is durable.
    ///
    /// - Throws: What `body` throws, after undoing its changes, or ``StorageError``.
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws
        -> Value

    /// Runs `body` on a consistent snapshot that later writes do not touch.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> Value) async throws
        -> Value

    /// Writes something that nobody reads, durably.
    ///
    /// - Throws: ``StorageError`` if nothing can be written, such as on a full disk.
    func requireWritable() async throws

    /// Something at once, and soon after every commit of any instance; many commits may be one thing.
    ///
    /// - Returns: A stream that ends when the store is closed.
    func changes() -> AsyncStream<Void>

    /// What the engine finds wrong with its own storage, page by page; empty for sound ones.
    ///
    /// - Throws: ``StorageError``.
    func damage() async throws -> [String]

    /// What joins the stores of one clinic: a number that all of them have; 0 for one that was never joined.
    ///
    /// - Throws: ``StorageError``.
    func mark() async throws -> Int

    /// Gives the store another number, if it has the one it is supposed to have.
    ///
    /// - Parameters:
    ///   - mark: The new number.
    ///   - old: The one it should have; 0 for a store that was never joined.
    /// - Returns: The number that it has then.
    /// - Throws: ``StorageError``.
    func join(_ mark: Int, over old: Int) async throws -> Int

    /// Puts every row of every table into `pipe`, as they are at one instant.
    ///
    /// - Throws: ``StorageError``, or why who takes them ended.
    func unload(into pipe: RowPipe) async throws

    /// Puts the rows of `pipe` in place of its own, in one transaction; the guards of the engine do not look at them.
    ///
    /// - Throws: ``StorageError``, or why who puts them ended; nothing is changed then.
    func load(from pipe: RowPipe) async throws

    /// Answers whoever waits for a write, and lets the store go.
    ///
    /// - Returns: What could not be completed, if anything.
    @discardableResult
    func close() -> StorageError?
}

/// A consistent view of the database, with one reading of the clock for all of it.
public protocol ReadTransaction {
    /// The instant at which the transaction began; the same however long it lasts.
    var now: Instant { get }
    /// The number of the last batch of writes of any instance: what was read under a number is what is there while it stays.
    ///
    /// A view may see later writes than its number says, never earlier ones only.
    var batch: Int { get }
    /// All rows of a query.
    func rows(_ query: SQL) throws(StorageError) -> [SQLRow]
}

/// A view that may change.
public protocol Transaction: ReadTransaction {
    /// Executes a statement and returns how many rows it changed.
    @discardableResult
    func run(_ statement: SQL) throws(StorageError) -> Int
}

extension ReadTransaction {
    /// The first row of a query, if any.
    public func first(_ query: SQL) throws(StorageError) -> SQLRow? { try rows(query).first }
}
