public import Logging
public import Platform
import Domain
import ServiceContracts
import Storage

/// What people are told, once, as a module.
public enum NotificationModule {
    /// How `--target` names it.
    public static let name = "notifications"
    /// What is due is looked for so often, whatever happens.
    private static let pause = Duration.seconds(1)
    /// A burst of bookings is heard as one.
    private static let rest = Duration.milliseconds(250)
    /// How late the oldest may be before the service is in trouble.
    private static let latest = Minutes(10)
    /// More events of the book that nobody was told of are somebody's concern.
    private static let mostBehind = 1_000
    /// For how long a message lies in the mailbox.
    private static let kept = Minutes(30 * 1_440)
    /// For how long it is known what became of a notice.
    private static let known = Minutes(400 * 1_440)

    /// The module on `notifications`; failures are told to `logger`.
    public static func module(_ notifications: Notifications, logger: Logger) -> ServiceModule {
        let database = notifications.database
        let lag = FeedLag(of: HearBook.feed, in: database, last: notifications.feed.last)
        return ServiceModule(
            name,
            operations: NotificationRoutes(notifications: notifications).operations
                + PushRoutes(notifications: notifications).operations
                + TemplateRoutes(notifications: notifications).operations
                + DaySheetRoutes(notifications: notifications).operations,
            background: [
                FeedFollower(
                    "the book's news", of: notifications.feed.news, resting: rest, logger: logger
                ) {
                    try await HearBook(notifications: notifications)()
                },
                // Codes wait for nobody, however many others are due and however long each takes.
                sending(.messages, "codes that are due", of: notifications, logger),
                sending(.visits, "what is due", of: notifications, logger),
                FeedFollower(
                    "day sheets", of: { AsyncStream { _ in } }, atLeastEvery: .seconds(15), logger: logger
                ) {
                    try await SendDaySheets(notifications: notifications)()
                },
                FeedFollower(
                    "how much is due", of: database.changes, resting: .seconds(5), logger: logger
                ) {
                    try await notifications.figures.look(at: database)
                },
                lag.follower(logger: logger),
                FeedFollower.sealing(database, logger: logger),
                Hourly("old messages cannot be forgotten", logger: logger) {
                    try await database.write { transaction in
                        try transaction.emptyMailbox(before: transaction.now - kept)
                        try transaction.forgetNotices(endedBefore: transaction.now - known)
                    }
                },
            ],
            contracts: [
                ContractRoute(MessengerCalls.send) { message in
                    try await notifications.send(message)
                    return Nothing()
                },
                ContractRoute(MessengerCalls.reminded) { try await notifications.reminded($0) },
            ],
            trail: AuditReader(name, database, readings: notifications.readings),
            figures: notifications.figures.all + [
                ServiceFigure(
                    "slotwise_notifications_events_behind", "Events of the book that nobody was told of yet."
                ) { Double(lag.events) }
            ],
            trouble: {
                await StoreTrouble(of: name, database, saying: "nothing can be sent", logger: logger)()
            },
            concern: {
                guard lag.events <= mostBehind else {
                    return "\(lag.events) events of the book were not heard yet"
                }
                return await concern(of: database)
            })
    }

    private static func sending(
        _ queue: NoticeQueue, _ what: String, of notifications: Notifications, _ logger: Logger
    ) -> FeedFollower {
        FeedFollower(
            what, of: notifications.database.changes, atLeastEvery: pause, resting: rest, logger: logger
        ) {
            try await SendNotices(notifications: notifications)(queue)
        }
    }

    /// What the desk must do something about.
    private static func concern(of database: any Database) async -> String? {
        guard
            let (waiting, now) = try? await database.read({ transaction in
                (try transaction.backlog(givenUpSince: transaction.now - 1_440), transaction.now)
            })
        else { return nil }
        if let since = waiting.since, since + latest < now { return "\(waiting.late) messages are late" }
        return waiting.givenUp > 0 ? "\(waiting.givenUp) messages were given up since yesterday" : nil
    }
}
