public import Logging
public import Platform
import ServiceContracts
import Storage

/// Messages that only those in a conversation read, as a module.
public enum MessagingModule {
    /// How `--target` names it.
    public static let name = "messages"

    /// The module on `messaging`; failures are told to `logger`.
    public static func module(_ messaging: Messaging, logger: Logger) -> ServiceModule {
        let database = messaging.database
        return ServiceModule(
            name, operations: ThreadRoutes(messaging: messaging).operations,
            problem: { ($0 as? MessagingError)?.problem },
            background: [
                FeedFollower("what waits to be read", of: messaging.news, logger: logger) {
                    try await TellOfMessages(messaging)()
                },
                OutboxUpkeep(of: database, to: .nothing, logger: logger),
                FeedFollower.sealing(database, logger: logger),
                Hourly("conversations cannot be locked anew", logger: logger) {
                    try await RenewLocks(messaging)()
                },
            ],
            contracts: [
                ContractRoute(MessageCalls.last) { _ in try await messaging.last() },
                ContractRoute(MessageCalls.events) { page in
                    try await messaging.events(after: page.position, limit: page.limit)
                },
                ContractRoute.news(of: name) { messaging.news() },
            ],
            trail: AuditReader(name, database, readings: messaging.readings),
            trouble: {
                await StoreTrouble(
                    of: name, database, saying: "no messages can be read or written", logger: logger)()
            },
            concern: { await missingKeys(of: messaging) })
    }

    /// Keys that conversations are locked by and that are not here.
    private static func missingKeys(of messaging: Messaging) async -> String? {
        guard let lockers = try? await messaging.database.read({ try $0.lockers() }) else { return nil }
        let missing = lockers.filter { !messaging.keys.has($0) }
        return missing.isEmpty
            ? nil : "conversations are locked by \(missing.joined(separator: ", ")), which is in no key file"
    }
}
