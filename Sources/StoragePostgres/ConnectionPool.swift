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

    /// Lends a connection to `body` after `begin`; one that broke is not taken back.
    ///
    /// One that lay idle may be lost without anybody's knowing, such as after the server was started anew: then `begin` is done
    /// on a new one.
    func use<Begun, Value>(
        after begin: (PostgresConnection) throws(StorageError) -> Begun,
        _ body: (PostgresConnection, Begun) throws -> Value
    ) throws -> Value {
        var connection = try take()
        defer { give(connection) }
        let begun: Begun
        do {
            begun = try begin(connection)
        } catch .unreachable {
            connection = try connect()
            begun = try begin(connection)
        }
        return try body(connection, begun)
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
