import Domain
import ServiceContracts
import Storage

extension ReadTransaction {
    /// Conversations within somebody's reach, the latest first, after the place of one.
    func threads(_ reach: ThreadReach, after cursor: ThreadCursor?, limit: Int) throws -> [MessageThread] {
        let later: SQL = cursor.map { "AND (last_at, id) < (\($0.lastAt), \($0.id))" } ?? ""
        return try threads(
            "WHERE \(reach.condition) \(later) ORDER BY last_at DESC, id DESC LIMIT \(limit)")
    }

    /// A conversation within somebody's reach.
    ///
    /// - Throws: ``MessagingError/unknown(kind:)`` for none, and for another's.
    func thread(_ id: MessageThread.ID, _ reach: ThreadReach) throws -> MessageThread {
        guard let thread = try thread(id), reach.has(thread) else {
            throw MessagingError.unknown(kind: "thread")
        }
        return thread
    }

    func thread(_ id: MessageThread.ID) throws -> MessageThread? { try threads("WHERE id = \(id)").first }

    /// Conversations that were locked by another key than `name`.
    func threads(
        lockedBefore name: String, after id: MessageThread.ID?, limit: Int
    ) throws -> [MessageThread] {
        try threads("WHERE locked_by <> \(name) AND id > \(id?.rawValue ?? "") ORDER BY id LIMIT \(limit)")
    }

    /// How many conversations are locked by each key.
    func lockers() throws -> [String: Int] {
        let query: SQL =
            "SELECT locked_by, count(*) FROM thread WHERE locked_by IS NOT NULL GROUP BY locked_by"
        return try Dictionary(rows(query).map { (try $0.text(0), try $0.int(1)) }) { first, _ in first }
    }

    private func threads(_ which: SQL) throws -> [MessageThread] {
        try rows(
            """
            SELECT id, patient_id, practitioner_id, subject, locked_key, locked_by, started_at, last_at, messages
            FROM thread \(which)
            """
        ).map {
            let (key, by) = (try $0.optionalText(4), try $0.optionalText(5))
            return MessageThread(
                id: try $0.id(0), patient: try $0.id(1),
                practitioner: try $0.optionalText(2).map { Practitioner.ID($0) },
                subject: Sealed(stored: try $0.text(3)),
                key: key.flatMap { key in by.map { LockedKey(sealed: Sealed(stored: key), by: $0) } },
                startedAt: try $0.instant(6), lastAt: try $0.instant(7), messages: try $0.int(8))
        }
    }

    /// How many messages of others an account has not read, of each of some conversations.
    func unread(
        _ threads: [MessageThread.ID], by account: String
    ) throws -> [MessageThread.ID: Int] {
        try unread("m.thread_id IN \(in: threads)", by: account)
    }

    /// How many messages of others an account has not read, of all within its reach.
    func unread(_ reach: ThreadReach, by account: String) throws -> Int {
        try unread(
            "m.thread_id IN (SELECT id FROM thread WHERE locked_key IS NOT NULL AND \(reach.condition))",
            by: account
        )
        .values.reduce(0, +)
    }

    private func unread(_ which: SQL, by account: String) throws -> [MessageThread.ID: Int] {
        let query: SQL = """
            SELECT m.thread_id, count(*) FROM message AS m
            LEFT JOIN reading AS r ON r.thread_id = m.thread_id AND r.reader = \(account)
            WHERE \(which) AND m.sender <> \(account) AND m.number > coalesce(r.number, 0)
            GROUP BY m.thread_id
            """
        return try Dictionary(rows(query).map { (try $0.id(0), try $0.int(1)) }) { first, _ in first }
    }
}

extension Transaction {
    func insert(_ thread: MessageThread) throws {
        try run(
            """
            INSERT INTO thread (id, patient_id, practitioner_id, subject, locked_key, locked_by, started_at, last_at,
                messages)
            VALUES (\(thread.id), \(thread.patient), \(thread.practitioner?.rawValue), \(thread.subject.text),
                \(thread.key?.sealed.text), \(thread.key?.by), \(thread.startedAt), \(thread.lastAt),
                \(thread.messages))
            """)
    }

    /// Notes that a conversation has one more message.
    func advance(_ thread: MessageThread.ID, to number: Int) throws {
        try run("UPDATE thread SET messages = \(number), last_at = \(now) WHERE id = \(thread)")
    }

    func handOver(_ thread: MessageThread.ID, to practitioner: Practitioner.ID?) throws {
        try run("UPDATE thread SET practitioner_id = \(practitioner?.rawValue) WHERE id = \(thread)")
    }

    /// Locks a conversation's key anew.
    func lock(_ thread: MessageThread.ID, with key: LockedKey) throws {
        try run(
            "UPDATE thread SET locked_key = \(key.sealed.text), locked_by = \(key.by) WHERE id = \(thread)")
    }

    /// Destroys a conversation's key: what was written can be read by nobody, in no copy that is made from now on.
    func destroyKey(of thread: MessageThread.ID) throws {
        try run("UPDATE thread SET locked_key = NULL, locked_by = NULL, subject = '' WHERE id = \(thread)")
        try run("UPDATE message SET body = '' WHERE thread_id = \(thread)")
        try run("DELETE FROM waiting WHERE thread_id = \(thread)")
        try abandonAttachments(of: thread)
    }
}

/// A place in a list of conversations.
struct ThreadCursor: Sendable {
    let lastAt: Instant
    let id: MessageThread.ID

    /// Reads `text`.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let seconds = Int64(parts[0]),
            Instant.plausible.contains(Instant(secondsSince1970: seconds))
        else { return nil }
        (lastAt, id) = (Instant(secondsSince1970: seconds), MessageThread.ID(parts[1]))
    }

    init(after thread: ThreadBody) { (lastAt, id) = (thread.lastAt, thread.id) }

    var text: String { "\(lastAt.secondsSince1970).\(id)" }
}
