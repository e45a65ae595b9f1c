public import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import ServiceContracts

/// The way to a service of another process: where it is, and what opens it.
///
/// *Rule.* Every question has a deadline, for the whole of its answer; only what may be asked twice is asked again, and only where
/// no answer came. *Why.* An answer that is lost does not say that nothing was done. *If broken.* A plan is begun twice, or
/// everybody waits for a process that is gone.
public struct ServiceLine: Sendable {
    /// Which, as `--target` names it.
    public let service: String
    let http: HTTPClient
    private let address: String
    private let key: ServiceKey

    /// Before each time that something is asked again.
    static let pauses = [Duration.milliseconds(50), .milliseconds(250)]

    /// A line.
    ///
    /// - Parameters:
    ///   - service: Which.
    ///   - address: Scheme, host and port.
    ///   - http: Sends the requests; whoever made it shuts it down.
    ///   - key: The clinic's.
    public init(to service: String, at address: String, http: HTTPClient, key: ServiceKey) {
        self.service = service
        self.address = address
        self.http = http
        self.key = key
    }

    /// What a client of services needs: short waits for what is gone, connections that the other side has not closed yet.
    ///
    /// - Parameter authority: A file in PEM with whom it trusts; `nil` for whom the machine trusts.
    /// - Returns: For an `HTTPClient`.
    /// - Throws: What is wrong with the file.
    public static func configuration(authority: String? = nil) throws -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        if let authority {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authority))
            configuration.tlsConfiguration = tls
        }
        configuration.timeout.connect = .seconds(2)
        // The other side closes a connection that is idle for ten seconds.
        configuration.connectionPool.idleTimeout = .seconds(5)
        // What may be asked again is, and soon; nobody waits for an address that refuses.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        configuration.redirectConfiguration = .disallow
        return configuration
    }

    /// A request to the service; `target` is path and query.
    func request(_ method: HTTPMethod, _ target: String, for audience: String) async throws
        -> HTTPClientRequest
    {
        // What stands before the first slash would be part of the address.
        guard target.hasPrefix("/") else { throw unreachable("“\(target.prefix(20))” is no path") }
        var request = HTTPClientRequest(url: address + target)
        request.method = method
        request.headers.add(name: InternalHeader.token, value: try await key.token(for: audience))
        return request
    }

    /// Runs `body`, and gives up when its time is over; also where an answer began and does not go on.
    func within<Value: Sendable>(
        _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw unreachable("no answer within \(limit)")
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }

    /// Sends a request; whatever keeps an answer from coming is one error, which says why.
    func execute(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        let response: HTTPClientResponse
        do {
            // Whoever asks has a deadline of their own, for the whole of the answer.
            response = try await http.execute(request, deadline: .distantFuture)
        } catch {
            throw try failure(error)
        }
        if let why = response.headers.first(name: InternalHeader.refused) { throw unreachable(why) }
        return response
    }

    /// All of an answer's body.
    func body(of response: HTTPClientResponse, upTo most: Int) async throws -> ByteBuffer {
        do {
            return try await response.body.collect(upTo: most)
        } catch {
            throw try failure(error)
        }
    }

    /// A cancelled task stays cancelled; everything else is an answer that did not come.
    func failure(_ error: any Error) throws -> ServiceUnreachable {
        try Task.checkCancellation()
        return error as? ServiceUnreachable ?? unreachable("\(error)")
    }

    private func unreachable(_ why: String) -> ServiceUnreachable {
        ServiceUnreachable(service: service, why: why)
    }
}
