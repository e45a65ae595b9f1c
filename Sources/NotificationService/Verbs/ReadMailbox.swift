import Domain
public import ServiceContracts
public import Storage

/// Reads the clinic's mailbox.
public struct ReadMailbox: Sendable {
    private let database: any Database

    /// Reads the mailbox of `database`, opened with ``NotificationMigrations``.
    public init(_ database: any Database) { self.database = database }

    /// Its newest messages, for whoever has the clinic's files: with codes.
    ///
    /// - Throws: `StorageError`.
    public func callAsFunction(limit: Int) async throws -> [OutboxMessageBody] {
        try await page(before: nil, limit: limit, showsSecrets: true).map(\.body)
    }

    /// Messages before a number, newest first.
    func page(
        before number: Int?, limit: Int, showsSecrets: Bool
    ) async throws -> [(number: Int, body: OutboxMessageBody)] {
        try await database.read { try $0.mailbox(before: number, limit: limit) }.map { row in
            (
                row.number,
                OutboxMessageBody(
                    id: row.id, at: row.at, channel: row.channel, address: row.address,
                    subject: row.subject,
                    text: row.isSecret && !showsSecrets ? nil : row.text)
            )
        }
    }
}
