import ArgumentParser
import Foundation
import Scenarios
import Book
import SchedulingService

/// What a what-if's child process runs; nobody types it.
struct ScenarioWorkerCommand: AsyncParsableCommand {
    static let name = "scenario-worker"
    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Answer the scenario of a directory.", shouldDisplay: false)
    @Argument var folder: String

    func run() async throws {
        guard let question = FileManager.default.contents(atPath: "\(folder)/\(ScenarioChild.question)")
        else {
            throw UsageError("\(folder): holds no question")
        }
        let scenario = try JSONDecoder().decode(Scenario.self, from: question)
        let book = "\(folder)/\(ScenarioChild.book)/scheduling.sqlite"
        let results = try await ScenarioRuns(
            scratch: folder,
            copyLive: { try FileManager.default.copyItem(atPath: book, toPath: "\($0)/scheduling.sqlite") },
            solver: ThreadedSolver(threads: 1), atOnce: 1
        ).run([(file: "scenario", scenario: scenario)]) { _, _, _ in }
        guard let result = results.first else { throw UsageError("the scenario has no answer") }
        try JSONEncoder().encode(result).write(
            to: URL(fileURLWithPath: "\(folder)/\(ScenarioChild.answer)"), options: .atomic)
    }
}
