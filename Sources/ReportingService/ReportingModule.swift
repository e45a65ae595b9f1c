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

    /// The module on `reporting`; failures are told to `logger`.
    public static func module(_ reporting: Reporting, logger: Logger) -> ServiceModule {
        let database = reporting.database
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
                FeedFollower.sealing(database, logger: logger),
            ],
            trail: AuditReader(name, database, readings: reporting.readings),
            trouble: {
                await StoreTrouble(of: name, database, saying: "no figures can be read", logger: logger)()
            })
    }
}
