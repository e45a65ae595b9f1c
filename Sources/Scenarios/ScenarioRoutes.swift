import Domain
import HTTPTypes
import Platform
import ServiceContracts
import Words
import Storage

/// What-if: scenarios on copies of the live book, run in the background and compared.
struct ScenarioRoutes {
    let database: any Database
    let runs: ScenarioJobs
    let proposals: any ProposalRequests

    var operations: [APIOperation] {
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
            try await database.write {
                try $0.audit(
                    "scenarioRead", scenario.id, by: caller, detail: "names of \(run.moves.count) moves")
            }
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
        let proposal = try await proposals.propose(try request(of: scenario))
        return try .accepted(proposal, at: "/v1/proposals/\(proposal.id)")
    }

    /// What of a scenario can be made real: absences that displace people, or days to be spread.
    private func request(of scenario: Scenario) throws -> ProposalRequest {
        let changes = scenario.changes ?? []
        let away = changes.compactMap { change -> ProposalRequest.DaysAway? in
            guard case .absence(let practitioner, let from, let to) = change else { return nil }
            return .init(practitioner: practitioner, from: from, to: to)
        }
        switch scenario.question {
        case .rebalance(let from, let to, _) where changes.isEmpty:
            return ProposalRequest(.spread(from: from, to: to))
        case .place(let movesOthers, let freezeHours, let overtime, _, _) where away.count == changes.count:
            guard !away.isEmpty else { throw Problem.invalid("changes", "must displace somebody") }
            return ProposalRequest(
                .absences(away, reason: scenario.name), movesOthers: movesOthers ?? false,
                freezeHours: freezeHours ?? 48, overtimeMinutes: overtime ?? 0)
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
