import Storage
import Synchronization

/// Connections that wait for somebody to read with them.
final class ConnectionPool: Sendable {
    /// Each is used by whoever took it, and by nobody else.
    private struct Idle: @unchecked Sendable {
        var connections: [PostgresConnection] = []
        var isClosed = false
    }

    private let idle = Mutex(Idle())
    private let connect: @Sendable () throws(StorageError) -> PostgresConnection

    init(_ connect: @escaping @Sendable () throws(StorageError) -> PostgresConnection) {
        self.connect = connect
    }

    /// Lends a connection to `body`; one that broke is not taken back.
    func use<Value>(_ body: (PostgresConnection) throws -> Value) throws -> Value {
        let connection = try take()
        defer { give(connection) }
        return try body(connection)
    }

    /// Lets all go; who has one still finishes.
    func close() {
        idle.withLock { idle in
            idle.isClosed = true
            idle.connections = []
        }
    }

    private func take() throws(StorageError) -> PostgresConnection {
        nonisolated(unsafe) var found: PostgresConnection?
        let isClosed = idle.withLock { idle in
            found = idle.connections.popLast()
            return idle.isClosed
        }
        if isClosed { throw .closed }
        if let found { return found }
        return try connect()
    }

    private func give(_ connection: PostgresConnection) {
        nonisolated(unsafe) let connection = connection
        idle.withLock { idle in
            if !connection.isBroken && !idle.isClosed { idle.connections.append(connection) }
        }
    }
}
