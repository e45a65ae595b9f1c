import ArgumentParser
import HTTPTypes
import AuthService
import Foundation
import Gateway
import Logging
import Platform
import ServiceClients
import ServiceContracts
import ServiceLifecycle
import Storage
import Workers

/// The modules of one process with the doors to them: people's, other services', operators'.
struct ServedProcess {
    let settings: ServerSettings
    let host: Host
    let modules: [ServiceModule]
    let machine: Machine
    let key: ServiceKey?
    let commands: CommandServer?
    let logger: Logger

    func serve(_ onListening: @escaping @Sendable (String) -> Void) async throws {
        let metrics = metrics()
        let routes = ServiceRoutes(metrics: metrics, modules: modules)
        let version = Slotwise.configuration.version
        let process = try OpenAPIDocument(routes.health + routes.insight, version: version)
        let contracts = try modules.map { module in
            ServiceRoutes.Part(module.name, try OpenAPIDocument(module.operations, version: version).json)
        }
        let here = modules.map(\.name)
        let elsewhere = Modules.all.map(\.name).filter { !here.contains($0) }
        let remote = RemoteServices(elsewhere.compactMap { host.lines[$0] }, logger: logger) {
            try routes.publish(process, contracts + $0)
        }
        try routes.publish(process, contracts)
        let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
        let parts = try edgeParts(metrics)
        let ready: @Sendable (String) -> Void = { address in
            notifier.say("READY=1")
            onListening(address)
        }
        let people = isGateway ? entrance(routes, parts, remote, ready) : nil
        let silent: @Sendable (String) -> Void = { _ in }
        let others = services(routes, parts, contracts, isGateway ? silent : ready)
        var background: [(any Service)?] = modules.flatMap(\.background).filter(isWanted)
        background += [whatEnded, isGateway ? remote : nil, commands]
        background.append(Draining(routes: routes, notifier: notifier))
        let server = WebServer(
            [people, operators(routes, parts), others].compactMap(\.self),
            services: background.compactMap(\.self), logger: logger)
        try await server.run()
    }

    /// Plans and what-ifs may be left to others.
    private func isWanted(_ service: any Service) -> Bool { settings.doesWork || !(service is JobWorker) }

    private var isGateway: Bool { modules.contains { $0.name == GatewayModule.name } }
    private var operations: [APIOperation] { modules.flatMap(\.operations) }
    private var operatorsAreApart: Bool { settings.operationsAddress != nil }

    /// Takes what the accounts' feed tells of sessions and rights.
    private var whatEnded: FeedFollower? {
        guard let tokens = host.tokens, let identity = host.identity else { return nil }
        return FeedFollower(
            "what ended", of: identity.news, atLeastEvery: .seconds(1), logger: logger, work: tokens.hear)
    }

    private func metrics() -> Metrics {
        let metrics = Metrics()
        metrics.gauge("slotwise_event_streams", "Event streams that are open.") { [modules] in
            Double(modules.reduce(0) { $0 + ($1.eventStreams?() ?? 0) })
        }
        metrics.gauge("slotwise_lost_log_lines", "Log lines that could not be written.") {
            Double(StandardError.lost)
        }
        for figure in modules.flatMap(\.figures) + machine.figures {
            metrics.gauge(figure.name, figure.help, figure.value)
        }
        return metrics
    }

    /// Where people enter.
    private func entrance(
        _ routes: ServiceRoutes, _ parts: Edge.Parts, _ remote: RemoteServices,
        _ ready: @escaping @Sendable (String) -> Void
    ) -> Listener {
        let edge = Edge(routes.health + (operatorsAreApart ? [] : routes.insight) + operations, parts)
        let address = Listener.Address(
            host: settings.host, port: settings.port, certificate: settings.certificate)
        // Where everything is here, nothing stands between.
        guard !settings.services.isEmpty else {
            return Listener(address, answering: edge, logger: logger) { ready("\(address.host):\($0)") }
        }
        return Listener(address, answering: PublicEdge(edge, remote, parts), logger: logger) {
            ready("\(address.host):\($0)")
        }
    }

    /// Where operators read figures and contract, if that is a place of its own.
    private func operators(_ routes: ServiceRoutes, _ parts: Edge.Parts) -> Listener? {
        settings.operationsAddress.map { address in
            Listener(
                .init(host: address.host, port: address.port),
                answering: Edge(routes.health + routes.insight, parts.withoutFiles), logger: logger
            ) { [logger] in
                logger.info("figures and contract", metadata: ["address": "\(address.host):\($0)"])
            }
        }
    }

    /// Where the other processes of the clinic ask, if there are any.
    private func services(
        _ routes: ServiceRoutes, _ parts: Edge.Parts, _ documents: [ServiceRoutes.Part],
        _ ready: @escaping @Sendable (String) -> Void
    ) -> Listener? {
        guard let address = settings.internalAddress, let key else { return nil }
        let contracts = zip(modules, documents).flatMap { module, part in
            module.contracts + ModuleMaintenance(module).routes(part.document)
        }
        let edge = InternalEdge(
            .init(
                contracts: contracts, sentOn: Edge(operations, parts.withoutFiles),
                open: Edge(routes.health + (operatorsAreApart ? [] : routes.insight), parts.withoutFiles),
                opens: { await key.opens($0, for: $1) }, modules: modules.map(\.name),
                problem: parts.problem, metrics: parts.metrics, logger: logger, clock: parts.clock))
        // Nobody else hears what is said inside a machine, and the certificate is another name's.
        let certificate = ServerSettings.isLoopback(address.host) ? nil : settings.certificate
        return Listener(
            .init(host: address.host, port: address.port, certificate: certificate), answering: edge,
            logger: logger
        ) { [logger] port in
            logger.info("services are answered", metadata: ["address": "\(address.host):\(port)"])
            ready("\(address.host):\(port)")
        }
    }

    private func edgeParts(_ metrics: Metrics) throws -> Edge.Parts {
        let ids = RandomIdentifiers()
        let accounts = host.ownAccounts
        // The table says that whoever serves anything needs the accounts.
        guard let tokens = host.tokens else {
            throw ModuleTable.Fault.missing(module: "every module", needs: AuthModule.name)
        }
        return Edge.Parts(
            tokens: tokens, problem: { [modules] in problem(for: $0, modules) },
            metrics: metrics, logger: logger, hasRateLimits: settings.hasRateLimits,
            passwordAllowance: { try await accounts?.takeAllowance(of: $0) },
            device: { accounts?.devices.client(in: $0) },
            trustedProxies: TrustedProxies(settings.trustedProxies), isSecure: settings.certificate != nil,
            newID: { ids.next() }, clock: { ProcessInfo.processInfo.systemUptime },
            fallback: isGateway ? try WebApp().reply : nil)
    }
}

/// The errors of all services as problems; what another process answered is passed on as it said it.
private func problem(for error: any Error, _ modules: [ServiceModule]) -> Problem? {
    switch error {
    case is WorkersBusy: .unavailable("the solver is busy", after: 2)
    case let error as ServiceUnreachable:
        .away([error.service])
    case let error as Refusal: Problem(passing: error)
    default: modules.lazy.compactMap { $0.problem(error) }.first ?? (error as? StorageError)?.problem
    }
}

extension StorageError {
    /// Whichever store it is.
    fileprivate var problem: Problem {
        if case .constraint = self {
            return Problem(.inUse, "what is kept refuses it; read again what is there")
        }
        return .unavailable("what is kept cannot be written or read", after: 5)
    }
}

extension Problem {
    /// What a service of another process refused with; one that this program does not know is a failure of theirs.
    fileprivate init?(passing refusal: Refusal) {
        guard let kind = ProblemKind.all.first(where: { $0.type == refusal.type }),
            case .object(let members) = refusal.members
        else { return nil }
        let own = ["type", "title", "status", "next", "instance", "detail"]
        self.init(
            kind, refusal.detail, members: members.filter { !own.contains($0.key) },
            headers: kind.status == .serviceUnavailable ? [.retryAfter: "5"] : [:])
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
