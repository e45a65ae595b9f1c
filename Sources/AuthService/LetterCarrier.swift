import Domain
import Logging
import ServiceContracts
import Storage
import Words

/// Hands letters that were posted to whatever sends them.
///
/// *Rule.* A letter is posted in the transaction of what it tells, and taken away when it was handed over. *Why.* A crash after
/// the commit must not lose it, and how long an answer takes must not tell which addresses are known. *If broken.* Somebody
/// registers and never hears of it. A crash between handing over and taking away hands it over twice, under one id.
struct LetterCarrier: Sendable {
    let database: any Database
    let messenger: any Messenger
    let logger: Logger

    private static let page = 100
    /// Whatever a letter holds has expired by then.
    private static let longestWait = Minutes(1_440)

    /// Hands over whatever waits; what cannot be handed over waits for a minute.
    ///
    /// Instances share the letters: each is carried by whoever takes it.
    ///
    /// - Throws: `StorageError`.
    func carry() async throws {
        while try await database.read({ try $0.hasLetters() }) {
            let letters = try await database.write { try $0.takeLetters(limit: Self.page) }
            for letter in letters { try await carry(letter) }
        }
    }

    private func carry(_ posted: PostedLetter) async throws {
        let (subject, text) = Words(posted.language).letter(posted.letter)
        do {
            try await messenger.send(
                OutgoingMessage(
                    id: "auth-\(posted.at.secondsSince1970)-\(posted.id)", address: posted.address,
                    subject: subject, text: text, isSecret: true))
        } catch {
            logger.error("a letter cannot be handed over", metadata: ["error": "\(type(of: error))"])
            let isOver = try await database.read { $0.now - Self.longestWait > posted.at }
            guard isOver else { return }
        }
        try await database.write { try $0.deleteLetter(posted.id) }
    }
}
