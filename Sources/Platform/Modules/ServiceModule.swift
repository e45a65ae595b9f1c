public import ServiceLifecycle

/// A service as the program starts it: what it serves, what it does in the background.
public struct ServiceModule: Sendable {
    /// How `--target` names it.
    public let name: String
    /// What it serves.
    public let operations: [APIOperation]
    /// Its errors as problems; `nil` for others'.
    public let problem: @Sendable (any Error) -> Problem?
    /// What runs beside the server.
    public let background: [any Service]
    /// Why it cannot serve at the moment; `nil` if it can.
    public let trouble: @Sendable () async -> String?

    /// A module.
    public init(
        _ name: String, operations: [APIOperation],
        problem: @escaping @Sendable (any Error) -> Problem? = { _ in nil }, background: [any Service] = [],
        trouble: @escaping @Sendable () async -> String? = { nil }
    ) {
        self.name = name
        self.operations = operations
        self.problem = problem
        self.background = background
        self.trouble = trouble
    }
}
