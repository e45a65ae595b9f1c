import AsyncHTTPClient
import Foundation
import HTTPTypes
public import Hummingbird
public import HummingbirdCore
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
    private static let secondsUntilKnown = 5
    private static let service: Substring = "/v1/"

    /// Headers that speak of one connection (RFC 9110 §7.6.1), or that this program adds.
    private static let ofTheConnection: Set<String> = [
        "connection", "keep-alive", "proxy-connection", "proxy-authorization", "te", "trailer",
        "transfer-encoding", "upgrade", "content-length", "expect", "date", "host",
    ]
    private static let ofServices = "slotwise-"

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
        guard !own.hasOperation(at: path) else { return try await own.respond(to: request, context: context) }
        switch services.match(request.method, path) {
        case .operation(let operation, _):
            return await sendOn(request, to: operation, from: context)
        case .otherMethods(let methods):
            let allowed = methods.map(\.rawValue).joined(separator: ", ")
            return refusal(Problem(.methodNotAllowed, headers: [.allow: allowed]))
        case .nothing where path.hasPrefix(Self.service) && !services.unknown.isEmpty:
            return refusal(
                .unavailable(
                    "not every part of the clinic's system has answered yet: \(services.unknown.joined(separator: ", "))",
                    after: Self.secondsUntilKnown))
        case .nothing:
            return try await own.respond(to: request, context: context)
        }
    }

    private func sendOn(
        _ request: Request, to operation: RemoteServices.Operation, from context: EdgeContext
    ) async -> Response {
        let began = parts.clock()
        var response: Response
        do {
            response = try await answer(request, operation, from: context)
        } catch is NIOTooManyBytesError {
            response = refusal(Problem(.bodyTooLarge))
        } catch {
            response = refusal(parts.problem(error) ?? Problem(.failed))
        }
        if parts.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        parts.metrics.note(
            operation: operation.id, status: response.status.code, seconds: parts.clock() - began)
        return response
    }

    private func answer(
        _ request: Request, _ operation: RemoteServices.Operation, from context: EdgeContext
    ) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.largestBody)
        let client = parts.trustedProxies.address(of: request.head, from: context.address)
        // What only reads, and what has a key of its own, may be sent twice.
        let isRepeatable =
            [.get, .head].contains(request.method) || request.headers[.idempotencyKey] != nil
        let answer = try await operation.line.forward(
            HTTPMethod(rawValue: request.method.rawValue), request.head.path ?? "/", fields(of: request),
            body,
            from: client, isRepeatable: isRepeatable)
        return Response(
            status: .init(code: Int(answer.status.code)), headers: fields(of: answer),
            body: request.method == .head ? ResponseBody() : stream(answer))
    }

    private func fields(of request: Request) -> HTTPHeaders {
        var fields = HTTPHeaders()
        for field in request.headers where Self.goesOn(field.name.canonicalName) {
            fields.add(name: field.name.rawName, value: field.value)
        }
        if let host = request.head.authority { fields.add(name: "Host", value: host) }
        if request.headers[.requestID] == nil { fields.add(name: "X-Request-ID", value: parts.newID()) }
        return fields
    }

    private func fields(of answer: HTTPClientResponse) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in answer.headers where Self.goesOn(name.lowercased()) {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }

    private static func goesOn(_ name: String) -> Bool {
        !ofTheConnection.contains(name) && !name.hasPrefix(ofServices)
    }

    private func stream(_ answer: HTTPClientResponse) -> ResponseBody {
        let length = answer.headers.first(name: "content-length").flatMap(Int.init)
        return ResponseBody(contentLength: length) { writer in
            for try await part in answer.body { try await writer.write(part) }
            try await writer.finish(nil)
        }
    }

    private func refusal(_ problem: Problem) -> Response { problem.response(requestID: parts.newID()) }
}
