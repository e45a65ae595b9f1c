import Foundation
import Scenarios
import Book
import SchedulingService
import ServiceContracts

/// Runs scenarios of the contract on copies of the book that is being served, each in a child process.
struct LiveScenarios: ScenarioRunner {
    private let scratch: Scratch
    private let live: any LiveBook

    /// Copies of the book that `live` copies, made in `scratch`.
    init(scratch: Scratch, copying live: any LiveBook) {
        self.scratch = scratch
        self.live = live
    }

    func run(_ scenario: Scenario) async throws -> ScenarioComparison.Result {
        let folder = "\(scratch.path)/\(UUID().uuidString)"
        let book = "\(folder)/\(ScenarioChild.book)"
        try FileManager.default.createDirectory(
            atPath: book, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await live.copy(into: book)
        return try await ScenarioChild(folder: folder)(scenario)
    }
}
