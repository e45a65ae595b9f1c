import Domain
public import Platform
public import Storage
import Synchronization

/// Who hears of changes in this process before whoever made them has an answer.
private final class Followers: Sendable {
    private let bodies = Mutex<[@Sendable () async -> Void]>([])

    func add(_ body: @escaping @Sendable () async -> Void) { bodies.withLock { $0.append(body) } }

    func tell() async {
        for body in bodies.withLock({ $0 }) { await body() }
    }
}

/// What every verb of the service needs: the people's store and new ids.
public struct Users: Sendable {
    let database: any Database
    let ids: any IdentifierSource
    /// What staff saw of people.
    public let readings: ReadingLog
    private let followers = Followers()

    /// A service on `database`.
    ///
    /// - Parameters:
    ///   - database: Opened with ``UserMigrations``.
    ///   - ids: New ids for patients.
    public init(database: any Database, ids: any IdentifierSource) {
        self.database = database
        self.ids = ids
        readings = ReadingLog(database)
    }

    /// Runs `body` in one durable transaction; whoever follows in this process has heard when it returns.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        let value = try await database.write(body)
        await followers.tell()
        return value
    }

    /// Calls `body` after every change that is durable, and waits for it: who changes a wish and asks for times at once is
    /// answered by the new wish.
    ///
    /// What `body` fails to take is still in the feed.
    public func follow(_ body: @escaping @Sendable () async -> Void) { followers.add(body) }
}
