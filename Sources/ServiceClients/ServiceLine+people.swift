import AsyncHTTPClient
public import NIOCore
public import NIOHTTP1
import ServiceContracts

/// The whole of an answer to a request that was sent on.
public struct ForwardedAnswer: Sendable {
    /// The status.
    public let status: Int
    /// As the service sent them.
    public let headers: HTTPHeaders
    /// All of it: what was cut off is no answer.
    public let body: ByteBuffer
}

extension ServiceLine {
    /// What a person waits for at most; the longest operations answer before.
    private static let patience = Duration.seconds(60)
    private static let largestPage = 64 << 20

    /// Sends a request of somebody else's on, as it is.
    ///
    /// - Parameters:
    ///   - method: Its method.
    ///   - target: Path and query.
    ///   - fields: Its headers, without those that speak of the connection or of services.
    ///   - body: What it brings.
    ///   - client: The network it comes from.
    ///   - isRepeatable: Whether it may be sent again where no answer came.
    /// - Returns: What the service answered.
    /// - Throws: ``ServiceUnreachable``.
    public func sendOn(
        _ method: HTTPMethod, _ target: String, _ fields: HTTPHeaders, _ body: ByteBuffer,
        from client: String, isRepeatable: Bool
    ) async throws -> ForwardedAnswer {
        var request = try await request(method, target, for: ServiceAudience.people(of: service))
        request.headers.add(contentsOf: fields)
        request.headers.add(name: InternalHeader.client, value: client)
        if body.readableBytes > 0 { request.body = .bytes(body) }
        return try await within(Self.patience) { [request] in
            for pause in isRepeatable ? Self.pauses : [] {
                do {
                    return try await answer(request)
                } catch is ServiceUnreachable {
                    try await Task.sleep(for: pause)
                }
            }
            return try await answer(request)
        }
    }

    private func answer(_ request: HTTPClientRequest) async throws -> ForwardedAnswer {
        let response = try await execute(request)
        return ForwardedAnswer(
            status: Int(response.status.code), headers: response.headers,
            body: try await body(of: response, upTo: Self.largestPage))
    }
}
