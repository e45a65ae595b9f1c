public import Domain
import HTTPTypes
public import Platform
import ServiceContracts
import Storage

/// What administrators see of the system: the audit trail and how the services are.
public enum AdminModule {
    /// How `--target` names it.
    public static let name = "admin"

    /// What is shown.
    public struct Sources: Sendable {
        let version: String
        let startedAt: Instant
        let trails: [AuditReader]
        let modules: [ServiceModule]
        let eventStreams: @Sendable () -> Int

        /// Sources.
        ///
        /// - Parameters:
        ///   - version: Of the program.
        ///   - startedAt: Since when it runs.
        ///   - trails: One for each service that keeps one.
        ///   - modules: The services of this process.
        ///   - eventStreams: How many are open.
        public init(
            version: String, startedAt: Instant, trails: [AuditReader], modules: [ServiceModule],
            eventStreams: @escaping @Sendable () -> Int
        ) {
            self.version = version
            self.startedAt = startedAt
            self.trails = trails
            self.modules = modules
            self.eventStreams = eventStreams
        }
    }

    /// The module.
    public static func module(_ sources: Sources) -> ServiceModule {
        ServiceModule(
            name, operations: AdminRoutes(sources: sources).operations)
    }
}

struct AdminRoutes {
    let sources: AdminModule.Sources

    var operations: [APIOperation] {
        [
            APIOperation(
                "listAuditEvents", .get, "/v1/admin/audit-events",
                "What was done, and what staff saw of patients, newest first", .permission(.readAudit),
                query: [
                    .init(
                        "service", Text<Bounds.Word>.self, "`scheduling` (if absent), `auth` or `scenarios`."),
                    .init("subject", Label.self, "Only what is about this id."),
                    .init("cursor", Bounded<Bounds.AuditPosition>.self, "`next` of the page before."),
                    .init("limit", Bounded<Bounds.PageSize>.self, "At most so many; 50 if absent."),
                ], gives: .ok(Page<AuditEntryBody>.self), refuses: [.notFound], audit),
            APIOperation(
                "showSystem", .get, "/v1/admin/system", "How the services are", .permission(.administer),
                gives: .ok(SystemBody.self), system),
        ]
    }

    private func audit(_ call: Call) async throws -> Reply {
        let name = try call.query("service", Text<Bounds.Word>.self)?.value ?? "scheduling"
        guard let trail = sources.trails.first(where: { $0.service == name }) else {
            throw Problem.invalid(
                "service", "must be one of \(sources.trails.map(\.service).joined(separator: ", "))")
        }
        let limit = try call.query("limit", Bounded<Bounds.PageSize>.self)?.value ?? 50
        let cursor = try call.query("cursor", Bounded<Bounds.AuditPosition>.self)?.value
        let subject = try call.query("subject", Label.self)?.value
        let found = try await trail.entries(before: cursor, about: subject, limit: limit + 1)
        return try .ok(
            Page(
                items: found.prefix(limit).map {
                    AuditEntryBody(
                        service: name, id: $0.id, at: $0.at, caller: $0.caller, role: $0.role,
                        action: $0.action,
                        subject: $0.subject, detail: $0.detail)
                }, next: found.count > limit ? "\(found[limit - 1].id)" : nil))
    }

    private func system(_ call: Call) async throws -> Reply {
        var modules: [SystemBody.Module] = []
        for module in sources.modules {
            modules.append(.init(name: module.name, trouble: await module.trouble()))
        }
        return try .ok(
            SystemBody(
                version: sources.version, startedAt: sources.startedAt, modules: modules,
                eventStreams: sources.eventStreams()))
    }
}
