import AdminService
import ArgumentParser
import AuthService
import Domain
import Foundation
import Gateway
import Logging
import Platform
import Scenarios
import Rebalancing
import Book
import Directory
import SchedulingService
import ServiceLifecycle
import Storage
import StorageSQLite
import UserService
import Workers

/// Joins the chosen modules to one process and serves until it is told to stop.
struct Server {
    let settings: ServerSettings

    /// Which module needs which; the order in which they start follows.
    static let table = ModuleTable([
        (SchedulingModule.name, []), (UserModule.name, [SchedulingModule.name]),
        (AuthModule.name, [SchedulingModule.name, UserModule.name]),
        (ScenarioModule.name, [SchedulingModule.name]),
        (AdminModule.name, [AuthModule.name, SchedulingModule.name, UserModule.name]),
    ])

    func run(onListening: @escaping @Sendable (Int) -> Void) async throws {
        let order = try Self.table.order(of: settings.targets)
        guard Set(order) == Set(Self.table.needs.map(\.name)) else {
            throw UsageError(
                "--target: the modules share one process; serve all of them"
            )
        }
        let logger = logger()
        let place = settings.place
        let scratch = Scratch(of: place.directory)
        let instance = try place.isFiles ? nil : DataLock(directory: place.directory, name: "instance")
        defer { withExtendedLifetime(instance) {} }
        let book = try Composition(place)
        defer { log(book.close(), logger) }
        let accounts = try Accounts(place, book: book)
        defer { close(accounts.database, logger) }
        let whatIfs = try place.open(.scenarios)
        defer { close(whatIfs, logger) }
        try await ClinicMark.require(
            [
                (.scheduling, book.database), (.users, book.peopleDatabase), (.auth, accounts.database),
                (.scenarios, whatIfs),
            ], in: place)
        try scratch.empty()
        defer { scratch.remove() }
        try await book.prepare()
        try await accounts.auth.prepare()
        try requireOwnTime(logger)
        try await requireOwnPasswords(accounts.auth)
        let parts = parts(book, accounts.auth, logger)
        let scheduling = SchedulingModule.module(parts)
        let users = UserModule.module(
            book.users, appointments: BookAppointments(book.scheduling), logger: logger)
        let auth = AuthModule.module(accounts.auth, logger: logger)
        let scenarios = ScenarioModule.module(
            whatIfs, ids: RandomIdentifiers(),
            runner: LiveScenarios(scratch: scratch, copying: book.database),
            proposals: BeginProposal(book.scheduling, jobs: parts.jobs), logger: logger)
        let admin = AdminModule.module(
            .init(
                version: Slotwise.configuration.version, startedAt: SystemTime().now,
                trails: [
                    .init("scheduling", book.database, readings: book.scheduling.readings),
                    .init("users", book.peopleDatabase, readings: book.users.readings),
                    .init("auth", accounts.database), .init("scenarios", whatIfs),
                ],
                modules: [scheduling, users, auth, scenarios],
                eventStreams: { [events = parts.events] in events.count }))
        let named = Dictionary(
            uniqueKeysWithValues: [scheduling, users, auth, scenarios, admin].map { ($0.name, $0) })
        let commands =
            place.isFiles
            ? CommandServer(
                clinic: OpenClinic(book: book, accounts: accounts),
                entrance: CommandSocket(of: place.directory), logger: logger)
            : nil
        do {
            try await serve(
                order.compactMap { named[$0] }, accounts.auth, parts.events, commands, logger, onListening)
            await book.settle()
        } catch {
            await book.settle()
            throw error
        }
    }

    private func close(_ database: any Storage.Database, _ logger: Logger) {
        log([database.close()].compactMap(\.self), logger)
    }

    private func log(_ failures: [any Error], _ logger: Logger) {
        for failure in failures {
            logger.error(
                "a file could not be completed; keep its -wal file with it", metadata: ["why": "\(failure)"])
        }
    }

    /// A stated time is for tests and demonstrations: nobody outside this machine is served at another time than theirs.
    private func requireOwnTime(_ logger: Logger) throws {
        guard SystemTime.isStated else { return }
        guard Self.loopback.contains(settings.host) else {
            throw UsageError(
                "\(SystemTime.variable): a stated time is not served on \(settings.host); unset it")
        }
        logger.warning("the time is stated", metadata: ["now": "\(SystemTime().now)"])
    }

    /// Refuses to serve strangers while accounts have passwords that a seed chose.
    private func requireOwnPasswords(_ auth: Auth) async throws {
        guard !Self.loopback.contains(settings.host) else { return }
        let count = try await auth.seededPasswords()
        guard count == 0 else {
            throw UsageError(
                "--host: \(settings.host) is open to others, and \(count) accounts have passwords of a seed; "
                    + "set others, or deactivate them")
        }
    }

    private static let loopback = ["127.0.0.1", "::1", "localhost"]

    private func parts(
        _ book: Composition, _ auth: Auth, _ logger: Logger
    ) -> SchedulingModule.Parts {
        let jobs = PlanJobs(
            book.scheduling, solver: book.solver, clock: { ProcessInfo.processInfo.systemUptime })
        let events = EventHub(book.scheduling, tokens: auth.tokenCheck, logger: logger)
        let follow = FollowPeople(book.scheduling, people: book.users)
        // Whoever changes a wish is answered by it at once; what fails here is taken by the follower.
        book.users.follow { try? await follow() }
        let news = FeedFollower("news of people", of: book.peopleDatabase, logger: logger) {
            try await follow()
        }
        return SchedulingModule.Parts(
            scheduling: book.scheduling, solver: book.solver, jobs: jobs, events: events, news: news,
            logger: logger)
    }

    private func serve(
        _ modules: [ServiceModule], _ auth: Auth, _ events: EventHub, _ commands: CommandServer?,
        _ logger: Logger,
        _ onListening: @escaping @Sendable (Int) -> Void
    ) async throws {
        let metrics = Metrics()
        metrics.gauge("slotwise_event_streams", "Event streams that are open.") { Double(events.count) }
        metrics.gauge("slotwise_lost_log_lines", "Log lines that could not be written.") {
            Double(StandardError.lost)
        }
        let routes = ServiceRoutes(metrics: metrics, modules: modules)
        let operations = routes.health + routes.insight + modules.flatMap(\.operations)
        let version = Slotwise.configuration.version
        let contracts = try modules.map { ($0.name, try OpenAPIDocument($0.operations, version: version)) }
        try routes.publish(
            OpenAPIDocument(operations, version: version), of: Dictionary(uniqueKeysWithValues: contracts))
        let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
        let parts = try edgeParts(modules, auth, metrics, logger)
        let isApart = settings.operationsAddress != nil
        let listener = Listener(
            .init(host: settings.host, port: settings.port, certificate: settings.certificate),
            edge: Edge(
                isApart ? routes.health + modules.flatMap(\.operations) : operations, parts), logger: logger
        ) { port in
            notifier.say("READY=1")
            onListening(port)
        }
        let apart = settings.operationsAddress.map { host, port in
            Listener(
                .init(host: host, port: port), edge: Edge(routes.health + routes.insight, parts.withoutFiles),
                logger: logger
            ) { logger.info("figures and contract", metadata: ["address": "\(host):\($0)"]) }
        }
        let server = WebServer(
            [listener] + [apart].compactMap(\.self),
            services: modules.flatMap(\.background).filter { settings.doesWork || !($0 is JobWorker) }
                + [commands].compactMap(\.self) + [
                    Draining(routes: routes, notifier: notifier)
                ],
            logger: logger)
        try await server.run()
    }

    private func edgeParts(
        _ modules: [ServiceModule], _ auth: Auth, _ metrics: Metrics, _ logger: Logger
    ) throws -> Edge.Parts {
        let ids = RandomIdentifiers()
        return Edge.Parts(
            tokens: auth.tokenCheck,
            problem: { error in
                if error is WorkersBusy { return .unavailable("the solver is busy", after: 2) }
                return modules.lazy.compactMap { $0.problem(error) }.first
            },
            metrics: metrics, logger: logger, hasRateLimits: settings.hasRateLimits,
            passwordAllowance: { try await auth.takeAllowance(of: $0) },
            device: { auth.devices.client(in: $0) },
            trustedProxies: TrustedProxies(settings.trustedProxies), isSecure: settings.certificate != nil,
            newID: { ids.next() }, clock: { ProcessInfo.processInfo.systemUptime },
            fallback: try WebApp().reply)
    }

    private func logger() -> Logger {
        var logger = Logger(label: "slotwise") { JSONLogs(label: $0, level: .info) }
        logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
        return logger
    }
}

/// Tells load balancers and systemd that the process is about to stop.
private struct Draining: Service {
    let routes: ServiceRoutes
    let notifier: SystemdNotifier

    func run() async throws {
        try? await gracefulShutdown()
        routes.drain()
        notifier.say("STOPPING=1")
    }
}

extension Edge.Parts {
    /// The same where only operations answer.
    fileprivate var withoutFiles: Edge.Parts {
        var parts = self
        parts.fallback = nil
        parts.isSecure = false
        return parts
    }
}
