import Domain
import ServiceContracts
import Storage

/// Destroys what was written in a conversation, by its key; whoever does it reads nothing of it.
struct EraseThread {
    private let messaging: Messaging

    init(_ messaging: Messaging) { self.messaging = messaging }

    /// Destroys it; again changes nothing.
    ///
    /// - Throws: ``MessagingError/unknown(kind:)`` if there is none.
    func callAsFunction(_ id: MessageThread.ID, by caller: Caller) async throws {
        try await messaging.database.write { transaction in
            guard let thread = try transaction.thread(id) else {
                throw MessagingError.unknown(kind: "thread")
            }
            guard thread.key != nil else { return }
            try transaction.destroyKey(of: id)
            try transaction.publish(
                "threadErased", id.rawValue, version: thread.messages, audience: thread.audience)
            try transaction.audit("threadErased", id.rawValue, by: caller)
        }
        // The key is gone; its files may be many, and go page by page.
        try await KeepAttachments(messaging).forgetWaiting()
    }
}
