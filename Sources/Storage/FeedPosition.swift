/// How far a service has heard of another: a row for each feed, in the listener's own database.
///
/// *Rule.* The position is written with the effect, in one transaction. *Why.* A crash between them would lose a change or
/// take it twice. *If broken.* A service believes what is not so any more.
public enum FeedPosition {
    /// The table.
    public static let schema: [MigrationStep] = [
        .table("CREATE TABLE feed_position (feed TEXT PRIMARY KEY, position INTEGER NOT NULL)")
    ]
}

extension Database {
    /// Takes everything that `feed` tells since the last time, page by page.
    ///
    /// *Rule.* What a page brings about and how far was heard are one transaction; several at once, also in other instances,
    /// take each page once. *If broken.* See ``FeedPosition``.
    ///
    /// - Parameters:
    ///   - feed: Its name here.
    ///   - next: What comes after a position, with the position up to which that is; `nil` if there is nothing.
    ///   - take: Does what a page brings about.
    /// - Throws: What `next` and `take` throw; what was not taken is taken the next time.
    public func follow<Page: Sendable>(
        _ feed: String, next: (_ position: Int) async throws -> (page: Page, position: Int)?,
        take: @escaping @Sendable (any Transaction, Page) throws -> Void
    ) async throws {
        while true {
            let heard = try await read { try $0.position(in: feed) }
            guard let (page, position) = try await next(heard), position > heard else { return }
            try await write { transaction in
                // Somebody else was faster, and may be further.
                guard try transaction.position(in: feed) == heard else { return }
                try take(transaction, page)
                try transaction.advance(feed, to: position)
            }
        }
    }
}

extension ReadTransaction {
    /// The last change of `feed` that was taken; 0 before the first.
    ///
    /// - Throws: `StorageError`.
    public func position(in feed: String) throws -> Int {
        try first("SELECT position FROM feed_position WHERE feed = \(feed)")?.int(0) ?? 0
    }
}

extension Transaction {
    /// Notes that `feed` was heard up to `position`.
    ///
    /// - Throws: `StorageError`.
    public func advance(_ feed: String, to position: Int) throws {
        try run(
            """
            INSERT INTO feed_position (feed, position) VALUES (\(feed), \(position))
            ON CONFLICT (feed) DO UPDATE SET position = excluded.position
            """)
    }
}
