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

    /// How many files of an account wait to be sent.
    func waitingAttachments(of account: String) throws -> Int {
        let query: SQL = "SELECT count(*) FROM attachment WHERE sender = \(account) AND number IS NULL"
        return try first(query)?.int(0) ?? 0
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

    func keep(_ part: Sealed, asPart number: Int, of attachment: StoredAttachment.ID) throws {
        try run(
            """
            INSERT INTO attachment_part (attachment_id, number, body)
            VALUES (\(attachment), \(number), \(part.text))
            ON CONFLICT (attachment_id, number) DO UPDATE SET body = excluded.body
            """)
    }

    /// Notes what a file is, now that all of it has come.
    func complete(_ attachment: StoredAttachment.ID, as kind: AttachmentBody.Kind) throws {
        try run("UPDATE attachment SET kind = \(kind.rawValue) WHERE id = \(attachment)")
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

    /// Forgets a file that was not sent.
    func forget(_ attachment: StoredAttachment.ID) throws {
        try forgetAttachments("id = \(attachment) AND number IS NULL")
    }

    /// Forgets what waits to be sent since before `instant`.
    func forgetAttachments(waitingBefore instant: Instant) throws {
        try forgetAttachments("number IS NULL AND begun_at < \(instant)")
    }

    /// Forgets all files of a conversation.
    func forgetAttachments(of thread: MessageThread.ID) throws {
        try forgetAttachments("thread_id = \(thread)")
    }

    private func forgetAttachments(_ which: SQL) throws {
        try run(
            "DELETE FROM attachment_part WHERE attachment_id IN (SELECT id FROM attachment WHERE \(which))")
        try run("DELETE FROM attachment WHERE \(which)")
    }
}
