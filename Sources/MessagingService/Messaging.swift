import Domain
public import Logging
public import Platform
public import ServiceContracts
public import Storage

/// What every verb of the service needs: its store, the keys, the people it is about and a way to tell them.
public struct Messaging: Sendable {
    /// Whom the service asks.
    public struct Others: Sendable {
        /// Names of patients.
        public var people: any People
        /// How they are reached.
        public var contacts: any Contacts
        /// Who sees whom.
        public var appointments: any Appointments
        /// Takes messages to people.
        public var messenger: any Messenger

        /// Others.
        public init(
            people: any People, contacts: any Contacts, appointments: any Appointments,
            messenger: any Messenger
        ) {
            self.people = people
            self.contacts = contacts
            self.appointments = appointments
            self.messenger = messenger
        }
    }

    let database: any Database
    let keys: MasterKeySource
    let ids: any IdentifierSource
    let others: Others
    /// Where people reach the clinic's pages; `nil` if nobody said.
    let address: String?
    let logger: Logger
    /// What staff saw of patients.
    public let readings: ReadingLog

    /// A service on `database`.
    ///
    /// - Parameters:
    ///   - database: Opened with ``MessagingMigrations``.
    ///   - keys: With what it locks.
    ///   - ids: New ids for conversations.
    ///   - others: Whom it asks.
    ///   - address: Where people reach the clinic's pages, as `https://clinic.example`.
    ///   - logger: Where trouble is told.
    public init(
        database: any Database, keys: MasterKeySource, ids: any IdentifierSource, others: Others,
        address: String? = nil, logger: Logger
    ) {
        self.database = database
        self.keys = keys
        self.ids = ids
        self.others = others
        self.address = address
        self.logger = logger
        readings = ReadingLog(database)
    }

    /// A conversation's key.
    ///
    /// - Throws: ``MessagingError/erased`` once it is destroyed.
    func key(of thread: MessageThread) throws -> ThreadKey {
        guard let locked = thread.key else { throw MessagingError.erased }
        return ThreadKey(try keys.open(locked, of: thread))
    }
}

extension Messaging: MessageFeed {
    /// See ``ServiceContracts/MessageFeed``.
    public func last() async throws -> Int { try await database.read { try $0.lastEvent() } }

    /// See ``ServiceContracts/MessageFeed``.
    public func events(after position: Int, limit: Int) async throws -> [BookNews.Event] {
        try await database.read { try $0.events(after: position, limit: limit) }.map {
            BookNews.Event(
                id: $0.id, name: $0.name, subject: $0.subject, version: $0.version, at: $0.at,
                audience: $0.audience)
        }
    }

    /// See ``ServiceContracts/MessageFeed``.
    public func news() -> AsyncStream<Void> { database.changes() }
}
