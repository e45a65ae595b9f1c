import Domain
import ServiceContracts
import Storage

extension ReadTransaction {
    /// Messages of a conversation before a number, the latest first.
    func messages(of thread: MessageThread.ID, before number: Int?, limit: Int) throws -> [StoredMessage] {
        try messages(
            "WHERE thread_id = \(thread) AND number < \(number ?? Int.max) ORDER BY number DESC LIMIT \(limit)"
        )
    }

    /// A message of a conversation.
    func message(_ number: Int, of thread: MessageThread.ID) throws -> StoredMessage? {
        try messages("WHERE thread_id = \(thread) AND number = \(number)").first
    }

    /// What was written with a request's key.
    func message(withKey key: String) throws -> StoredMessage? { try messages("WHERE key = \(key)").first }

    private func messages(_ which: SQL) throws -> [StoredMessage] {
        let query: SQL =
            "SELECT thread_id, number, side, practitioner_id, sender, at, body FROM message \(which)"
        var messages = try rows(query)
            .map {
                StoredMessage(
                    thread: try $0.id(0), number: try $0.int(1), side: try $0.word(2),
                    practitioner: try $0.optionalText(3).map { Practitioner.ID($0) }, sender: try $0.text(4),
                    at: try $0.instant(5), body: Sealed(stored: try $0.text(6)))
            }
        // Of one conversation, whatever they were asked by.
        guard let thread = messages.first?.thread else { return [] }
        let files = try attachments(of: thread, with: messages.map(\.number))
        for index in messages.indices { messages[index].attachments = files[messages[index].number] ?? [] }
        return messages
    }

    /// How far each side's readers have read a conversation, and when.
    func readings(of thread: MessageThread.ID) throws -> [(side: MessageBody.Side, number: Int, at: Instant)]
    {
        try rows("SELECT side, number, at FROM reading WHERE thread_id = \(thread) ORDER BY at").map {
            (try $0.word(0), try $0.int(1), try $0.instant(2))
        }
    }

    /// Conversations whose patients mail has not told yet, with the message that waits.
    func untold(limit: Int) throws -> [(thread: MessageThread.ID, patient: Patient.ID, number: Int)] {
        try rows(
            """
            SELECT w.thread_id, t.patient_id, w.number FROM waiting AS w JOIN thread AS t ON t.id = w.thread_id
            WHERE w.is_told = 0 ORDER BY w.thread_id LIMIT \(limit)
            """
        ).map { (try $0.id(0), try $0.id(1), try $0.int(2)) }
    }
}

extension Transaction {
    func insert(_ message: StoredMessage, key: String?) throws {
        try run(
            """
            INSERT INTO message (thread_id, number, side, practitioner_id, sender, at, body, key)
            VALUES (\(message.thread), \(message.number), \(message.side.rawValue),
                \(message.practitioner?.rawValue), \(message.sender), \(message.at), \(message.body.text), \(key))
            """)
    }

    /// Notes how far somebody has read; never less than before.
    ///
    /// - Returns: Whether it is further than before.
    func note(
        _ reader: String, of side: MessageBody.Side, hasRead thread: MessageThread.ID, to number: Int
    ) throws -> Bool {
        let changed = try run(
            """
            INSERT INTO reading (thread_id, reader, side, number, at)
            VALUES (\(thread), \(reader), \(side.rawValue), \(number), \(now))
            ON CONFLICT (thread_id, reader) DO UPDATE SET number = excluded.number, at = excluded.at, side = excluded.side
            WHERE reading.number < excluded.number
            """)
        if side == .patient { try endWaiting(in: thread, before: number) }
        return changed > 0
    }

    /// What was read waits no longer; what was written since does, and was told of by nobody.
    private func endWaiting(in thread: MessageThread.ID, before number: Int) throws {
        let next: SQL =
            "SELECT min(number) FROM message WHERE thread_id = \(thread) AND side <> 'patient' AND number > \(number)"
        let waiting = try first("SELECT number FROM waiting WHERE thread_id = \(thread)")?.int(0)
        guard let waiting, waiting <= number else { return }
        try run("DELETE FROM waiting WHERE thread_id = \(thread)")
        if let unread = try first(next)?.optionalInt(0) { try wait(thread, for: unread) }
    }

    /// Notes that a message waits for the patient; one that waits already was told of.
    func wait(_ thread: MessageThread.ID, for number: Int) throws {
        try run(
            """
            INSERT INTO waiting (thread_id, number, is_told) VALUES (\(thread), \(number), 0)
            ON CONFLICT (thread_id) DO NOTHING
            """)
    }

    /// Notes that mail told of a message that waits; another one that waits since is still to be told of.
    func markTold(_ thread: MessageThread.ID, of number: Int) throws {
        try run("UPDATE waiting SET is_told = 1 WHERE thread_id = \(thread) AND number = \(number)")
    }
}
