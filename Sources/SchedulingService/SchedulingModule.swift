public import Rebalancing
public import Book
import Directory
import Domain
public import Logging
public import Platform
public import ServiceContracts
public import ServiceLifecycle
import Storage

/// The book, its plans and everything about the clinic as a module.
public enum SchedulingModule {
    /// How `--target` names it.
    public static let name = "scheduling"
    /// After so long a calendar that cannot be read is a concern.
    private static let stale = Minutes(1_440)

    /// What the module needs beside the book.
    public struct Parts: Sendable {
        /// The book.
        public var scheduling: Scheduling
        /// Suggestions and plans.
        public var solver: any PlanSolver
        /// Plans in the making.
        public var jobs: PlanJobs
        /// What other services ask of the book.
        public var contracts: SchedulingContracts
        /// Hears what has become of patients' records.
        public var news: any Service
        /// Where copies of the book are made.
        public var scratch: String
        /// Calendars of others.
        public var calendars: any CalendarSource
        /// Where failures are told.
        public var logger: Logger

        /// Parts of the module.
        public init(
            scheduling: Scheduling, solver: any PlanSolver, jobs: PlanJobs, contracts: SchedulingContracts,
            news: any Service, scratch: String, calendars: any CalendarSource, logger: Logger
        ) {
            self.scheduling = scheduling
            self.solver = solver
            self.jobs = jobs
            self.contracts = contracts
            self.news = news
            self.scratch = scratch
            self.calendars = calendars
            self.logger = logger
        }
    }

    /// What makes the plans that were asked for, of whatever instance.
    public static func worker(_ scheduling: Scheduling, _ jobs: PlanJobs, logger: Logger) -> JobWorker {
        JobWorker(on: scheduling.database, logger: logger, work: jobs.perform, fail: PlanJobs.fail)
    }

    /// What practitioners and administrators must do something about.
    private static func concern(of scheduling: Scheduling) async -> String? {
        let unseen = try? await scheduling.database.read { transaction in
            try transaction.outsideCalendars(notSeenSince: transaction.now - stale)
        }
        guard let unseen, !unseen.isEmpty else { return nil }
        let whose = unseen.map(\.practitioner.rawValue).joined(separator: ", ")
        return "outside calendars could not be read for a day: \(whose)"
    }

    /// The module.
    public static func module(_ parts: Parts) -> ServiceModule {
        let scheduling = parts.scheduling
        let gate = DearWork()
        let suggesting = Suggesting(scheduling: scheduling, solver: parts.solver)
        return ServiceModule(
            name,
            operations: DirectoryRoutes(scheduling: scheduling, gate: gate).operations
                + SlotRoutes(scheduling: scheduling, suggesting: suggesting, gate: gate).operations
                + AppointmentRoutes(scheduling: scheduling, suggesting: suggesting).operations
                + LinkRoutes(scheduling: scheduling).operations
                + OfferLinkRoutes(scheduling: scheduling).operations
                + CalendarRoutes(scheduling: scheduling).operations
                + ScheduleRoutes(scheduling: scheduling).operations
                + OutsideCalendarRoutes(scheduling: scheduling, source: parts.calendars).operations
                + ProposalRoutes(scheduling: scheduling, jobs: parts.jobs).operations
                + WaitlistRoutes(scheduling: scheduling, gate: gate).operations
                + ClinicRoutes(scheduling: scheduling).operations,
            problem: { problem(for: $0) },
            background: [
                parts.news,
                OutboxUpkeep(of: scheduling.database, to: .latest, logger: parts.logger),
                FeedFollower.sealing(scheduling.database, logger: parts.logger),
                worker(scheduling, parts.jobs, logger: parts.logger),
                FeedFollower(
                    "outside calendars", of: scheduling.database.changes, atLeastEvery: .seconds(30),
                    resting: .seconds(5), logger: parts.logger
                ) {
                    try await ReadCalendars(scheduling, parts.calendars)()
                },
            ],
            contracts: parts.contracts.routes(scratch: parts.scratch),
            trail: AuditReader(name, scheduling.database, readings: scheduling.readings),
            trouble: {
                let trouble = StoreTrouble(
                    of: name, scheduling.database, saying: "the book cannot be read or written",
                    logger: parts.logger)
                return await trouble { _ = try await scheduling.clinic() }
            },
            concern: { await concern(of: scheduling) })
    }
}
