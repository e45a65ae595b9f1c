public import Logging
public import Platform
public import ServiceContracts
public import Storage

/// What-if as a module: it keeps scenarios in a store of its own, runs them on copies, and writes nothing to the book.
public enum ScenarioModule {
    /// How `--target` names it.
    public static let name = "scenarios"

    /// The module.
    ///
    /// - Parameters:
    ///   - database: Opened with ``ScenarioMigrations``.
    ///   - ids: New ids for scenarios and runs.
    ///   - runner: Runs scenarios on copies of the book.
    ///   - proposals: Begins a plan for the live book, when a scenario is to become real.
    ///   - logger: Where failures are told.
    /// - Returns: The module.
    public static func module(
        _ database: any Database, ids: any IdentifierSource, runner: any ScenarioRunner,
        proposals: any ProposalRequests, logger: Logger
    ) -> ServiceModule {
        let jobs = ScenarioJobs(database, ids: ids, runner: runner)
        return ServiceModule(
            name,
            operations: ScenarioRoutes(database: database, runs: jobs, proposals: proposals).operations,
            problem: problem,
            background: [
                worker(jobs, on: database, logger: logger),
                FeedFollower.sealing(database, logger: logger),
            ],
            trail: AuditReader(name, database),
            trouble: {
                await StoreTrouble(of: name, database, saying: "scenarios cannot be kept", logger: logger)()
            })
    }

    /// What runs the scenarios that were asked for, of whatever instance.
    ///
    /// - Parameters:
    ///   - database: Opened with ``ScenarioMigrations``.
    ///   - ids: New ids.
    ///   - runner: Runs scenarios on copies of the book.
    ///   - logger: Where failures are told.
    /// - Returns: The worker.
    public static func worker(
        _ database: any Database, ids: any IdentifierSource, runner: any ScenarioRunner, logger: Logger
    ) -> JobWorker {
        worker(ScenarioJobs(database, ids: ids, runner: runner), on: database, logger: logger)
    }

    private static func worker(
        _ jobs: ScenarioJobs, on database: any Database, logger: Logger
    ) -> JobWorker {
        JobWorker(on: database, logger: logger, work: jobs.perform, fail: ScenarioJobs.fail)
    }

    @Sendable private static func problem(for error: any Error) -> Problem? {
        switch error {
        case ScenarioError.invalid(let field, _, let rule): .invalid(field, rule)
        case ScenarioError.unknown: Problem(.notFound, "there is no such scenario")
        case ScenarioError.queueFull: .unavailable("other scenarios wait", after: 30)
        default: nil
        }
    }
}
