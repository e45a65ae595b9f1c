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

    /// For how long every event is kept.
    static let keptWhole = Minutes(7 * 1_440)

    /// What stays of a feed after that.
    public enum Remainder: Sendable {
        /// The last event of each kind and subject: whoever begins anew hears of everything once.
        case latest
        /// Nothing: what the events tell is over, or is read at the start.
        case nothing
    }

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

    /// Events of more than a week ago that nobody needs, oldest first.
    ///
    /// *Rule.* A listener reads a subject as it is. *Why.* Then an event that another of the same kind and subject follows tells
    /// nothing, and that it is followed stays so; ids of two kinds of subjects may be the same text. *If broken.* Either the table
    /// grows for ever, or somebody who was away never hears of a change.
    ///
    /// - Parameters:
    ///   - remainder: What stays.
    ///   - limit: At most so many.
    /// - Returns: Their ids.
    /// - Complexity: Reads the whole outbox; no index is paid for by every change.
    /// - Throws: `StorageError`.
    public func eventsToForget(leaving remainder: Outbox.Remainder, limit: Int) throws -> [Int] {
        let kept: SQL =
            switch remainder {
            case .nothing: ""
            case .latest:
                """
                JOIN (SELECT event, subject, max(id) AS last FROM outbox GROUP BY event, subject) AS newest
                    ON newest.event = outbox.event AND newest.subject = outbox.subject AND outbox.id < newest.last
                """
            }
        return try rows(
            """
            SELECT outbox.id FROM outbox \(kept) WHERE outbox.at < \(now - Outbox.keptWhole)
            ORDER BY outbox.id LIMIT \(limit)
            """
        ).map { try $0.int(0) }
    }
}

extension Transaction {
    /// Forgets events.
    ///
    /// - Throws: `StorageError`.
    public func forgetEvents(_ ids: some Collection<Int>) throws {
        try run("DELETE FROM outbox WHERE id IN \(in: ids)")
    }

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
