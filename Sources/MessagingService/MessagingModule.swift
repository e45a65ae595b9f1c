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
            name,
            operations: ThreadRoutes(messaging: messaging).operations
                + AttachmentRoutes(messaging: messaging).operations,
            problem: { ($0 as? MessagingError)?.problem ?? ($0 as? FileInspection.Fault)?.problem },
            background: [
                FeedFollower("what waits to be read", of: messaging.news, logger: logger) {
                    try await TellOfMessages(messaging)()
                },
                OutboxUpkeep(of: database, to: .nothing, logger: logger),
                FeedFollower.sealing(database, logger: logger),
                Hourly("conversations cannot be locked anew", logger: logger) {
                    try await RenewLocks(messaging)()
                },
                Hourly("files that were not sent cannot be forgotten", logger: logger) {
                    try await KeepAttachments(messaging).forgetWaiting()
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
            concern: { await olderKeys(of: messaging) })
    }

    /// Keys beside the newest that conversations are locked by.
    private static func olderKeys(of messaging: Messaging) async -> String? {
        guard let lockers = try? await messaging.database.read({ try $0.lockers() }) else { return nil }
        for (name, count) in lockers.sorted(by: { $0.key < $1.key })
        where name != messaging.keys.current.newest {
            let isHere = messaging.keys.keys(with: name).has(name)
            return isHere
                ? "\(count) conversations are still locked by \(name); keep its line"
                : "\(count) conversations are locked by \(name), which is in no key file"
        }
        return nil
    }
}
