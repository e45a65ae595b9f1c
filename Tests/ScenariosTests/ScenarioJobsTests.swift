import Domain
import Logging
import Platform
import ServiceContracts
import Storage
import Synchronization
import TestKit
import Testing
import Words

@testable import Scenarios

/// Scenarios are kept in a store of their own, and run one after the other.
@Suite struct ScenarioJobsTests {
    private let planner = Caller(name: "planner", role: .planner)

    /// Answers as it is told, when it is let.
    private final class Runner: ScenarioRunner {
        struct Failure: Error, CustomStringConvertible {
            let description = "the copy could not be made"
        }

        private let asked = Mutex(0)
        let fails: Bool

        init(fails: Bool = false) { self.fails = fails }

        var count: Int { asked.withLock { $0 } }

        func run(_ scenario: Scenario) async throws -> ScenarioComparison.Result {
            asked.withLock { $0 += 1 }
            if fails { throw Failure() }
            var figures = KeyFigures()
            figures[.moved] = 3
            return ScenarioComparison.Result(
                scenario: scenario, outcome: .init(figures: figures, proposal: nil, decisions: ["as asked"]),
                base: KeyFigures(), seconds: 0.5,
                moves: [
                    .init(
                        patient: "Ada", from: Reason(.planSameDay), to: Reason(.planSameDay), cost: 4,
                        reasons: [Reason(.planLate, ["days": .number(1)], points: 4)])
                ])
        }
    }

    private struct Kept {
        private let store: TestStore
        var database: any Storage.Database { store.database }
        let ids = CountedIdentifiers()

        init() throws {
            store = try TestStore(
                "scenarios", migrations: ScenarioMigrations.all, time: FixedTime("2026-03-02T07:00:00Z"))
        }

        func jobs(_ runner: any ScenarioRunner) -> ScenarioJobs {
            ScenarioJobs(NotedDatabase(database, of: "scenarios"), ids: ids, runner: runner)
        }

        /// Does `body` while jobs are worked on.
        func working(_ jobs: ScenarioJobs, _ body: () async throws -> Void) async throws {
            try await withWorker(
                JobWorker(
                    on: NotedDatabase(database, of: "scenarios"), logger: Logger(label: "test"),
                    work: jobs.perform, fail: ScenarioJobs.fail), body)
        }
    }

    /// The latest run, when it has ended.
    private func ended(_ jobs: ScenarioJobs, _ id: String) async throws -> ScenarioRun {
        while true {
            if let run = try await jobs.show(id).latestRun, run.status != .running { return run }
            await Task.yield()
        }
    }

    @Test func `a run is kept as values, and read in the reader's language`() async throws {
        let kept = try Kept()
        let jobs = kept.jobs(Runner())
        let made = try await jobs.add(.example, by: planner)
        #expect(try await jobs.list().map(\.id) == [made.id])
        let begun = try await jobs.run(made.id, by: planner)
        #expect(begun.status == .running)
        var last: ScenarioRun?
        try await kept.working(jobs) { last = try await ended(jobs, made.id) }
        let run = try #require(last)
        #expect(run.status == .ready && run.decisions == ["as asked"])
        let body = ScenarioBody(try await jobs.show(made.id), in: Words(.german), showsNames: false)
        #expect(body.latestRun?.figures.map(\.label) == ["verlegte Personen"])
        #expect(body.latestRun?.moves.first?.patient == "–")
        #expect(body.latestRun?.moves.first?.reasons.map(\.text) == ["1 Tag später"])
        let said = try await kept.database.read { try $0.auditEntries(limit: 9).map(\.action) }
        #expect(said == ["scenarioRun", "scenarioMade"])
    }

    @Test func `a run that ends while it is read is not said to have failed`() async throws {
        let kept = try Kept()
        let jobs = kept.jobs(Runner())
        let made = try await jobs.add(.example, by: planner)
        try await kept.working(jobs) {
            for _ in 0..<60 {
                _ = try await jobs.run(made.id, by: planner)
                #expect(try await ended(jobs, made.id).status == .ready)
            }
        }
    }

    @Test func `a run that fails says why`() async throws {
        let kept = try Kept()
        let jobs = kept.jobs(Runner(fails: true))
        let made = try await jobs.add(.example, by: planner)
        try await kept.working(jobs) {
            _ = try await jobs.run(made.id, by: planner)
            #expect(try await ended(jobs, made.id).failure == "the copy could not be made")
        }
    }

    @Test func `a run that waits is cancelled at once, and goes on elsewhere if nobody cancels it`()
        async throws
    {
        let kept = try Kept()
        let jobs = kept.jobs(Runner())
        let made = try await jobs.add(.example, by: planner)
        let first = try await jobs.run(made.id, by: planner)
        #expect(try await jobs.run(made.id, by: planner).id == first.id)
        try await jobs.cancel(made.id, by: planner)
        #expect(try await ended(jobs, made.id).failure == "cancelled")
        // Asked of one that has no worker, run by another.
        let second = try await jobs.run(made.id, by: planner)
        let other = kept.jobs(Runner())
        try await kept.working(other) {
            let run = try await ended(jobs, made.id)
            #expect(run.id == second.id && run.status == .ready)
        }
    }

    @Test func `what there is not is unknown, whatever is asked of it`() async throws {
        let kept = try Kept()
        let jobs = kept.jobs(Runner())
        await #expect(throws: ScenarioError.self) { _ = try await jobs.show("none") }
        await #expect(throws: ScenarioError.self) { _ = try await jobs.run("none", by: planner) }
        await #expect(throws: ScenarioError.self) { try await jobs.cancel("none", by: planner) }
    }
}
