import Domain
import ServiceContracts
import Storage

extension ReadTransaction {
    func attachment(_ id: StoredAttachment.ID) throws -> StoredAttachment? {
        try attachments("WHERE id = \(id)").first
    }

    /// Files that were sent with messages of a conversation, by their numbers, in order.
    func attachments(
        of thread: MessageThread.ID, with numbers: [Int]
    ) throws -> [Int: [StoredAttachment]] {
        let found = try attachments(
            "WHERE thread_id = \(thread) AND number IN \(in: numbers) ORDER BY number, place")
        return Dictionary(grouping: found) { $0.number ?? 0 }
    }

    /// Files of an account that wait to be sent, the oldest first.
    func waitingAttachments(of account: String) throws -> [StoredAttachment.ID] {
        try rows(
            "SELECT id FROM attachment WHERE sender = \(account) AND number IS NULL ORDER BY begun_at, id"
        ).map { try $0.id(0) }
    }

    /// Bytes of files that an account began to send since an instant.
    func attachedBytes(of account: String, since instant: Instant) throws -> Int {
        let query: SQL = """
            SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM attachment
            WHERE sender = \(account) AND begun_at >= \(instant)
            """
        return try first(query)?.int(0) ?? 0
    }

    /// How often parts of a file came, and how many are there.
    func progress(of attachment: StoredAttachment.ID) throws -> (revision: Int, parts: Int) {
        let query: SQL = """
            SELECT revision, (SELECT count(*) FROM attachment_part WHERE attachment_id = attachment.id)
            FROM attachment WHERE id = \(attachment)
            """
        return try first(query).map { (try $0.int(0), try $0.int(1)) } ?? (0, 0)
    }

    /// Some files that were not sent since before `instant`.
    func attachments(waitingBefore instant: Instant, limit: Int) throws -> [StoredAttachment.ID] {
        try rows(
            "SELECT id FROM attachment WHERE number IS NULL AND begun_at < \(instant) ORDER BY begun_at LIMIT \(limit)"
        ).map { try $0.id(0) }
    }

    /// A part as it is stored.
    func part(_ number: Int, of attachment: StoredAttachment.ID) throws -> Sealed? {
        let query: SQL =
            "SELECT body FROM attachment_part WHERE attachment_id = \(attachment) AND number = \(number)"
        return try first(query).map { Sealed(stored: try $0.text(0)) }
    }

    private func attachments(_ which: SQL) throws -> [StoredAttachment] {
        try rows("SELECT id, thread_id, number, sender, name, bytes, kind FROM attachment \(which)").map {
            StoredAttachment(
                id: try $0.id(0), thread: try $0.id(1), number: try $0.optionalInt(2), sender: try $0.text(3),
                name: Sealed(stored: try $0.text(4)), bytes: try $0.int(5),
                kind: try $0.optionalText(6).flatMap(AttachmentBody.Kind.init))
        }
    }
}

extension Transaction {
    func insert(_ attachment: StoredAttachment) throws {
        try run(
            """
            INSERT INTO attachment (id, thread_id, sender, name, bytes, begun_at)
            VALUES (\(attachment.id), \(attachment.thread), \(attachment.sender), \(attachment.name.text),
                \(attachment.bytes), \(now))
            """)
    }

    /// Keeps a part of a file that was not looked at yet.
    ///
    /// - Returns: Whether there is such a file.
    func keep(_ part: Sealed, asPart number: Int, of attachment: StoredAttachment.ID) throws -> Bool {
        let changed = try run(
            "UPDATE attachment SET revision = revision + 1 WHERE id = \(attachment) AND kind IS NULL")
        guard changed == 1 else { return false }
        try run(
            """
            INSERT INTO attachment_part (attachment_id, number, body)
            VALUES (\(attachment), \(number), \(part.text))
            ON CONFLICT (attachment_id, number) DO UPDATE SET body = excluded.body
            """)
        return true
    }

    /// Notes what a file is, if no part of it came since it was looked at.
    ///
    /// - Returns: Whether that is so.
    func complete(
        _ attachment: StoredAttachment.ID, as kind: AttachmentBody.Kind, revision: Int
    ) throws -> Bool {
        try run(
            """
            UPDATE attachment SET kind = \(kind.rawValue)
            WHERE id = \(attachment) AND kind IS NULL AND number IS NULL AND revision = \(revision)
            """) == 1
    }

    /// Sends files with a message.
    ///
    /// - Throws: ``MessagingError/unknown(kind:)`` for one that is not whole, was sent, is another's, or of another conversation.
    func send(
        _ attachments: [StoredAttachment.ID], with number: Int, of thread: MessageThread.ID,
        by account: String
    ) throws {
        for (place, id) in attachments.enumerated() {
            let changed = try run(
                """
                UPDATE attachment SET number = \(number), place = \(place)
                WHERE id = \(id) AND thread_id = \(thread) AND sender = \(account) AND number IS NULL
                    AND kind IS NOT NULL
                """)
            guard changed == 1 else { throw MessagingError.unknown(kind: "attachment") }
        }
    }

    /// Forgets files that were not sent.
    ///
    /// - Returns: How many there were.
    @discardableResult
    func forget(_ attachments: [StoredAttachment.ID]) throws -> Int {
        try run(
            """
            DELETE FROM attachment_part WHERE attachment_id IN (
                SELECT id FROM attachment WHERE id IN \(in: attachments) AND number IS NULL
            )
            """)
        return try run("DELETE FROM attachment WHERE id IN \(in: attachments) AND number IS NULL")
    }

    /// Takes the files of a conversation out of it: nobody reads them any more, and upkeep forgets them.
    func abandonAttachments(of thread: MessageThread.ID) throws {
        try run(
            "UPDATE attachment SET number = NULL, place = NULL, name = '', begun_at = 0 WHERE thread_id = \(thread)"
        )
    }
}
