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
        /// Whether a token was signed by who has the clinic's key, for one of some audiences.
        public var opens: @Sendable (String, Set<String>) async -> Bool
        /// Whom people's requests may be sent on to: the modules of this process.
        public var modules: [String]
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
            opens: @escaping @Sendable (String, Set<String>) async -> Bool, modules: [String],
            problem: @escaping @Sendable (any Error) -> Problem?, metrics: Metrics, logger: Logger,
            clock: @escaping @Sendable () -> Double
        ) {
            self.contracts = contracts
            self.sentOn = sentOn
            self.open = open
            self.opens = opens
            self.modules = modules
            self.problem = problem
            self.metrics = metrics
            self.logger = logger
            self.clock = clock
        }
    }

    private let parts: Parts
    private let routes: [String: ContractRoute]

    /// Questions of services have none of their own.
    private static let requestID = "internal"

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
        let token = request.headers[.known(InternalHeader.token)]
        guard !path.hasPrefix(InternalPath.prefix) else { return await contract(path, token, request) }
        guard let token else { return try await parts.open.respond(to: request, context: context) }
        guard await parts.opens(token, Set(parts.modules.map(ServiceAudience.people))) else {
            return stranger
        }
        var context = context
        context.address = request.headers[.known(InternalHeader.client)] ?? context.address
        return try await parts.sentOn.respond(to: request, context: context)
    }

    /// Strangers are not told what there is.
    private var stranger: Response { notTaken(Problem(.unauthenticated), "the key is another") }

    private func contract(_ path: String, _ token: String?, _ request: Request) async -> Response {
        let route = routes[path]
        let services = route.map { [$0.service] } ?? parts.modules
        guard let token, await parts.opens(token, Set(services.map(ServiceAudience.contracts))) else {
            return stranger
        }
        guard let route, request.method == .post else {
            return notTaken(Problem(.notFound), "it does not know this contract")
        }
        return await answer(route, request)
    }

    private func answer(_ route: ContractRoute, _ request: Request) async -> Response {
        let began = parts.clock()
        let response: Response
        do {
            let body = try await route.answer(request.body.collect(upTo: Self.largestQuestion))
            response = Response(status: .ok, headers: [.contentType: route.mediaType], body: body)
        } catch is NIOTooManyBytesError {
            response = notTaken(Problem(.bodyTooLarge), "the question is too large")
        } catch is ContractRoute.Unreadable {
            response = notTaken(Problem(.malformed), "it does not understand this question")
        } catch {
            response = refusal(error, route.name)
        }
        parts.metrics.note(
            operation: "contract \(route.name)", status: response.status.code, seconds: parts.clock() - began)
        return response
    }

    private func refusal(_ error: any Error, _ name: String) -> Response {
        if let problem = error as? Problem ?? parts.problem(error) {
            return problem.response(requestID: Self.requestID, isHead: false)
        }
        parts.logger.error(
            "contract failed", metadata: ["contract": "\(name)", "error": "\(type(of: error))"])
        return Problem(.failed).response(requestID: Self.requestID, isHead: false)
    }

    /// What this process did not take is no answer of a service: whoever asks says that it does not answer.
    private func notTaken(_ problem: Problem, _ why: String) -> Response {
        var response = problem.response(requestID: Self.requestID, isHead: false)
        response.headers[.known(InternalHeader.refused)] = why
        return response
    }
}
