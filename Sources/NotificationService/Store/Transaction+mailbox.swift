import Domain
import ServiceContracts
import Storage

/// A message as it lies in the mailbox.
struct MailboxRow: Sendable {
    let number: Int
    let id: String
    let at: Instant
    let channel: ContactPreferencesBody.Channel
    let address: String
    let subject: String
    let text: String
    let isSecret: Bool
}

extension ReadTransaction {
    /// Messages before `number`, newest first.
    func mailbox(before number: Int?, limit: Int) throws -> [MailboxRow] {
        try rows(
            """
            SELECT number, id, at, channel, address, subject, text, is_secret FROM mailbox
            WHERE number < \(number ?? Int.max) ORDER BY number DESC LIMIT \(limit)
            """
        ).map {
            MailboxRow(
                number: try $0.int(0), id: try $0.text(1), at: try $0.instant(2), channel: try $0.word(3),
                address: try $0.text(4), subject: try $0.text(5), text: try $0.text(6),
                isSecret: try $0.int(7) != 0)
        }
    }
}

extension Transaction {
    /// Puts a message into the mailbox, once.
    func post(_ message: OutgoingMessage, by channel: ContactPreferencesBody.Channel) throws {
        try run(
            """
            INSERT INTO mailbox (id, at, channel, address, subject, text, is_secret)
            VALUES (\(message.id), \(now), \(channel.rawValue), \(message.address), \(message.subject),
                \(message.textWithLinks), \(message.isSecret))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// Forgets messages of before `instant`.
    func emptyMailbox(before instant: Instant) throws {
        try run("DELETE FROM mailbox WHERE at < \(instant)")
    }
}
