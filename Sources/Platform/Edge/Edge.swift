import Domain
import Foundation
public import HTTPTypes
public import Hummingbird
public import Logging
public import HummingbirdCore
import NIOCore
import ServiceContracts

/// Where every request enters: finds the operation, checks limits, token and permission, reads the body, and turns
/// whatever happens into an answer.
public struct Edge: HTTPResponder {
    /// What Hummingbird makes for each request.
    public typealias Context = EdgeContext

    /// What the edge needs from the rest of the program.
    public struct Parts: Sendable {
        /// Whom a token belongs to.
        public var tokens: any TokenCheck
        /// Errors of the services as problems; `nil` for what they do not know.
        public var problem: @Sendable (any Error) -> Problem?
        /// Counts and times.
        public var metrics: Metrics
        /// Where lines go.
        public var logger: Logger
        /// Whether clients are limited.
        public var hasRateLimits: Bool
        /// Takes one of the requests that a client may make where passwords are checked, of all instances; how many seconds it
        /// waits if there is none.
        public var passwordAllowance: @Sendable (String) async throws -> Int?
        /// What counts a request that comes from a known device; `nil` for strangers, whom their address counts.
        public var device: @Sendable (HTTPRequest) -> String?
        /// Whether this process speaks TLS: browsers are told to come back in no other way (RFC 6797).
        public var isSecure: Bool
        /// Proxies whose word about a client's address is taken.
        public var trustedProxies: TrustedProxies
        /// A new request id.
        public var newID: @Sendable () -> String
        /// Seconds of a clock that never goes back.
        public var clock: @Sendable () -> Double
        /// What answers paths that no operation has, such as files; `nil` for nothing.
        public var fallback: (@Sendable (HTTPRequest, Substring) -> Reply?)?

        /// Parts of an edge.
        public init(
            tokens: any TokenCheck, problem: @escaping @Sendable (any Error) -> Problem?, metrics: Metrics,
            logger: Logger, hasRateLimits: Bool,
            passwordAllowance: @escaping @Sendable (String) async throws -> Int? = { _ in nil },
            device: @escaping @Sendable (HTTPRequest) -> String? = { _ in nil },
            trustedProxies: TrustedProxies = TrustedProxies(), isSecure: Bool = false,
            newID: @escaping @Sendable () -> String,
            clock: @escaping @Sendable () -> Double,
            fallback: (@Sendable (HTTPRequest, Substring) -> Reply?)? = nil
        ) {
            self.tokens = tokens
            self.problem = problem
            self.metrics = metrics
            self.logger = logger
            self.hasRateLimits = hasRateLimits
            self.passwordAllowance = passwordAllowance
            self.device = device
            self.trustedProxies = trustedProxies
            self.isSecure = isSecure
            self.newID = newID
            self.clock = clock
            self.fallback = fallback
        }
    }

    private let routes: RouteTable<APIOperation>
    private let parts: Parts
    private let limits = RateLimits()

    private static let longestPath = 8_192

    /// An edge for `operations`.
    public init(_ operations: [APIOperation], _ parts: Parts) {
        routes = RouteTable(operations)
        self.parts = parts
    }

    /// Whether an operation of this edge has the path, whatever the method.
    public func hasOperation(at path: Substring) -> Bool {
        if case .nothing = routes.match(.get, path) { false } else { true }
    }

    /// Answers one request.
    ///
    /// - Throws: Nothing; what goes wrong is answered.
    public func respond(to request: Request, context: EdgeContext) async throws -> Response {
        let began = parts.clock()
        let sent = request.headers[.requestID].flatMap { $0.isRequestID ? $0 : nil }
        let requestID = sent ?? parts.newID()
        let target = request.head.path ?? "/"
        let path = target.prefix { $0 != "?" }
        var name = "none"
        var reply: Reply
        do {
            guard request.head.authority?.isEmpty == false else {
                throw Problem(.malformed, "a request names its host (RFC 9112 §3.2)")
            }
            guard target.utf8.count <= Self.longestPath else { throw Problem(.pathTooLong) }
            switch routes.match(request.method, path) {
            case .nothing:
                guard let found = parts.fallback?(request.head, path) else { throw Problem(.notFound) }
                reply = found
            case .otherMethods(let methods):
                let allowed = methods.map(\.rawValue).joined(separator: ", ")
                throw Problem(.methodNotAllowed, headers: [.allow: allowed])
            case .operation(let operation, let parameters):
                name = operation.id
                reply = try await run(operation, request, context, parameters, requestID)
            }
        } catch {
            reply = refusal(error, requestID, name)
        }
        if reply.matches(request.headers[.ifNoneMatch]), request.method == .get {
            reply.status = .notModified
            reply.content = .nothing
        }
        let seconds = parts.clock() - began
        parts.metrics.note(operation: name, status: reply.status.code, seconds: seconds)
        log(request, name, requestID, reply.status.code, seconds)
        if parts.isSecure { reply.headers[.strictTransportSecurity] = "max-age=31536000" }
        return reply.response(requestID: requestID, isHead: request.method == .head)
    }

    private func run(
        _ operation: APIOperation, _ request: Request, _ context: EdgeContext, _ parameters: [String: String],
        _ requestID: String
    ) async throws -> Reply {
        let address = parts.trustedProxies.address(of: request.head, from: context.address)
        let client = parts.device(request.head) ?? address
        let isGuarded = operation.demands.contains(.guarded)
        if isGuarded { try await guardPasswords(client) }
        let claims: AccessClaims?
        do {
            claims = try await bearer(request).flatMapAsync { try await parts.tokens.claims(of: $0) }
        } catch {
            try limit(client, .general)
            throw error
        }
        // Whoever is signed in has an allowance of their own: many share the address of a clinic.
        if claims == nil && !isGuarded { try limit(client, .general) }
        if let claims { try limit(claims.account, .general) }
        try authorise(operation, claims)
        if let claims {
            if operation.changesBook, claims.caller.role == .patient { try limit(claims.account, .changes) }
        }
        try check(operation.demands, request.headers)
        let body = try await RequestBody(operation: operation).read(request)
        let call = Call(
            head: request.head, requestID: requestID, address: address, claims: claims,
            operation: operation,
            pathParameters: parameters, queryParameters: try query(request.head.path ?? "", of: operation),
            body: body, charge: { try limit(claims?.account ?? client, .general, $0) })
        return try await operation.handle(call)
    }

    /// Here first, so that who asks without end costs the store nothing; then at all instances together.
    private func guardPasswords(_ client: String) async throws {
        try limit(client, .guarded)
        guard parts.hasRateLimits, let wait = try await parts.passwordAllowance(client) else { return }
        throw Problem(.rateLimited, headers: [.retryAfter: "\(wait)"])
    }

    private func limit(_ client: String, _ allowance: RateLimits.Allowance, _ tokens: Double = 1) throws {
        guard parts.hasRateLimits,
            let wait = limits.wait(client, allowance, taking: tokens, at: parts.clock())
        else { return }
        throw Problem(.rateLimited, headers: [.retryAfter: "\(Int(wait.rounded(.up)))"])
    }

    private func bearer(_ request: Request) -> String? {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else {
            return nil
        }
        return String(header.dropFirst(7))
    }

    private func authorise(_ operation: APIOperation, _ claims: AccessClaims?) throws {
        guard operation.access != .anyone else { return }
        guard let claims else { throw Problem(.unauthenticated, headers: [.wwwAuthenticate: "Bearer"]) }
        if case .permission(let permission) = operation.access, !claims.caller.role.may(permission) {
            throw Problem(.forbidden, "a \(claims.caller.role.rawValue) may not \(permission.rawValue)")
        }
    }

    private func check(_ demands: APIOperation.Demand, _ headers: HTTPFields) throws {
        if demands.contains(.key) || demands.contains(.optionalKey) {
            let key = headers[.idempotencyKey]
            guard key.map(\.isKey) ?? !demands.contains(.key) else { throw Problem(.keyRequired) }
        }
        if demands.contains(.ifMatch), headers[.ifMatch] == nil { throw Problem(.preconditionRequired) }
    }

    /// The query's parameters, each known and there once.
    private func query(_ target: String, of operation: APIOperation) throws -> [String: String] {
        guard let mark = target.firstIndex(of: "?") else { return [:] }
        let known = operation.query.map(\.name)
        var values: [String: String] = [:]
        for pair in target[target.index(after: mark)...].split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { $0.replacing("+", with: " ").removingPercentEncoding }
            guard let name = decoded[0], let value = decoded.count > 1 ? decoded[1] : "" else {
                throw Problem.invalid("query", "must be percent-encoded UTF-8")
            }
            guard known.contains(name) else {
                let field = String(name.prefix(64))
                throw Problem.invalid(
                    field, "is no parameter of this operation\(Spelling.hint(for: field, among: known))")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Problem.invalid(name, "is there twice in the query")
            }
        }
        return values
    }

    private func refusal(_ error: any Error, _ requestID: String, _ operation: String) -> Reply {
        if let problem = error as? Problem ?? parts.problem(error) {
            if problem.kind.status.code == 503 && !(error is Problem) {
                noteTrouble(error, requestID, operation)
            }
            return problem.reply(requestID: requestID)
        }
        parts.logger.error(
            "request failed",
            metadata: ["operation": "\(operation)", "request": "\(requestID)", "error": "\(type(of: error))"])
        return Problem(.failed).reply(requestID: requestID)
    }

    /// What keeps the process from serving is said where somebody looks: the disk, the book, the solver.
    private func noteTrouble(_ error: any Error, _ requestID: String, _ operation: String) {
        parts.logger.error(
            "request cannot be served",
            metadata: [
                "operation": "\(operation)", "request": "\(requestID)", "error": "\(type(of: error))",
                "why": "\(error)",
            ])
    }

    private func log(
        _ request: Request, _ name: String, _ requestID: String, _ status: Int, _ seconds: Double
    ) {
        parts.logger.debug(
            "request answered",
            metadata: [
                "operation": "\(name)", "method": "\(request.method.rawValue)", "status": "\(status)",
                "milliseconds": "\((seconds * 1e4).rounded() / 10)", "request": "\(requestID)",
                "trace": "\(request.headers[.traceparent].flatMap { TraceContext($0)?.trace } ?? "-")",
            ])
    }
}

extension Optional where Wrapped: Sendable {
    fileprivate func flatMapAsync<Value>(
        _ body: (Wrapped) async throws -> Value?
    ) async rethrows -> Value? {
        guard let self else { return nil }
        return try await body(self)
    }
}

extension String {
    fileprivate var isRequestID: Bool { (8...64).contains(utf8.count) && utf8.allSatisfy(\.isKeyByte) }
    fileprivate var isKey: Bool { (8...128).contains(utf8.count) && utf8.allSatisfy(\.isKeyByte) }
}

extension UInt8 {
    fileprivate var isKeyByte: Bool {
        (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self) || self == 45
            || self == 95
    }
}
