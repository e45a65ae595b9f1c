public import Logging
public import Platform
import ServiceContracts
import Storage

/// Figures of what happened, as a module.
public enum ReportingModule {
    /// How `--target` names it.
    public static let name = "reports"
    /// A burst of bookings is counted as one.
    private static let rest = Duration.seconds(1)
    /// More events behind the book are somebody's concern.
    private static let mostBehind = 5_000

    /// The module on `reporting`; failures are told to `logger`.
    public static func module(_ reporting: Reporting, logger: Logger) -> ServiceModule {
        let database = reporting.database
        let lag = FeedLag(of: CountVisits.feed, in: database, last: reporting.feed.last)
        return ServiceModule(
            name, operations: ReportRoutes(reporting: reporting).operations,
            background: [
                FeedFollower("what is counted", of: reporting.feed.news, resting: rest, logger: logger) {
                    try await reporting.catchUp()
                },
                FeedFollower(
                    "how old people are", of: reporting.people.news, resting: rest, logger: logger
                ) {
                    try await reporting.catchUp()
                },
                lag.follower(logger: logger),
                FeedFollower.sealing(database, logger: logger),
            ],
            trail: AuditReader(name, database, readings: reporting.readings),
            figures: [
                ServiceFigure(
                    "slotwise_reports_events_behind", "Events of the book that are not counted yet."
                ) { Double(lag.events) }
            ],
            trouble: {
                await StoreTrouble(of: name, database, saying: "no figures can be read", logger: logger)()
            },
            concern: {
                lag.events > mostBehind ? "figures are \(lag.events) events behind the book" : nil
            })
    }
}
