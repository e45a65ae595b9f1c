import Domain
import Logging
import ServiceContracts
public import ServiceLifecycle
import Storage
import Words

/// Hands letters that were posted to whatever sends them.
///
/// *Rule.* A letter is posted in the transaction of what it tells, and taken away when it was handed over. *Why.* A crash after
/// the commit must not lose it, and how long an answer takes must not tell which addresses are known. *If broken.* Somebody
/// registers and never hears of it. A crash between handing over and taking away hands it over twice, under one id.
public final class LetterCarrier: Service {
    private let database: any Database
    private let messenger: any Messenger
    private let logger: Logger
    private let wakes: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    private static let page = 100
    private static let secondsBetweenTries = 30
    /// Whatever a letter holds has expired by then.
    private static let longestWait = Minutes(1_440)

    init(_ database: any Database, _ messenger: any Messenger, _ logger: Logger) {
        self.database = database
        self.messenger = messenger
        self.logger = logger
        (wakes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// There is a letter.
    func wake() { continuation.yield() }

    /// Carries letters until the process is told to stop: at once when there is one, and now and then what could not be handed
    /// over before.
    ///
    /// - Throws: `CancellationError` when it is ended.
    public func run() async throws {
        let again = Task { [continuation] in
            while (try? await Task.sleep(for: .seconds(Self.secondsBetweenTries))) != nil {
                continuation.yield()
            }
        }
        wake()
        await withGracefulShutdownHandler {
            for await _ in wakes { await carry() }
        } onGracefulShutdown: { [continuation] in
            continuation.finish()
        }
        again.cancel()
        await carry()
    }

    /// Hands over whatever waits; what cannot be handed over stays.
    func carry() async {
        var last = 0
        do {
            while true {
                let from = last
                let letters = try await database.read { try $0.letters(after: from, limit: Self.page) }
                guard let newest = letters.last else { return }
                for letter in letters { try await carry(letter) }
                last = newest.id
            }
        } catch {
            logger.error("letters cannot be read", metadata: ["error": "\(type(of: error))"])
        }
    }

    private func carry(_ posted: PostedLetter) async throws {
        let (subject, text) = Words(posted.language).letter(posted.letter)
        do {
            try await messenger.send(
                OutgoingMessage(
                    id: "auth-\(posted.at.secondsSince1970)-\(posted.id)", address: posted.address,
                    subject: subject, text: text))
        } catch {
            logger.error("a letter cannot be handed over", metadata: ["error": "\(type(of: error))"])
            let isOver = try await database.read { $0.now - Self.longestWait > posted.at }
            guard isOver else { return }
        }
        try await database.write { try $0.deleteLetter(posted.id) }
    }
}
