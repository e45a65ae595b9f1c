import Book
import Domain
package import ServiceContracts
package import Storage

/// Of stored scenarios and runs.
private let format = 1

package extension ReadTransaction {
    /// Scenarios, newest first.
    func scenarios(limit: Int) throws -> [KeptScenario] {
        try rows("SELECT id FROM scenario ORDER BY made_at DESC, id LIMIT \(limit)").map {
            try scenario($0.text(0))
        }
    }

    /// A scenario with its latest run.
    func scenario(_ id: String) throws -> KeptScenario {
        guard let row = try first("SELECT made_at, document FROM scenario WHERE id = \(id)") else {
            throw ScenarioError.unknown(id)
        }
        let query: SQL = """
            SELECT document FROM scenario_run WHERE scenario_id = \(id) ORDER BY number DESC LIMIT 1
            """
        return KeptScenario(
            id: id, madeAt: try row.instant(0), scenario: try row.document(1, format: format),
            latestRun: try first(query)?.document(0, format: format))
    }

    /// A run, if there is one.
    func scenarioRun(_ id: String) throws -> ScenarioRun? {
        try first("SELECT document FROM scenario_run WHERE id = \(id)")?.document(0, format: format)
    }
}

package extension Transaction {
    func insert(_ scenario: NewScenario, as id: String) throws {
        try run(
            """
            INSERT INTO scenario (id, made_at, document)
            VALUES (\(id), \(now), \(SQLValue.document(scenario, format: format)))
            """)
    }

    /// Keeps a run as it is now.
    func store(_ run: ScenarioRun) throws {
        try self.run(
            """
            INSERT INTO scenario_run (id, scenario_id, begun_at, document)
            VALUES (\(run.id), \(run.scenario), \(run.begunAt), \(SQLValue.document(run, format: format)))
            ON CONFLICT (id) DO UPDATE SET document = excluded.document
            """)
    }
}
