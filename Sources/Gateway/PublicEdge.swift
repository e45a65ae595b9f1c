import HTTPTypes
public import Hummingbird
public import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
public import Platform
import ServiceClients
import ServiceContracts

/// Where people enter: what a module of this process serves is answered here, everything else is sent on to the service that has it.
///
/// *Rule.* A request is sent on as it came, with the client's own token and the network it came from; whoever answers checks all of
/// it. *Why.* One table decides who may do what, wherever it runs. *If broken.* A gateway that errs opens every service.
public struct PublicEdge: HTTPResponder {
    /// What Hummingbird makes for each request.
    public typealias Context = EdgeContext

    private let own: Edge
    private let services: RemoteServices
    private let parts: Edge.Parts

    private static let largestBody = 256 * 1024
    /// Where no body is read, there is none, or an empty object.
    private static let emptyBody = 64
    /// Where operations of services are.
    private static let operations: Substring = "/v1/"

    /// An edge.
    ///
    /// - Parameters:
    ///   - own: Operations of this process, and the web app.
    ///   - services: Those of other processes.
    ///   - parts: What `own` was made of.
    public init(_ own: Edge, _ services: RemoteServices, _ parts: Edge.Parts) {
        self.own = own
        self.services = services
        self.parts = parts
    }

    /// Answers one request.
    ///
    /// - Throws: Nothing; what goes wrong is answered.
    public func respond(to request: Request, context: EdgeContext) async throws -> Response {
        let path = (request.head.path ?? "/").prefix { $0 != "?" }
        // What names no host is refused there, as everywhere.
        guard request.head.authority?.isEmpty == false, !own.hasOperation(at: path) else {
            return try await own.respond(to: request, context: context)
        }
        switch services.match(request.method, path) {
        case .operation(let operation, _):
            return await sendOn(request, to: operation, from: context)
        case .otherMethods(let methods):
            let allowed = methods.map(\.rawValue).joined(separator: ", ")
            return refusal(Problem(.methodNotAllowed, headers: [.allow: allowed]), of: request, parts.newID())
        case .nothing:
            let unknown = path.hasPrefix(Self.operations) ? services.unknown : []
            guard !unknown.isEmpty else { return try await own.respond(to: request, context: context) }
            return refusal(.away(unknown), of: request, parts.newID())
        }
    }

    private func sendOn(
        _ request: Request, to operation: RemoteServices.Operation, from context: EdgeContext
    ) async -> Response {
        let began = parts.clock()
        let requestID = request.headers[.requestID] ?? parts.newID()
        var response: Response
        do {
            response = try await answer(request, operation, from: context, requestID)
        } catch is NIOTooManyBytesError {
            response = refusal(Problem(.bodyTooLarge), of: request, requestID)
        } catch {
            noteTrouble(error, operation, requestID)
            response = refusal(
                error as? Problem ?? parts.problem(error) ?? Problem(.failed), of: request, requestID)
        }
        if parts.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        parts.metrics.note(
            operation: operation.row.id, status: response.status.code, seconds: parts.clock() - began)
        return response
    }

    private func answer(
        _ request: Request, _ operation: RemoteServices.Operation, from context: EdgeContext,
        _ requestID: String
    ) async throws -> Response {
        let most = operation.row.takesBody ? Self.largestBody : Self.emptyBody
        if let length = request.headers[.contentLength].flatMap(Int.init), length > most {
            throw Problem(.bodyTooLarge)
        }
        let body = try await request.body.collect(upTo: most)
        let client = parts.trustedProxies.address(of: request.head, from: context.address)
        var fields = HTTPHeaders(sentOn: request.headers)
        fields.replaceOrAdd(name: "Host", value: request.head.authority ?? "")
        fields.replaceOrAdd(name: HTTPField.Name.requestID.rawName, value: requestID)
        // What only reads may be sent twice, and what keeps its answer for a key.
        let hasKey = operation.row.keepsKeys && request.headers[.idempotencyKey] != nil
        let answer = try await operation.line.sendOn(
            HTTPMethod(rawValue: request.method.rawValue), request.head.path ?? "/", fields, body,
            from: client, isRepeatable: hasKey || [.get, .head].contains(request.method))
        return Response(answer, isHead: request.method == .head)
    }

    private func noteTrouble(
        _ error: any Error, _ operation: RemoteServices.Operation, _ requestID: String
    ) {
        guard !(error is Problem), !(error is CancellationError) else { return }
        parts.logger.error(
            "request cannot be sent on",
            metadata: [
                "operation": "\(operation.row.id)", "request": "\(requestID)", "why": "\(error)",
            ])
    }

    private func refusal(_ problem: Problem, of request: Request, _ requestID: String) -> Response {
        problem.response(requestID: requestID, isHead: request.method == .head)
    }
}

/// Which headers go from one connection to another.
private enum SentOn {
    /// Those that speak of one connection, or that each process says itself.
    ///
    /// Source: RFC 9110 §7.6.1.
    static let never: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "proxy-authorization", "te", "trailer",
        "transfer-encoding", "upgrade", "content-length", "expect", "date", "host",
    ]
    private static let ofServices = "slotwise-"

    /// Whether one goes on; `named` are those that `Connection` names.
    static func includes(_ name: String, _ named: Set<String>) -> Bool {
        let name = name.lowercased()
        return !never.contains(name) && !named.contains(name) && !name.hasPrefix(ofServices)
    }

    /// What a `Connection` header names.
    static func named(_ connection: [String]) -> Set<String> {
        Set(connection.flatMap { $0.lowercased().split(separator: ",") }.map { $0.filter { $0 != " " } })
    }
}

extension HTTPHeaders {
    fileprivate init(sentOn fields: HTTPFields) {
        let named = SentOn.named(fields[values: .connection])
        self.init(
            fields.filter { SentOn.includes($0.name.rawName, named) }.map { ($0.name.rawName, $0.value) })
    }
}

extension Response {
    /// What a service answered; to a HEAD with the length of what a GET would bring.
    fileprivate init(_ answer: ForwardedAnswer, isHead: Bool) {
        let named = SentOn.named(answer.headers["Connection"])
        var fields = HTTPFields()
        for (name, value) in answer.headers where SentOn.includes(name, named) {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        if isHead { fields[.contentLength] = answer.headers.first(name: "Content-Length") }
        self.init(
            status: .init(code: answer.status), headers: fields,
            body: answer.body.readableBytes == 0 ? ResponseBody() : ResponseBody(byteBuffer: answer.body))
    }
}
