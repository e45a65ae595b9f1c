import Foundation
import HTTPTypes
public import Hummingbird
public import HummingbirdCore
import NIOCore
public import Logging
import ServiceContracts

/// Where the other processes of a clinic enter: they ask contracts, and send on what people asked at the gateway.
///
/// *Rule.* Only who has the clinic's key is answered, health and figures apart; and what is sent on meets the same edge as at the
/// gateway, with the client's own token. *Why.* A contract trusts who asks it. *If broken.* Whoever reaches the port is every
/// service.
public struct InternalEdge: HTTPResponder {
    /// What Hummingbird makes for each request.
    public typealias Context = EdgeContext

    /// What it needs.
    public struct Parts: Sendable {
        /// The contracts of this process's modules.
        public var contracts: [ContractRoute]
        /// Answers what the gateway sends on.
        public var sentOn: Edge
        /// Answers whoever asks how the process is.
        public var open: Edge
        /// Whether a token was signed by who has the clinic's key, for a module of this process.
        public var opens: @Sendable (String) async -> Bool
        /// Errors of the services as problems; `nil` for what they do not know.
        public var problem: @Sendable (any Error) -> Problem?
        /// Counts and times.
        public var metrics: Metrics
        /// Where lines go.
        public var logger: Logger
        /// Seconds of a clock that never goes back.
        public var clock: @Sendable () -> Double

        /// Parts of an internal edge.
        public init(
            contracts: [ContractRoute], sentOn: Edge, open: Edge,
            opens: @escaping @Sendable (String) async -> Bool,
            problem: @escaping @Sendable (any Error) -> Problem?, metrics: Metrics, logger: Logger,
            clock: @escaping @Sendable () -> Double
        ) {
            self.contracts = contracts
            self.sentOn = sentOn
            self.open = open
            self.opens = opens
            self.problem = problem
            self.metrics = metrics
            self.logger = logger
            self.clock = clock
        }
    }

    private let parts: Parts
    private let routes: [String: ContractRoute]

    /// Imports and lists of people are the largest things that services tell each other.
    private static let largestQuestion = 64 << 20

    /// An edge; two contracts with one path are a mistake of the program.
    public init(_ parts: Parts) {
        self.parts = parts
        routes = Dictionary(uniqueKeysWithValues: parts.contracts.map { ($0.path, $0) })
    }

    /// Answers one request.
    ///
    /// - Throws: Nothing; what goes wrong is answered.
    public func respond(to request: Request, context: EdgeContext) async throws -> Response {
        let path = String((request.head.path ?? "/").prefix { $0 != "?" })
        let isContract = path.hasPrefix(InternalPath.prefix)
        guard let token = request.headers[.service] else {
            guard isContract else { return try await parts.open.respond(to: request, context: context) }
            return refusal(Problem(.unauthenticated))
        }
        guard await parts.opens(token) else { return refusal(Problem(.unauthenticated)) }
        guard isContract else {
            var context = context
            context.address = request.headers[.client] ?? context.address
            return try await parts.sentOn.respond(to: request, context: context)
        }
        guard let route = routes[path], request.method == .post else { return refusal(Problem(.notFound)) }
        return await answer(route, request)
    }

    private func answer(_ route: ContractRoute, _ request: Request) async -> Response {
        let began = parts.clock()
        var response: Response
        do {
            let body = try await route.answer(request.body.collect(upTo: Self.largestQuestion))
            response = Response(status: .ok, headers: [.contentType: "application/json"], body: body)
        } catch is NIOTooManyBytesError {
            response = refusal(Problem(.bodyTooLarge))
        } catch {
            response = refusal(error, route.name)
        }
        parts.metrics.note(
            operation: "contract \(route.name)", status: response.status.code, seconds: parts.clock() - began)
        return response
    }

    private func refusal(_ error: any Error, _ name: String) -> Response {
        if let problem = error as? Problem ?? parts.problem(error) { return refusal(problem) }
        parts.logger.error(
            "contract failed", metadata: ["contract": "\(name)", "error": "\(type(of: error))"])
        return refusal(Problem(.failed))
    }

    private func refusal(_ problem: Problem) -> Response {
        problem.response(requestID: "internal")
    }
}

extension HTTPField.Name {
    fileprivate static var service: Self { known("Slotwise-Service") }
    fileprivate static var client: Self { known("Slotwise-Client") }
}
