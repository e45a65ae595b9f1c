import Foundation
import Scenarios
import Book
import SchedulingService

/// Runs scenarios of the contract on copies of the book that is being served, each in a child process.
struct LiveScenarios: ScenarioRunner {
    let scratch: Scratch
    /// Copies the live book into a directory.
    let copyLive: @Sendable (String) async throws -> Void

    func run(_ scenario: Scenario) async throws -> ScenarioComparison.Result {
        let folder = "\(scratch.path)/\(UUID().uuidString)"
        let book = "\(folder)/\(ScenarioChild.book)"
        try FileManager.default.createDirectory(
            atPath: book, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await copyLive(book)
        return try await ScenarioChild(folder: folder)(scenario)
    }
}
