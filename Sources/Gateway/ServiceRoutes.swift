import Domain
import Foundation
import HTTPTypes
public import Platform
public import ServiceContracts
import Synchronization

/// What a process answers about itself: whether it lives, whether it can serve, its figures, and its contract.
public final class ServiceRoutes: Sendable {
    private let metrics: Metrics
    private let troubles: [@Sendable () async -> String?]
    private let isDraining = Mutex(false)
    /// What was found last: whoever asks often must not make the disk write often.
    private let found = Mutex<(at: ContinuousClock.Instant, why: String?)?>(nil)
    private static let goodFor = Duration.seconds(1)
    private let contract = Mutex<Contract>(Contract())

    /// The contract as it is answered: joined, for people, and of each module.
    private struct Contract {
        var json = Data()
        var page = Data()
        var modules: [String: Data] = [:]
    }

    /// Routes for a process with these modules.
    public init(metrics: Metrics, modules: [ServiceModule]) {
        self.metrics = metrics
        troubles = modules.map(\.trouble)
    }

    /// From now on load balancers are told to send nobody.
    public func drain() { isDraining.withLock { $0 = true } }

    /// What a module serves, as OpenAPI has it.
    public struct Part: Sendable {
        /// The module.
        public let module: String
        /// Its operations.
        public let document: JSON

        /// A part of the contract.
        public init(_ module: String, _ document: JSON) {
            self.module = module
            self.document = document
        }
    }

    /// What `/openapi.json`, `/openapi/{module}` and `/docs` answer.
    ///
    /// - Parameters:
    ///   - process: What the process answers about itself.
    ///   - parts: What each module serves, here or elsewhere.
    /// - Throws: `EncodingError`, or what a page's template is refused with.
    public func publish(_ process: OpenAPIDocument, _ parts: [Part]) throws {
        let document = OpenAPIDocument(joining: [process.json] + parts.map(\.document))
        let modules = try parts.map { ($0.module, try OpenAPIDocument(joining: [$0.document]).data()) }
        let texts = Contract(
            json: try document.data(), page: Data(try ContractPage(document.json).html.utf8),
            modules: Dictionary(modules) { first, _ in first })
        contract.withLock { $0 = texts }
    }

    /// Whether the process lives and can serve: for load balancers, wherever they ask.
    public var health: [APIOperation] {
        [
            APIOperation(
                "live", .get, "/livez", "Whether the process answers", .anyone, gives: .ok(HealthBody.self)
            ) { _ in try .ok(HealthBody(status: "ok")) },
            APIOperation(
                "ready", .get, "/readyz", "Whether requests should be sent here", .anyone,
                gives: .ok(HealthBody.self),
                ready),
        ]
    }

    /// Figures and contract: for operators, who may have an address of their own for them.
    public var insight: [APIOperation] {
        [
            APIOperation(
                "readMetrics", .get, "/metrics", "Counts and times in Prometheus' text format", .anyone,
                gives: .raw("text/plain")
            ) { [metrics] _ in
                Reply(
                    status: .ok,
                    content: .bytes(Data(metrics.text().utf8), "text/plain; version=0.0.4; charset=utf-8"))
            },
            APIOperation(
                "readContract", .get, "/openapi.json", "This contract", .anyone,
                gives: .raw("application/openapi+json")
            ) { [self] _ in
                Reply(status: .ok, content: .bytes(contract.withLock { $0.json }, "application/openapi+json"))
            },
            APIOperation(
                "readModuleContract", .get, "/openapi/{module}", "The contract of one module", .anyone,
                gives: .raw("application/openapi+json")
            ) { [self] call in
                let module = try call.path("module", Text<Bounds.Word>.self).value
                guard let json = contract.withLock({ $0.modules[module] }) else { throw Problem(.notFound) }
                return Reply(status: .ok, content: .bytes(json, "application/openapi+json"))
            },
            APIOperation(
                "readDocs", .get, "/docs", "This contract for people", .anyone, gives: .raw("text/html")
            ) { [self] _ in
                Reply(status: .ok, content: .bytes(contract.withLock { $0.page }, "text/html; charset=utf-8"))
                    .with(.contentSecurityPolicy, ContractPage.policy)
            },
        ]
    }

    private func ready(_ call: Call) async throws -> Reply {
        if isDraining.withLock({ $0 }) { throw Problem.unavailable("the process is stopping", after: 5) }
        if let why = await firstTrouble() { throw Problem.unavailable(why, after: 5) }
        return try .ok(HealthBody(status: "ok"))
    }

    private func firstTrouble() async -> String? {
        let now = ContinuousClock.now
        if let known = found.withLock({ $0 }), now - known.at < Self.goodFor { return known.why }
        var why: String?
        for trouble in troubles where why == nil { why = await trouble() }
        let answer = why
        found.withLock { $0 = (now, answer) }
        return answer
    }
}
