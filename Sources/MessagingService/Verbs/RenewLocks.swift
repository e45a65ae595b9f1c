import Domain
import Storage

/// Locks every conversation by the newest master key, so that older ones can be taken away.
struct RenewLocks {
    private let messaging: Messaging

    private static let page = 200

    init(_ messaging: Messaging) { self.messaging = messaging }

    /// Locks all that can be opened.
    ///
    /// - Returns: How many were locked anew.
    /// - Throws: `StorageError`.
    @discardableResult
    func callAsFunction() async throws -> Int {
        let (database, keys) = (messaging.database, messaging.keys)
        var renewed = 0
        while true {
            let count = try await database.write { transaction in
                let threads = try transaction.threads(lockedBefore: keys.newest, limit: Self.page)
                let own = threads.filter { $0.key.map { keys.has($0.by) } ?? false }
                for thread in own {
                    guard let locked = thread.key else { continue }
                    let key = try keys.open(locked, of: thread.id.rawValue)
                    try transaction.lock(thread.id, with: keys.lock(key, of: thread.id.rawValue))
                }
                return own.count
            }
            renewed += count
            guard count == Self.page else { return renewed }
        }
    }
}
