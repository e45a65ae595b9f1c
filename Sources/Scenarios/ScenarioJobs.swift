package import Domain
package import ServiceContracts
package import Storage

/// Keeps scenarios and runs them one after the other in the background.
package actor ScenarioJobs {
    private let database: any Database
    private let ids: any IdentifierSource
    private let runner: any ScenarioRunner
    private var tail: Task<Void, Never>?
    /// Runs of this process that are not over, by id, with the scenario of each.
    private var alive: [String: (scenario: String, task: Task<Void, Never>?)] = [:]
    /// Runs that began in this process, but for those whose end could not be kept.
    private var own: Set<String> = []
    /// One runs, the others wait; each is a few bytes until its turn.
    private static let capacity = 64

    /// Jobs whose scenarios are kept in `database`, opened with ``ScenarioMigrations``.
    package init(_ database: any Database, ids: any IdentifierSource, runner: any ScenarioRunner) {
        self.database = database
        self.ids = ids
        self.runner = runner
    }

    /// Keeps a scenario.
    package nonisolated func add(_ new: NewScenario, by caller: Caller) async throws -> KeptScenario {
        let id = ids.next()
        return try await database.write { transaction in
            try transaction.insert(new, as: id)
            try transaction.audit("scenarioMade", id, by: caller)
            return KeptScenario(id: id, madeAt: transaction.now, scenario: new, latestRun: nil)
        }
    }

    /// Newest first.
    package func list() async throws -> [KeptScenario] {
        let found = try await database.read { try $0.scenarios(limit: 100) }
        return found.map(withoutGhost)
    }

    /// One with its latest run.
    ///
    /// - Throws: `ScenarioError.unknown`.
    package func show(_ id: String) async throws -> KeptScenario {
        withoutGhost(try await database.read { try $0.scenario(id) })
    }

    /// A run that a restart ended is said to have failed, not to go on for ever; one that ended while it was read is not.
    private func withoutGhost(_ kept: KeptScenario) -> KeptScenario {
        guard let run = kept.latestRun, run.status == .running, !own.contains(run.id) else { return kept }
        return KeptScenario(
            id: kept.id, madeAt: kept.madeAt, scenario: kept.scenario,
            latestRun: run.failed(because: "the server was restarted; run it again"))
    }

    /// Begins a run, unless one of the scenario goes on or waits: then that is answered.
    ///
    /// - Throws: `ScenarioError`: unknown, one that makes no sense, or as many wait as may.
    package func run(_ id: String, by caller: Caller) async throws -> ScenarioRun {
        let known = try await show(id)
        if let run = known.latestRun, alive[run.id] != nil { return run }
        let scenario = try Scenario(known.scenario)
        guard alive.count < Self.capacity else { throw ScenarioError.queueFull(waiting: alive.count) }
        let runID = ids.next()
        alive[runID] = (id, nil)
        own.insert(runID)
        let begun: ScenarioRun
        do {
            begun = try await begin(runID, of: id, by: caller)
        } catch {
            alive[runID] = nil
            throw error
        }
        let task = Task { [tail] in
            await tail?.value
            await finish(begun, scenario)
        }
        alive[runID]?.task = task
        tail = task
        return begun
    }

    /// Ends the runs of a scenario that go on or wait; nothing if there are none.
    ///
    /// - Throws: `ScenarioError.unknown`.
    package func cancel(_ id: String, by caller: Caller) async throws {
        _ = try await show(id)
        for run in alive.values where run.scenario == id { run.task?.cancel() }
        try await database.write { try $0.audit("scenarioCancelled", id, by: caller) }
    }

    private func begin(_ runID: String, of id: String, by caller: Caller) async throws -> ScenarioRun {
        try await database.write { transaction in
            let run = ScenarioRun(id: runID, scenario: id, status: .running, begunAt: transaction.now)
            try transaction.store(run)
            try transaction.audit("scenarioRun", id, by: caller)
            return run
        }
    }

    private func finish(_ begun: ScenarioRun, _ scenario: Scenario) async {
        let ended: ScenarioRun
        do {
            try Task.checkCancellation()
            ended = begun.ended(with: try await runner.run(scenario))
        } catch {
            ended = begun.failed(because: error is CancellationError ? "cancelled" : "\(error)")
        }
        do {
            try await database.write { try $0.store(ended) }
        } catch {
            own.remove(begun.id)
        }
        alive[begun.id] = nil
    }
}
