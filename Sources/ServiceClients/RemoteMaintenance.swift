public import ServiceContracts

/// A service of another process as administrators and the gateway see it.
public struct RemoteMaintenance: Maintenance {
    private let line: ServiceLine
    private let calls: MaintenanceCalls

    /// Asks over `line`.
    public init(_ line: ServiceLine) {
        self.line = line
        calls = MaintenanceCalls(of: line.service)
    }

    /// See ``ServiceContracts/Maintenance``.
    public var service: String { line.service }

    /// See ``ServiceContracts/Maintenance``.
    public func condition() async throws -> ServiceCondition {
        try await line.ask(calls.condition, Nothing())
    }

    /// See ``ServiceContracts/Maintenance``.
    public func trail(before id: Int?, about subject: String?, limit: Int) async throws -> [AuditEntryBody] {
        try await line.ask(calls.trail, .init(before: id, about: subject, limit: limit))
    }

    /// What it serves at the public edge.
    ///
    /// - Throws: ``Refusal`` or ``ServiceUnreachable``.
    public func surface() async throws -> ServiceSurface { try await line.ask(calls.surface, Nothing()) }
}
