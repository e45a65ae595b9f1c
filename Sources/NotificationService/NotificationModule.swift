public import Logging
public import Platform
import Domain
import ServiceContracts
import ServiceLifecycle
import Storage

/// What people are told, once, as a module.
public enum NotificationModule {
    /// How `--target` names it.
    public static let name = "notifications"
    /// What is due is looked for so often, whatever happens.
    private static let pause = Duration.seconds(1)
    /// How late the oldest may be before the service is in trouble.
    private static let latest = Minutes(10)

    /// The module on `notifications`; failures are told to `logger`.
    public static func module(_ notifications: Notifications, logger: Logger) -> ServiceModule {
        let database = notifications.database
        return ServiceModule(
            name, operations: NotificationRoutes(notifications: notifications).operations,
            background: [
                FeedFollower("the book's news", of: notifications.feed.news, logger: logger) {
                    try await HearBook(notifications: notifications)()
                },
                FeedFollower("what is due", of: database.changes, atLeastEvery: pause, logger: logger) {
                    try await SendNotices(notifications: notifications)()
                },
                FeedFollower.sealing(database, logger: logger),
                NotificationUpkeep(database: database, logger: logger),
            ],
            contracts: [
                ContractRoute(MessengerCalls.send) { message in
                    try await notifications.send(message)
                    return Nothing()
                }
            ],
            trail: AuditReader(name, database, readings: notifications.readings),
            trouble: {
                do {
                    try await database.requireWritable()
                    return nil
                } catch {
                    // Who may see no more than that it does not work is not told where the store is.
                    logger.error("not ready", metadata: ["service": "notifications", "why": "\(error)"])
                    return "nothing can be sent"
                }
            },
            concern: {
                guard let (waiting, now) = try? await database.read({ (try $0.backlog(), $0.now) }),
                    let since = waiting.since, since + latest < now
                else { return nil }
                return "\(waiting.count) messages are late"
            })
    }
}

/// Forgets old messages, once an hour.
private struct NotificationUpkeep: Service {
    let database: any Database
    let logger: Logger

    private static let pause = Duration.seconds(3_600)
    /// For how long a message lies in the mailbox.
    private static let kept = Minutes(30 * 1_440)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await forget() } while (try? await Task.sleep(for: Self.pause)) != nil
        }
    }

    private func forget() async {
        do {
            try await database.write { try $0.emptyMailbox(before: $0.now - Self.kept) }
        } catch {
            logger.error("old messages cannot be forgotten", metadata: ["error": "\(type(of: error))"])
        }
    }
}
