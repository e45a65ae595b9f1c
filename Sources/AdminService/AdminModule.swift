public import Domain
import HTTPTypes
public import Platform
public import ServiceContracts
import Storage

/// What administrators see of the system: the audit trail and how the services are.
public enum AdminModule {
    /// How `--target` names it.
    public static let name = "admin"

    /// What is shown.
    public struct Sources: Sendable {
        let version: String
        let startedAt: Instant
        let services: [any Maintenance]
        let trails: [any Maintenance]

        /// Sources.
        ///
        /// - Parameters:
        ///   - version: Of the program.
        ///   - startedAt: Since when it runs.
        ///   - services: All of the clinic, wherever they run.
        ///   - trails: Those that keep a trail.
        public init(
            version: String, startedAt: Instant, services: [any Maintenance], trails: [any Maintenance]
        ) {
            self.version = version
            self.startedAt = startedAt
            self.services = services
            self.trails = trails
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
                        "service", Text<Bounds.Word>.self,
                        "Whose trail, such as `auth` or `messages`; `scheduling` if absent."),
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
        let found = try await trail.trail(before: cursor, about: subject, limit: limit + 1)
        return try .ok(
            Page(
                items: Array(found.prefix(limit)),
                next: found.count > limit ? "\(found[limit - 1].id)" : nil))
    }

    private func system(_ call: Call) async throws -> Reply {
        let conditions = await withTaskGroup(of: (Int, ServiceCondition).self) { group in
            for (place, service) in sources.services.enumerated() {
                group.addTask { (place, await condition(of: service)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        return try .ok(
            SystemBody(
                version: sources.version, startedAt: sources.startedAt,
                modules: sources.services.enumerated().map { place, service in
                    .init(name: service.service, trouble: conditions[place]?.trouble)
                }, eventStreams: conditions.values.compactMap(\.eventStreams).first))
    }

    /// A service that cannot say how it is has that trouble.
    private func condition(of service: any Maintenance) async -> ServiceCondition {
        do {
            return try await service.condition()
        } catch {
            return ServiceCondition(trouble: "it does not answer")
        }
    }
}
