import ServiceContracts
import Storage

/// The way that needs nobody else: messages lie in the clinic's own store, where administrators see them.
struct Mailbox: Channel {
    let database: any Database
    let channel: ContactPreferencesBody.Channel

    func deliver(_ message: OutgoingMessage) async throws {
        try await database.write { try $0.post(message, by: channel) }
    }
}
