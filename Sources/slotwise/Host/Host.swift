import Availability
import AuthService
import Book
import Directory
import Foundation
import Logging
import MessagingService
import NotificationService
import Platform
import Rebalancing
import ReportingService
import SchedulingService
import ServiceClients
import ServiceContracts
import Storage
import UserService

/// The only place where ports meet adapters: the stores that a process opens, the services on them, and the ways to services that
/// other processes run.
///
/// A service is asked by its contract, which is kept by the service itself where its store is open here, and by its client else.
struct Host: Sendable {
    /// How messages leave the clinic; its mailbox where there is none.
    struct Ways {
        /// Of the clinic's own.
        var channels: [ContactPreferencesBody.Channel: any Channel] = [:]
        /// What takes messages to browsers.
        var push: (any PushService)?
    }

    let place: StorePlace
    let zones = SystemZones()
    let solver = IsolatedSolver()
    let stores: [ServiceStore: any Storage.Database]
    let lines: ServiceLines
    /// What those who check tokens must know; `nil` if nobody can be asked.
    let identity: (any Identity)?
    /// Checks access tokens, wherever the accounts are.
    let tokens: TokenVerifier?
    /// What scheduling does for others; `nil` if nobody can be asked.
    let contracts: SchedulingContracts?
    /// News of messages between people; `nil` if nobody can be asked.
    let messageFeed: (any MessageFeed)?
    /// The people's records; `nil` if nobody can be asked, as on a copy of a book.
    let people: (any People)?

    private let book: Scheduling?
    private let records: Users?
    private let accounts: Auth?
    private let queue: PlanJobs?
    private let notifier: Notifications?
    private let conversations: Messaging?
    private let figures: Reporting?

    /// Opens or makes stores.
    ///
    /// - Parameters:
    ///   - place: Where they are.
    ///   - opening: Which; whatever else is needed is asked over `lines`.
    ///   - lines: Ways to services of other processes.
    ///   - ways: How messages leave the clinic.
    ///   - address: Where people reach its pages; `nil` for messages without links.
    ///   - messageKeys: With what conversations are locked; needed with their store.
    ///   - isBeside: Only to read, beside the process that writes.
    ///   - time: For stores in files.
    /// - Throws: `StorageError`, or `UsageError` for accounts that could not ask whom they must.
    init(
        _ place: StorePlace, opening: [ServiceStore], lines: ServiceLines = .none, ways: Ways = Ways(),
        address: String? = nil, messageKeys: MasterKeySource? = nil, isBeside: Bool = false,
        time: any TimeSource = SystemTime()
    ) throws {
        let stores = try Self.open(opening) { store in
            if isBeside { return try place.beside(store) }
            return try place.open(store, time: time)
        }
        (self.place, self.stores, self.lines) = (place, stores, lines)
        let records = stores[.users].map { Users(database: $0, ids: RandomIdentifiers()) }
        let people: (any People)? = records ?? lines[UserModule.name].map(RemotePeople.init)
        let book = stores[.scheduling].map { [zones] in
            Scheduling(database: $0, zones: zones, ids: RandomIdentifiers(), people: people)
        }
        let queue = book.map { [solver] in
            PlanJobs($0, solver: solver, clock: { ProcessInfo.processInfo.systemUptime })
        }
        let contracts = Self.contracts(stores[.scheduling], book, queue, lines)
        let registry: (any PatientRegistry)? =
            contracts.flatMap { contracts in
                records.map { Registry($0, appointments: contracts.appointments) }
            } ?? lines[UserModule.name].map(RemotePeople.init)
        let contacts: (any Contacts)? = records ?? lines[UserModule.name].map(RemotePeople.init)
        let identity: (any Identity)? =
            stores[.auth].map { AccountsIdentity(database: $0) }
            ?? lines[AuthModule.name].map(RemoteIdentity.init)
        let notifier = try stores[.notifications].map { [zones] in
            try Self.notifications($0, contracts, contacts, identity, zones, ways, address)
        }
        let messenger: any Messenger =
            notifier ?? lines[NotificationModule.name].map(RemoteMessenger.init) ?? NoMessenger()
        let conversations = try stores[.messages].map {
            try Self.messaging($0, messageKeys, people, contacts, contracts, messenger, address)
        }
        let accounts = try stores[.auth].map {
            try Self.auth($0, registry, contracts, messenger, time: time)
        }
        let reminders: (any ReminderFacts)? =
            notifier ?? lines[NotificationModule.name].map(RemoteMessenger.init)
        figures = try stores[.reports].map { [zones] in
            try Self.reporting($0, contracts, people, reminders, zones)
        }
        self.accounts = accounts
        self.identity = identity
        tokens = accounts?.tokenCheck ?? identity.map { TokenVerifier($0, time: time) }
        (self.book, self.records, self.queue, self.notifier) = (book, records, queue, notifier)
        (self.people, self.contracts, self.conversations) = (people, contracts, conversations)
        messageFeed = conversations ?? lines[MessagingModule.name].map(RemoteMessages.init)
    }

    /// A book by itself in `directory`, whose patients nobody is told of: a copy for what-if questions, or one that is read back.
    init(copyIn directory: String, time: any TimeSource = SystemTime()) throws {
        try self.init(StorePlace(directory: directory), opening: [.scheduling], time: time)
    }

    private static func contracts(
        _ store: (any Storage.Database)?, _ book: Scheduling?, _ queue: PlanJobs?, _ lines: ServiceLines
    ) -> SchedulingContracts? {
        if let store, let book, let queue {
            return SchedulingContracts(book, jobs: queue, live: CopiedBook(store: store))
        }
        return lines[SchedulingModule.name].map(RemoteScheduling.init).map {
            SchedulingContracts(
                appointments: $0, proposals: $0, visits: $0, facts: $0, feed: $0, live: $0)
        }
    }

    private static func notifications(
        _ store: any Storage.Database, _ contracts: SchedulingContracts?, _ contacts: (any Contacts)?,
        _ identity: (any Identity)?, _ zones: any ZoneSource, _ ways: Ways, _ address: String?
    ) throws -> Notifications {
        guard let contracts, let contacts else {
            throw UsageError("--services: notifications asks scheduling and users; give their addresses")
        }
        return Notifications(
            database: store, feed: contracts.feed, visits: contracts.visits, contacts: contacts, zones: zones,
            channels: ways.channels, push: ways.push, identity: identity, address: address,
            logger: Logger(label: "slotwise.notifications") { JSONLogs(label: $0, level: .info) })
    }

    private static func messaging(
        _ store: any Storage.Database, _ keys: MasterKeySource?, _ people: (any People)?,
        _ contacts: (any Contacts)?, _ contracts: SchedulingContracts?, _ messenger: any Messenger,
        _ address: String?
    ) throws -> Messaging {
        guard let keys, let people, let contacts, let contracts else {
            throw UsageError("--services: messages asks scheduling and users; give their addresses")
        }
        return Messaging(
            database: store, keys: keys, ids: RandomIdentifiers(),
            others: .init(
                people: people, contacts: contacts, appointments: contracts.appointments, messenger: messenger
            ),
            address: address, logger: Logger(label: "slotwise.messages") { JSONLogs(label: $0, level: .info) }
        )
    }

    private static func reporting(
        _ store: any Storage.Database, _ contracts: SchedulingContracts?, _ people: (any People)?,
        _ reminders: (any ReminderFacts)?, _ zones: any ZoneSource
    ) throws -> Reporting {
        guard let contracts, let people, let reminders else {
            throw UsageError(
                "--services: reports asks scheduling, users and notifications; give their addresses")
        }
        return Reporting(
            database: store, feed: contracts.feed, facts: contracts.facts, people: people,
            reminders: reminders, zones: zones,
            logger: Logger(label: "slotwise.reports") { JSONLogs(label: $0, level: .info) })
    }

    private static func auth(
        _ store: any Storage.Database, _ registry: (any PatientRegistry)?, _ contracts: SchedulingContracts?,
        _ messenger: any Messenger, time: any TimeSource
    ) throws -> Auth {
        guard let registry, let contracts else {
            throw UsageError("--services: auth asks scheduling and users; give their addresses")
        }
        return Auth(
            database: store, ids: RandomIdentifiers(), time: time, hasher: PasswordHasher(),
            patients: registry, appointments: contracts.appointments, messenger: messenger,
            logger: Logger(label: "slotwise.auth") { JSONLogs(label: $0, level: .info) })
    }

    /// Opens all, or none.
    private static func open(
        _ opening: [ServiceStore], _ open: (ServiceStore) throws -> any Storage.Database
    ) throws -> [ServiceStore: any Storage.Database] {
        var stores: [ServiceStore: any Storage.Database] = [:]
        do {
            for store in opening { stores[store] = try open(store) }
            return stores
        } catch {
            for store in stores.values { store.close() }
            throw error
        }
    }

    /// The book of this process.
    var scheduling: Scheduling { opened(book, .scheduling) }
    /// Plans in the making of that book.
    var jobs: PlanJobs { opened(queue, .scheduling) }
    /// The people's records of this process.
    var users: Users { opened(records, .users) }
    /// The accounts of this process.
    var auth: Auth { opened(accounts, .auth) }

    /// What people are told by this process.
    var notifications: Notifications { opened(notifier, .notifications) }

    /// Conversations of this process.
    var messaging: Messaging { opened(conversations, .messages) }

    /// Figures of this process.
    var reporting: Reporting { opened(figures, .reports) }

    /// The accounts, if they are this process's.
    var ownAccounts: Auth? { accounts }

    func store(_ store: ServiceStore) -> any Storage.Database { opened(stores[store], store) }

    /// Asking for what the process did not open is a mistake of the program.
    private func opened<Value>(_ value: Value?, _ store: ServiceStore) -> Value {
        guard let value else { preconditionFailure("\(store) is not open") }
        return value
    }

    /// Reads the clinic and the keys, and what the book has not heard of people yet.
    func prepare() async throws {
        if let book {
            try await book.prepare()
            // Another process may begin later; the follower goes on until it is there.
            if let records {
                try await follow()
                // Whoever changes a wish is answered by it at once; what fails here is taken by the follower.
                records.follow { try? await follow() }
            }
        }
        try await accounts?.prepare()
    }

    /// Takes the people's news to the book.
    func follow() async throws {
        guard let book, let people else { return }
        try await FollowPeople(book, people: people)()
    }

    /// Returns when what was seen until now is in the trails; before the stores close.
    func settle() async {
        await book?.readings.settle()
        await records?.readings.settle()
        await notifier?.readings.settle()
        await conversations?.readings.settle()
        await figures?.readings.settle()
    }

    /// Seals what was noted, as servers do all the time; what cannot be sealed now is by whoever opens the clinic next.
    func seal() async {
        for store in stores.values { try? await store.sealAudit() }
    }

    /// Closes the stores; what could not be completed.
    @discardableResult
    func close() -> [any Error] { stores.values.compactMap { $0.close() } }
}
