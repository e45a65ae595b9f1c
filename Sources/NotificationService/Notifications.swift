public import Availability
public import Domain
public import Logging
public import Platform
public import ServiceContracts
public import Storage

/// What every verb of the service needs: its store, the book and the people it tells of, and ways to tell.
public struct Notifications: Sendable {
    let database: any Database
    let feed: any BookFeed
    let visits: any Visits
    let contacts: any Contacts
    let zones: any ZoneSource
    /// Where people reach the clinic's pages; `nil` if nobody said.
    let address: String?
    let logger: Logger
    let figures = QueueFigures()
    /// What staff saw of messages.
    public let readings: ReadingLog
    private let channels: [ContactPreferencesBody.Channel: any Channel]
    private let push: Browsers.Push?
    /// Whose sessions browsers are of, and where staff are reached; `nil` where neither is asked for.
    let identity: (any Identity)?

    /// A service on `database`.
    ///
    /// - Parameters:
    ///   - database: Opened with ``NotificationMigrations``.
    ///   - feed: What happens to the book.
    ///   - visits: Appointments as they stand.
    ///   - contacts: How people are reached.
    ///   - zones: Rules of time zones.
    ///   - channels: Ways to tell; the mailbox where there is none.
    ///   - push: What takes messages to browsers; `nil` for nothing.
    ///   - identity: Whose sessions they are, and where staff are reached; `nil` where neither is asked for.
    ///   - address: Where people reach the clinic's pages, as `https://clinic.example`; messages have no links without.
    ///   - logger: Where trouble is told.
    public init(
        database: any Database, feed: any BookFeed, visits: any Visits, contacts: any Contacts,
        zones: any ZoneSource, channels: [ContactPreferencesBody.Channel: any Channel] = [:],
        push: (any PushService)? = nil, identity: (any Identity)? = nil, address: String? = nil,
        logger: Logger
    ) {
        self.database = database
        self.feed = feed
        self.visits = visits
        self.contacts = contacts
        self.zones = zones
        self.address = address
        self.channels = channels
        self.identity = identity
        self.push = push.flatMap { push in identity.map { Browsers.Push(service: push, identity: $0) } }
        self.logger = logger
        readings = ReadingLog(database)
    }

    func way(_ channel: ContactPreferencesBody.Channel) -> any Channel {
        if channel == .push { return Browsers(database: database, push: push) }
        return channels[channel] ?? Mailbox(database: database, channel: channel)
    }

    /// What takes messages to browsers.
    ///
    /// - Throws: ``NoPush``.
    var pushService: any PushService {
        get throws {
            guard let push else { throw NoPush() }
            return push.service
        }
    }

    /// Nothing takes messages to browsers here.
    struct NoPush: Error {}
}

extension Notifications {
    /// Begins to listen now: what happened before is nobody's news.
    ///
    /// - Throws: What the book or the service's store throws.
    public func begin() async throws { try await HearBook(notifications: self).begin() }

    /// Hears all that happened and sends all that is due, as the service does all the time.
    ///
    /// - Throws: What the other services or the service's store throw.
    public func catchUp() async throws {
        try await HearBook(notifications: self)()
        try await SendDaySheets(notifications: self)()
        try await SendNotices(notifications: self)(.messages)
        try await SendNotices(notifications: self)(.visits)
    }
}

extension Notifications: Messenger {
    /// See ``ServiceContracts/Messenger``.
    public func send(_ message: OutgoingMessage) async throws {
        try await database.write { try $0.take(message) }
    }
}

extension Notifications: ReminderFacts {
    /// See ``ServiceContracts/ReminderFacts``.
    public func reminded(_ starts: [Appointment.ID: Instant]) async throws -> [Appointment.ID: Bool] {
        guard !starts.isEmpty else { return [:] }
        return try await database.read { try $0.reminded(starts) }
    }
}
