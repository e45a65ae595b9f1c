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
    /// What other processes may ask of it.
    public let contracts: [ContractRoute]
    /// What was done in it and seen; `nil` if it keeps nothing.
    public let trail: AuditReader?
    /// How many event streams it holds open; `nil` for a module that has none.
    public let eventStreams: (@Sendable () -> Int)?
    /// What operators watch of it.
    public let figures: [ServiceFigure]
    /// Why it cannot serve at the moment; `nil` if it can.
    public let trouble: @Sendable () async -> String?
    /// What administrators should know although it serves, such as that something is late.
    public let concern: @Sendable () async -> String?

    /// A module.
    public init(
        _ name: String, operations: [APIOperation],
        problem: @escaping @Sendable (any Error) -> Problem? = { _ in nil }, background: [any Service] = [],
        contracts: [ContractRoute] = [], trail: AuditReader? = nil,
        eventStreams: (@Sendable () -> Int)? = nil, figures: [ServiceFigure] = [],
        trouble: @escaping @Sendable () async -> String? = { nil },
        concern: @escaping @Sendable () async -> String? = { nil }
    ) {
        self.name = name
        self.operations = operations
        self.problem = problem
        self.background = background
        self.contracts = contracts
        self.trail = trail
        self.eventStreams = eventStreams
        self.figures = figures
        self.trouble = trouble
        self.concern = concern
    }
}
