import Domain
import Foundation
public import Storage
import Synchronization

/// Stands between a service and its database and notes each statement it says, once, in the file that `SLOTWISE_STATEMENTS`
/// names; without it nothing is noted.
///
/// What is said is what a second engine must understand: `Tests/Service/statements.py` asks it.
public struct NotedDatabase: ForwardingDatabase {
    public let base: any Database
    private let service: String

    /// A database of `service` whose statements are noted.
    public init(_ base: any Database, of service: String) {
        self.base = base
        self.service = service
    }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        guard StatementNotes.isOpen else { return try await base.write(body) }
        return try await base.write { [service] in try body(NotedTransaction(base: $0, service: service)) }
    }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        guard StatementNotes.isOpen else { return try await base.read(body) }
        return try await base.read { [service] in try body(NotedReading(base: $0, service: service)) }
    }
}

private struct NotedReading: ReadTransaction {
    let base: any ReadTransaction
    let service: String
    var now: Instant { base.now }
    var batch: Int { base.batch }

    func rows(_ query: SQL) throws(StorageError) -> [SQLRow] {
        StatementNotes.add(query.text, of: service)
        return try base.rows(query)
    }
}

private struct NotedTransaction: Transaction {
    let base: any Transaction
    let service: String
    var now: Instant { base.now }
    var batch: Int { base.batch }

    func rows(_ query: SQL) throws(StorageError) -> [SQLRow] {
        StatementNotes.add(query.text, of: service)
        return try base.rows(query)
    }

    func run(_ statement: SQL) throws(StorageError) -> Int {
        StatementNotes.add(statement.text, of: service)
        return try base.run(statement)
    }
}

/// Lines of the file, each a JSON list of service and statement.
private enum StatementNotes {
    private static let path = ProcessInfo.processInfo.environment["SLOTWISE_STATEMENTS"]
    private static let known = Mutex<Set<[String]>>([])
    static var isOpen: Bool { path != nil }

    static func add(_ text: String, of service: String) {
        let line = [service, text]
        known.withLock { known in
            guard let path, known.insert(line).inserted, let data = try? JSONEncoder().encode(line) else {
                return
            }
            if !FileManager.default.fileExists(atPath: path) {
                _ = FileManager.default.createFile(atPath: path, contents: nil)
            }
            guard let file = FileHandle(forWritingAtPath: path) else { return }
            defer { try? file.close() }
            _ = try? file.seekToEnd()
            try? file.write(contentsOf: data + Data("\n".utf8))
        }
    }
}
