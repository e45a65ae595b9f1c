import ArgumentParser
import AdminService
import AuthService
import Gateway
import Logging
import MessagingService
import NotificationService
import Platform
import ReportingService
import Scenarios
import SchedulingService
import ServiceClients
import ServiceContracts
import UserService

/// The modules of the program: what each keeps and needs, and how it is opened on a host.
///
/// There is no other list.
enum Modules {
    /// What is opened beside the host's own.
    struct Surroundings: Sendable {
        let scratch: Scratch
        /// Calendars of others.
        let calendars: any CalendarSource
        let machine: Machine
        let logger: Logger
        /// Modules of this process that were opened before.
        var opened: [ServiceModule] = []
    }

    /// One module.
    struct Row: Sendable {
        /// How `--target` names it.
        let name: String
        /// What it keeps, if anything.
        let store: ServiceStore?
        /// Whom it asks.
        let needs: [String]
        /// Opens it; whoever it asks may be elsewhere.
        let open: @Sendable (Host, Surroundings) throws -> ServiceModule
    }

    /// In the order in which they start in one process.
    static let all: [Row] = [
        Row(
            name: SchedulingModule.name, store: .scheduling, needs: [UserModule.name, AuthModule.name],
            open: scheduling),
        Row(
            name: UserModule.name, store: .users, needs: [SchedulingModule.name, AuthModule.name],
            open: { host, around in
                UserModule.module(
                    host.users, appointments: try host.asked(host.contracts).appointments,
                    logger: around.logger)
            }),
        Row(
            name: NotificationModule.name, store: .notifications,
            needs: [SchedulingModule.name, UserModule.name, AuthModule.name],
            open: { host, around in
                NotificationModule.module(host.notifications, logger: around.logger)
            }),
        Row(
            name: MessagingModule.name, store: .messages,
            needs: [
                SchedulingModule.name, UserModule.name, NotificationModule.name, AuthModule.name,
            ],
            open: { host, around in MessagingModule.module(host.messaging, logger: around.logger) }),
        Row(
            name: AuthModule.name, store: .auth,
            needs: [SchedulingModule.name, UserModule.name, NotificationModule.name],
            open: { host, around in AuthModule.module(host.auth, logger: around.logger) }),
        Row(
            name: ScenarioModule.name, store: .scenarios, needs: [SchedulingModule.name, AuthModule.name],
            open: { host, around in
                let contracts = try host.asked(host.contracts)
                return ScenarioModule.module(
                    host.store(.scenarios), ids: RandomIdentifiers(),
                    runner: LiveScenarios(scratch: around.scratch, copying: contracts.live),
                    proposals: contracts.proposals, logger: around.logger)
            }),
        Row(
            name: ReportingModule.name, store: .reports,
            needs: [SchedulingModule.name, UserModule.name, NotificationModule.name, AuthModule.name],
            open: { host, around in ReportingModule.module(host.reporting, logger: around.logger) }),
        Row(
            name: GatewayModule.name, store: nil,
            needs: [SchedulingModule.name, MessagingModule.name, AuthModule.name],
            open: { host, around in
                GatewayModule.module(
                    EventStream(
                        try host.asked(host.contracts).feed, messages: try host.asked(host.messageFeed),
                        tokens: try host.asked(host.tokens),
                        logger: around.logger))
            }),
        Row(
            name: AdminModule.name, store: nil,
            needs: [
                SchedulingModule.name, UserModule.name, NotificationModule.name, MessagingModule.name,
                AuthModule.name, ScenarioModule.name, ReportingModule.name,
            ],
            open: { host, around in
                let services = all.compactMap { host.maintenance(of: $0, among: around.opened) }
                return AdminModule.module(
                    .init(
                        version: Slotwise.configuration.version, startedAt: SystemTime().now,
                        services: services.map(\.service) + [around.machine],
                        trails: services.filter(\.keepsTrail).map(\.service)))
            }),
    ]

    /// Names of modules with what each needs.
    static let table = ModuleTable(all.map { ($0.name, $0.needs) })

    @Sendable private static func scheduling(
        _ host: Host, _ around: Surroundings
    ) throws -> ServiceModule {
        let people = try host.asked(host.people)
        return SchedulingModule.module(
            .init(
                scheduling: host.scheduling, solver: host.solver, jobs: host.jobs,
                contracts: try host.asked(host.contracts),
                news: FeedFollower("news of people", of: people.news, logger: around.logger) {
                    try await host.follow()
                }, scratch: around.scratch.path, calendars: around.calendars, logger: around.logger))
    }
}

extension Host {
    /// What a module must be able to ask; the table says whom it needs, so that this is a mistake of the program.
    fileprivate func asked<Value>(_ contract: Value?) throws -> Value {
        guard let contract else { throw UsageError("--services: a service that is needed has no address") }
        return contract
    }

    /// A module as administrators see it, here or elsewhere; `nil` if nobody can be asked.
    fileprivate func maintenance(
        of row: Modules.Row, among opened: [ServiceModule]
    ) -> (service: any Maintenance, keepsTrail: Bool)? {
        if let module = opened.first(where: { $0.name == row.name }) {
            return (ModuleMaintenance(module), row.store != nil)
        }
        return lines[row.name].map { (RemoteMaintenance($0), row.store != nil) }
    }
}
