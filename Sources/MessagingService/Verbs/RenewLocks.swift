import Logging
import Storage

/// Locks every conversation by the newest master key, so that older ones can be taken away; what cannot be opened stays as it is.
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
        var renewed = 0
        var last: MessageThread.ID?
        while true {
            let (count, page) = try await renew(after: last)
            renewed += count
            guard page.count == Self.page else { return renewed }
            last = page.last?.id
        }
    }

    private func renew(after last: MessageThread.ID?) async throws -> (Int, [MessageThread]) {
        let messaging = messaging
        return try await messaging.database.write { transaction in
            let newest = messaging.keys.current.newest
            let page = try transaction.threads(lockedBefore: newest, after: last, limit: Self.page)
            var count = 0
            for thread in page {
                guard let locked = thread.key else { continue }
                do {
                    let key = try messaging.keys.open(locked, of: thread)
                    try transaction.lock(thread.id, with: messaging.keys.lock(key, of: thread))
                    count += 1
                } catch let error as MessagingError {
                    messaging.logger.error(
                        "a conversation's key cannot be opened",
                        metadata: ["thread": "\(thread.id)", "why": "\(error)"])
                }
            }
            return (count, page)
        }
    }
}
