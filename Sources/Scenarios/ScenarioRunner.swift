import Book

/// Runs scenarios, each on a copy of the book that is its own; the composition root knows how books are copied.
public protocol ScenarioRunner: Sendable {
    /// The answer of one scenario beside the unchanged book's.
    func run(_ scenario: Scenario) async throws -> ScenarioComparison.Result
}
