import HTTPTypes
public import ServiceContracts
import Storage

/// A module of this process as administrators see it.
public struct ModuleMaintenance: Maintenance {
    private let module: ServiceModule

    /// Speaks for `module`.
    public init(_ module: ServiceModule) { self.module = module }

    /// See ``ServiceContracts/Maintenance``.
    public var service: String { module.name }

    /// See ``ServiceContracts/Maintenance``.
    public func condition() async throws -> ServiceCondition {
        var trouble = await module.trouble()
        if trouble == nil { trouble = await module.concern() }
        return ServiceCondition(trouble: trouble, eventStreams: module.eventStreams?())
    }

    /// See ``ServiceContracts/Maintenance``.
    public func trail(before id: Int?, about subject: String?, limit: Int) async throws -> [AuditEntryBody] {
        guard let trail = module.trail else { return [] }
        return try await trail.entries(before: id, about: subject, limit: limit).map { entry in
            AuditEntryBody(
                service: service, id: entry.id, at: entry.at, caller: entry.caller, role: entry.role,
                action: entry.action, subject: entry.subject, detail: entry.detail)
        }
    }

    /// What other processes may ask of every module, beside its own contracts.
    ///
    /// - Parameter document: Its part of the contract, as OpenAPI has it.
    /// - Returns: Routes for the internal edge.
    public func routes(_ document: JSON) -> [ContractRoute] {
        let calls = MaintenanceCalls(of: service)
        let surface = ServiceSurface(
            operations: module.operations.map {
                .init(
                    id: $0.id, method: $0.method.rawValue, path: $0.path, takesBody: $0.takesBody,
                    keepsKeys: !$0.demands.isDisjoint(with: [.key, .optionalKey]))
            }, document: document)
        return [
            ContractRoute(calls.condition) { _ in try await condition() },
            ContractRoute(calls.trail) { page in
                try await trail(before: page.before, about: page.subject, limit: page.limit)
            },
            ContractRoute(calls.surface) { _ in surface },
        ]
    }
}
