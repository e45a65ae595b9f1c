package import Rebalancing
package import Book
import Availability
import Domain
import HTTPTypes
package import Platform
import ServiceContracts
import Words
import Storage

/// What-if: scenarios on copies of the live book, run in the background and compared.
package struct ScenarioRoutes {
    package let scheduling: Scheduling
    package let runs: ScenarioJobs
    package let jobs: PlanJobs

    /// Routes that keep and run scenarios.
    package init(scheduling: Scheduling, runs: ScenarioJobs, jobs: PlanJobs) {
        self.scheduling = scheduling
        self.runs = runs
        self.jobs = jobs
    }

    package var operations: [APIOperation] {
        [
            APIOperation(
                "makeScenario", .post, "/v1/scenarios", "Keeps a what-if on the live book",
                .permission(.runScenarios),
                takes: NewScenario.self, gives: .created(ScenarioBody.self), make),
            APIOperation(
                "listScenarios", .get, "/v1/scenarios", "Scenarios, newest first", .permission(.runScenarios),
                gives: .ok(Page<ScenarioBody>.self), list),
            APIOperation(
                "showScenario", .get, "/v1/scenarios/{id}", "A scenario with its latest run",
                .permission(.runScenarios), gives: .ok(ScenarioBody.self), show),
            APIOperation(
                "runScenario", .post, "/v1/scenarios/{id}/runs",
                "Begins a run on a copy of the book as it is now",
                .permission(.runScenarios), gives: .accepted(ScenarioRunBody.self), run),
            APIOperation(
                "cancelScenarioRun", .delete, "/v1/scenarios/{id}/runs", "Ends what goes on or waits of it",
                .permission(.runScenarios), gives: .nothing, cancel),
            APIOperation(
                "compareScenarios", .get, "/v1/scenarios/{id}/comparison",
                "Figures of the latest runs of this and other scenarios, side by side",
                .permission(.runScenarios),
                query: [.init("with", Text<Bounds.IDList>.self, "Ids of others, separated by commas.")],
                gives: .ok(ComparisonBody.self), compare),
            APIOperation(
                "proposeScenario", .post, "/v1/scenarios/{id}/proposal",
                "Begins a plan for the live book; applying it records the absences of the scenario",
                .permission(.runScenarios), gives: .accepted(ProposalBody.self),
                refuses: [.invalid], propose),
        ]
    }

    private func make(_ call: Call) async throws -> Reply {
        let new: NewScenario = try call.read()
        try sensible { _ = try Scenario(new) }
        let scenario = try await runs.add(new, by: call.caller)
        return try .created(
            ScenarioBody(scenario, in: Words(call.language)), at: "/v1/scenarios/\(scenario.id)")
    }

    private func list(_ call: Call) async throws -> Reply {
        let (words, showsNames) = (Words(call.language), try call.caller.role.may(.seePatients))
        let items = try await runs.list().map { ScenarioBody($0, in: words, showsNames: showsNames) }
        return try Reply.ok(Page(items: items)).said(in: call.language)
    }

    private func show(_ call: Call) async throws -> Reply {
        let (scenario, caller) = (try await scenario(call), try call.caller)
        // Moves name patients.
        if let run = scenario.latestRun, !run.moves.isEmpty, caller.role.may(.seePatients) {
            try await Access(scheduling: scheduling).noteReading(
                "scenarioRead", scenario.id, "names of \(run.moves.count) moves", by: caller)
        }
        // Planners weigh moves, not people.
        let body = ScenarioBody(
            scenario, in: Words(call.language), showsNames: caller.role.may(.seePatients))
        return try Reply.ok(body).said(in: call.language)
    }

    private func run(_ call: Call) async throws -> Reply {
        let id = try await scenario(call).id
        let run = ScenarioRunBody(try await runs.run(id, by: call.caller), in: Words(call.language))
        return try .accepted(run, at: "/v1/scenarios/\(id)")
    }

    private func cancel(_ call: Call) async throws -> Reply {
        try await runs.cancel(scenario(call).id, by: call.caller)
        return .nothing
    }

    private func compare(_ call: Call) async throws -> Reply {
        var scenarios = [try await scenario(call)]
        for id in try call.query("with", Text<Bounds.IDList>.self)?.value.split(separator: ",").prefix(8)
            ?? []
        {
            scenarios.append(try await runs.show(String(id)))
        }
        let bodies = scenarios.map { ScenarioBody($0, in: Words(call.language)) }
        return try Reply.ok(
            ComparisonBody(
                columns: bodies.map {
                    .init(
                        scenario: $0.id, name: $0.scenario.name.value, figures: $0.latestRun?.figures ?? [])
                })
        ).said(in: call.language)
    }

    private func propose(_ call: Call) async throws -> Reply {
        let scenario = try Scenario(try await scenario(call).scenario)
        let (purpose, options) = try await purpose(of: scenario)
        let id = try await jobs.submit(purpose, options: options, limits: PlanLimits(seconds: 10))
        return try .accepted(ProposalBody(await jobs.job(id)), at: "/v1/proposals/\(id)")
    }

    /// What of a scenario can be made real: absences that displace people, or days to be spread.
    private func purpose(of scenario: Scenario) async throws -> (PlanPurpose, PlanOptions) {
        let changes = scenario.changes ?? []
        switch scenario.question {
        case .rebalance(let from, let to, _) where changes.isEmpty:
            return (.rebalance(from: from, to: to), PlanOptions())
        case .place(let movesOthers, let freezeHours, let overtime, _, _)
        where changes.allSatisfy(\.isAbsence):
            guard !changes.isEmpty else { throw Problem.invalid("changes", "must displace somebody") }
            let context = try await scheduling.clinic()
            var absences: [Absence] = []
            for case .absence(let practitioner, let from, let to) in changes {
                let zone = context.zone(of: try context.practitioner(practitioner).location)
                guard let first = zone.day(from), let last = zone.day(to) else {
                    throw Problem.invalid("changes", "name a day that the zone skips")
                }
                let absence = Absence(
                    id: Absence.ID(scheduling.ids.next()), practitioner: practitioner,
                    range: TimeRange(start: first.start, end: last.end), reason: scenario.name)
                try absence.requireSense(in: context)
                absences.append(absence)
            }
            let options = PlanOptions(
                movesOthers: movesOthers ?? false, freezeHours: freezeHours ?? 48,
                overtimeMinutes: overtime ?? 0)
            return (.suppose(absences), options)
        default:
            throw Problem.invalid(
                "changes",
                "can be made real if all are absences, or if there are none and load is to be spread")
        }
    }

    private func scenario(_ call: Call) async throws -> KeptScenario {
        try await runs.show(call.path("id", Label.self).value)
    }

    private func sensible(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch ScenarioError.invalid(let field, _, let rule) {
            throw Problem.invalid(field, rule)
        }
    }
}

extension Scenario.Change {
    fileprivate var isAbsence: Bool {
        if case .absence = self { true } else { false }
    }
}
