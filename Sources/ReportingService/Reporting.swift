public import Availability
public import Logging
public import Platform
public import ServiceContracts
public import Storage

/// What every verb of the service needs: its store, what it counts, and rules of time zones.
public struct Reporting: Sendable {
    let database: any Database
    let feed: any BookFeed
    let facts: any VisitFacts
    let people: any People
    let reminders: any ReminderFacts
    let zones: any ZoneSource
    let logger: Logger
    /// What staff saw of patients.
    public let readings: ReadingLog

    /// A service on `database`.
    ///
    /// - Parameters:
    ///   - database: Opened with ``ReportingMigrations``.
    ///   - feed: What happens to the book.
    ///   - facts: Appointments as figures need them.
    ///   - people: Who is meant.
    ///   - reminders: Who was reminded.
    ///   - zones: Rules of time zones.
    ///   - logger: Where trouble is told.
    public init(
        database: any Database, feed: any BookFeed, facts: any VisitFacts, people: any People,
        reminders: any ReminderFacts, zones: any ZoneSource, logger: Logger
    ) {
        self.database = database
        self.feed = feed
        self.facts = facts
        self.people = people
        self.reminders = reminders
        self.zones = zones
        self.logger = logger
        readings = ReadingLog(database)
    }

    /// Counts all that happened until now, as the service does all the time.
    ///
    /// - Throws: What the book or the service's store throws.
    public func catchUp() async throws { try await CountVisits(self)() }
}
