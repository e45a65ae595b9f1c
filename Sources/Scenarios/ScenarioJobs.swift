package import Domain
package import ServiceContracts
package import Storage

/// Keeps scenarios and runs them one after the other in the background, whichever instance they were asked of.
package struct ScenarioJobs: Sendable {
    private let database: any Database
    private let ids: any IdentifierSource
    private let runner: any ScenarioRunner

    /// One runs, the others wait; each is a few bytes until its turn.
    private static let capacity = 64

    /// Jobs whose scenarios are kept in `database`, opened with ``ScenarioMigrations``.
    package init(_ database: any Database, ids: any IdentifierSource, runner: any ScenarioRunner) {
        self.database = database
        self.ids = ids
        self.runner = runner
    }

    /// Keeps a scenario.
    package func add(_ new: NewScenario, by caller: Caller) async throws -> KeptScenario {
        let id = ids.next()
        return try await database.write { transaction in
            try transaction.insert(new, as: id)
            try transaction.audit("scenarioMade", id, by: caller)
            return KeptScenario(id: id, madeAt: transaction.now, scenario: new, latestRun: nil)
        }
    }

    /// Newest first.
    package func list() async throws -> [KeptScenario] {
        try await database.read { try $0.scenarios(limit: 100) }
    }

    /// One with its latest run.
    ///
    /// - Throws: `ScenarioError.unknown`.
    package func show(_ id: String) async throws -> KeptScenario {
        try await database.read { try $0.scenario(id) }
    }

    /// Begins a run, unless one of the scenario goes on or waits: then that is answered.
    ///
    /// - Throws: `ScenarioError`: unknown, one that makes no sense, or as many wait as may.
    package func run(_ id: String, by caller: Caller) async throws -> ScenarioRun {
        let runID = ids.next()
        return try await database.write { transaction in
            let known = try transaction.scenario(id)
            if let run = known.latestRun, run.status == .running { return run }
            _ = try Scenario(known.scenario)
            let waiting = try transaction.waitingJobs()
            guard waiting < Self.capacity else { throw ScenarioError.queueFull(waiting: waiting) }
            let run = ScenarioRun(id: runID, scenario: id, status: .running, begunAt: transaction.now)
            try transaction.store(run)
            try transaction.enqueue(runID, .text(id))
            try transaction.audit("scenarioRun", id, by: caller)
            return run
        }
    }

    /// Ends the run of a scenario that goes on or waits; nothing if there is none.
    ///
    /// - Throws: `ScenarioError.unknown`.
    package func cancel(_ id: String, by caller: Caller) async throws {
        try await database.write { transaction in
            try transaction.audit("scenarioCancelled", id, by: caller)
            guard let run = try transaction.scenario(id).latestRun, run.status == .running else { return }
            try transaction.unwant(run.id, outcome: .text(Self.cancelled))
            guard try transaction.job(run.id)?.state == .ended else { return }
            try transaction.store(run.failed(because: Self.cancelled))
        }
    }

    private static let cancelled = "cancelled"

    /// Runs the scenario of a job that was taken, and keeps the answer with the end of the job.
    package func perform(_ taken: TakenJob) async throws {
        let scenario = try Scenario(try await show(taken.request.text(0)).scenario)
        let result = try await runner.run(scenario)
        try await database.write { transaction in
            try transaction.end(taken.lease, outcome: .text("ready"))
            if let run = try transaction.scenarioRun(taken.id) {
                try transaction.store(run.ended(with: result))
            }
        }
    }

    /// Says in the run why it has failed.
    package static func fail(
        _ transaction: any Transaction, _ taken: TakenJob, _ error: any Error
    ) throws {
        let why = taken.isUnwanted ? cancelled : "\(error)"
        try transaction.end(taken.lease, outcome: .text(why))
        if let run = try transaction.scenarioRun(taken.id) { try transaction.store(run.failed(because: why)) }
    }
}
