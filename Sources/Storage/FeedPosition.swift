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
