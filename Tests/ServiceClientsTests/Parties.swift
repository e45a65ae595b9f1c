import AsyncHTTPClient
import Book
import Directory
import Domain
import Foundation
import Logging
import Platform
import Rebalancing
import SchedulingService
import ServiceClients
import ServiceContracts
import Storage
import TestKit
import UserService

@testable import AuthService

/// How services reach each other.
enum Transport: CaseIterable {
    case inOneProcess, overTheWire
}

/// The services of a clinic as others see them, by one transport or the other.
struct Parties: Sendable {
    let clinic: TestClinic
    let auth: Auth
    let people: any People
    let registry: any PatientRegistry
    let appointments: any Appointments
    let proposals: any ProposalRequests
    let visits: any Visits
    let contacts: any Contacts
    let feed: any BookFeed
    let live: any LiveBook
    let identity: any Identity
    let maintenance: [any Maintenance]

    static let secret = "a secret that is long enough for tests"
    static let password = "staple battery horse"

    /// Runs `body` with the services of a clinic whose accounts are Ada's and a desk's.
    static func meet(
        _ transport: Transport, _ body: @escaping @Sendable (Parties) async throws -> Void
    ) async throws {
        let services = try await Services()
        switch transport {
        case .inOneProcess: try await body(services.direct)
        case .overTheWire:
            let key = try ServiceKey(secret)
            try await services.listening(key) { address in
                let http = HTTPClient(configuration: try ServiceLine.configuration())
                do {
                    try await body(services.remote(at: address, http, key))
                } catch {
                    try await http.shutdown()
                    throw error
                }
                try await http.shutdown()
            }
        }
    }
}

/// The services themselves, on stores of the test's own.
struct Services: Sendable {
    let clinic: TestClinic
    let auth: Auth
    let contracts: SchedulingContracts
    let modules: [ServiceModule]
    let scratch: TemporaryDirectory
    private let store: TestStore

    init() async throws {
        clinic = try await TestClinic(patients: 3, keepsPeople: true)
        scratch = try TemporaryDirectory()
        let users = clinic.people!.users
        let scheduling = clinic.scheduling
        let jobs = PlanJobs(scheduling, solver: TestSolver(), clock: { 0 })
        contracts = SchedulingContracts(scheduling, jobs: jobs, live: TextCopy())
        let registry = Registry(users, appointments: contracts.appointments)
        store = try TestStore("auth", migrations: AuthMigrations.all, time: clinic.time)
        auth = Auth(
            database: store.database, ids: CountedIdentifiers(), time: clinic.time,
            hasher: PasswordHasher(kibibytes: 64), patients: registry, appointments: contracts.appointments,
            messenger: NoMail())
        try await auth.prepare()
        let logger = Logger(label: "test")
        let news = FeedFollower("news", of: users.news, logger: logger) {}
        modules = [
            SchedulingModule.module(
                .init(
                    scheduling: scheduling, solver: TestSolver(), jobs: jobs, contracts: contracts,
                    news: news, scratch: scratch.path, calendars: NoCalendars(), logger: logger)),
            UserModule.module(users, appointments: contracts.appointments, logger: logger),
            AuthModule.module(auth, logger: logger),
        ]
    }

    var direct: Parties {
        let users = clinic.people!.users
        return Parties(
            clinic: clinic, auth: auth, people: users,
            registry: Registry(users, appointments: contracts.appointments),
            appointments: contracts.appointments, proposals: contracts.proposals, visits: contracts.visits,
            contacts: users, feed: contracts.feed,
            live: contracts.live, identity: auth.identity, maintenance: modules.map(ModuleMaintenance.init))
    }

    func remote(at address: String, _ http: HTTPClient, _ key: ServiceKey) -> Parties {
        func line(_ service: String) -> ServiceLine {
            ServiceLine(to: service, at: address, http: http, key: key)
        }
        let people = RemotePeople(line("users"))
        let scheduling = RemoteScheduling(line("scheduling"))
        return Parties(
            clinic: clinic, auth: auth, people: people, registry: people, appointments: scheduling,
            proposals: scheduling, visits: scheduling, contacts: people, feed: scheduling, live: scheduling,
            identity: RemoteIdentity(line("auth")),
            maintenance: modules.map { RemoteMaintenance(line($0.name)) })
    }

    /// Runs `body` with the address at which the contracts are answered.
    func listening(_ key: ServiceKey, _ body: (String) async throws -> Void) async throws {
        let (ports, port) = AsyncStream<Int>.makeStream()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let metrics = Metrics()
        let problem: @Sendable (any Error) -> Problem? = { [modules] error in
            modules.lazy.compactMap { $0.problem(error) }.first
        }
        let parts = Edge.Parts(
            tokens: auth.tokenCheck, problem: problem, metrics: metrics, logger: logger, hasRateLimits: false,
            newID: { "request-1" }, clock: { 0 })
        let edge = InternalEdge(
            .init(
                contracts: modules.flatMap { module in
                    module.contracts + ModuleMaintenance(module).routes(["module": .string(module.name)])
                }, sentOn: Edge(modules.flatMap(\.operations), parts), open: Edge([], parts),
                opens: { await key.opens($0, for: $1) }, modules: modules.map(\.name), problem: problem,
                metrics: metrics, logger: logger, clock: { 0 }))
        let listener = Listener(.init(host: "127.0.0.1", port: 0), answering: edge, logger: logger) {
            port.yield($0)
        }
        let running = Task { try await listener.run() }
        defer { running.cancel() }
        for await number in ports { return try await body("http://127.0.0.1:\(number)") }
    }
}

/// A book that is one line of text.
struct TextCopy: LiveBook {
    static let text = String(repeating: "SQLite format 3", count: 200_000)

    func copy(into folder: String) async throws {
        try Data(Self.text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(InternalPath.bookFile)"))
    }
}

struct NoCalendars: CalendarSource {
    func read(_ address: String, unless tag: String?) async throws -> CalendarAnswer { .unchanged }
}

struct NoMail: Messenger {
    func send(_ message: OutgoingMessage) async throws {}
}
