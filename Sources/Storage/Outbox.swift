public import Domain

/// What happened, for others to hear: a change appends to it in its own transaction.
///
/// *Rule.* The order of the ids is the order of the commits. *Why.* A reader goes on from the last id it saw; writers are one
/// after another, so nothing with a smaller id can come later. *If broken.* An event that commits late is never heard.
public enum Outbox {
    /// The table.
    public static let schema: [MigrationStep] = [
        .table(
            """
            CREATE TABLE outbox (
                id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, subject TEXT NOT NULL,
                version INTEGER NOT NULL, at INTEGER NOT NULL, audience TEXT NOT NULL
            )
            """)
    ]

    /// Something that happened: ids only, so that whoever may see more reads it.
    public struct Event: Sendable, Hashable {
        /// Its place.
        public let id: Int
        /// What, as `appointmentBooked`.
        public let name: String
        /// The id of what it happened to.
        public let subject: String
        /// The version that it made.
        public let version: Int
        /// When.
        public let at: Instant
        /// Whom it concerns beside staff, as `patient/…` and `practitioner/…`.
        public let audience: [String]
    }
}

extension ReadTransaction {
    /// The place of the newest event; 0 before the first.
    ///
    /// - Throws: `StorageError`.
    public func lastEvent() throws -> Int {
        try first("SELECT coalesce(max(id), 0) FROM outbox")?.int(0) ?? 0
    }

    /// Events after `id`, oldest first.
    ///
    /// - Throws: `StorageError`.
    public func events(after id: Int, limit: Int) throws -> [Outbox.Event] {
        try rows(
            "SELECT id, event, subject, version, at, audience FROM outbox WHERE id > \(id) ORDER BY id LIMIT \(limit)"
        ).map {
            Outbox.Event(
                id: try $0.int(0), name: try $0.text(1), subject: try $0.text(2), version: try $0.int(3),
                at: try $0.instant(4), audience: try $0.text(5).split(separator: " ").map(String.init))
        }
    }
}

extension Transaction {
    /// Appends an event, in the transaction of what it tells.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - subject: The id of what it happened to.
    ///   - version: The version that it made.
    ///   - audience: Whom it concerns beside staff, as `patient/…` and `practitioner/…`.
    /// - Throws: `StorageError`.
    public func publish(_ event: String, _ subject: String, version: Int, audience: [String]) throws {
        try run(
            """
            INSERT INTO outbox (event, subject, version, at, audience)
            VALUES (\(event), \(subject), \(version), \(now), \(audience.joined(separator: " ")))
            """
        )
    }
}
