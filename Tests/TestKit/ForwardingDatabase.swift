public import Storage

/// A database that stands before another and does what that does, but for what it does itself.
public protocol ForwardingDatabase: Database {
    var base: any Database { get }
}

extension ForwardingDatabase {
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value { try await base.write(body) }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value { try await base.read(body) }

    public func requireWritable() async throws { try await base.requireWritable() }

    public func changes() -> AsyncStream<Void> { base.changes() }

    public func damage() async throws -> [String] { try await base.damage() }

    public func mark() async throws -> Int { try await base.mark() }

    public func join(_ mark: Int, over old: Int) async throws -> Int { try await base.join(mark, over: old) }

    public func unload(into pipe: RowPipe) async throws { try await base.unload(into: pipe) }

    public func load(from pipe: RowPipe) async throws { try await base.load(from: pipe) }

    public func close() -> StorageError? { base.close() }
}
