import Domain
import Platform
import ServiceContracts
import Storage
import Words

/// Tells patients by mail that something waits for them, and nothing of what it is.
///
/// *Rule.* One mail for all that waits in a conversation, until it was read; it is marked after it was handed over, under an id that
/// follows from the message. *If broken.* A crash tells nobody, or five messages are five mails.
struct TellOfMessages {
    private let messaging: Messaging

    private static let page = 50

    init(_ messaging: Messaging) { self.messaging = messaging }

    /// Tells of all that waits.
    ///
    /// - Throws: What the other services or the store throw; what was not told waits.
    func callAsFunction() async throws {
        while true {
            let waiting = try await messaging.database.read { try $0.untold(limit: Self.page) }
            guard !waiting.isEmpty, !Task.isCancelled else { return }
            let found = try await messaging.others.contacts.contacts(Set(waiting.map(\.patient)))
            let contacts = Dictionary(found.map { ($0.patient, $0) }) { first, _ in first }
            for (thread, patient, number) in waiting {
                if let contact = contacts[patient], let message = message(thread, number, to: contact) {
                    try await messaging.others.messenger.send(message)
                }
                try await messaging.database.write { try $0.markTold(thread, of: number) }
            }
        }
    }

    private func message(
        _ thread: MessageThread.ID, _ number: Int, to contact: Contact
    ) -> OutgoingMessage? {
        guard contact.channels.contains(.email), let email = contact.email else { return nil }
        let language = Language(rawValue: String(contact.language.prefix(2))) ?? .english
        let words = Words(language)
        let (subject, text) = words.letter(Letter(.messageWaits))
        return OutgoingMessage(
            id: "\(thread)|\(number)".digest, address: email, subject: subject,
            text: text,
            language: language.rawValue,
            links: messaging.address.map { [.init(words: words.text(.read), address: "\($0)/messages")] }
                ?? [])
    }
}
