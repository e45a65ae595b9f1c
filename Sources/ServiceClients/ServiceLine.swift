public import AsyncHTTPClient
import Foundation
public import NIOCore
import NIOFoundationCompat
public import NIOHTTP1
import NIOSSL
import ServiceContracts

/// The way to a service of another process: where it is, and what opens it.
///
/// *Rule.* Every question has a deadline; only what may be asked twice is asked again, and only where no answer came. *Why.* An
/// answer that is lost does not say that nothing was done. *If broken.* A plan is begun twice, or everybody waits for a process
/// that is gone.
public struct ServiceLine: Sendable {
    /// Which, as `--target` names it.
    public let service: String
    private let address: String
    private let http: HTTPClient
    private let key: ServiceKey

    /// Carries the token of a service.
    public static let tokenHeader = "Slotwise-Service"
    /// Carries the network a request came from, to the process that answers it.
    public static let clientHeader = "Slotwise-Client"
    private static let largestAnswer = 256 << 20
    /// Before each time that something is asked again.
    private static let pauses = [Duration.milliseconds(50), .milliseconds(250)]
    /// News are looked for anew after so long, whatever comes.
    private static let longestNews = TimeAmount.minutes(30)
    private static let pauseOfNews = Duration.milliseconds(500)

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

    /// Asks, and waits for the answer.
    ///
    /// - Throws: ``Refusal`` for a problem that the service answered, ``ServiceUnreachable`` if none came.
    func ask<Question, Answer>(
        _ call: ContractCall<Question, Answer>, _ question: Question
    ) async throws -> Answer {
        let body = try JSONEncoder().encode(question)
        let end = NIODeadline.now() + .seconds(Int64(call.seconds))
        for pause in call.isRepeatable ? Self.pauses : [] {
            do {
                return try await answer(call.path, body, until: end)
            } catch is ServiceUnreachable where NIODeadline.now() + TimeAmount(pause) < end {
                try await Task.sleep(for: pause)
            }
        }
        return try await answer(call.path, body, until: end)
    }

    private func answer<Answer: Decodable>(
        _ path: String, _ body: Data, until end: NIODeadline
    ) async throws -> Answer {
        let response: HTTPClientResponse
        let bytes: ByteBuffer
        do {
            response = try await http.execute(try await request(path, body), deadline: end)
            bytes = try await response.body.collect(upTo: Self.largestAnswer)
        } catch {
            try Task.checkCancellation()
            throw ServiceUnreachable(service: service)
        }
        guard response.status == .ok else { throw Refusal(Int(response.status.code), bytes) }
        return try JSONDecoder().decode(Answer.self, from: bytes)
    }

    /// An element at once, and whenever the service has news; it goes on when the service comes back.
    func news() -> AsyncStream<Void> {
        let (news, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let listening = Task {
            while !Task.isCancelled {
                // Something may have happened while nobody listened.
                continuation.yield()
                try? await listen { continuation.yield() }
                try? await Task.sleep(for: Self.pauseOfNews)
            }
        }
        continuation.onTermination = { _ in listening.cancel() }
        return news
    }

    private func listen(_ tell: () -> Void) async throws {
        let response = try await http.execute(
            try await request(InternalPath.news(of: service), Data("{}".utf8)), timeout: Self.longestNews)
        guard response.status == .ok else { return }
        for try await _ in response.body { tell() }
    }

    /// Copies what the service answers at `path` into a new file.
    ///
    /// - Throws: ``Refusal``, ``ServiceUnreachable`` if the service ends before the file does, or what the disk throws.
    func download(_ path: String, to file: String, within seconds: Int) async throws {
        let response: HTTPClientResponse
        do {
            response = try await http.execute(
                try await request(path, Data("{}".utf8)), timeout: .seconds(Int64(seconds)))
        } catch {
            try Task.checkCancellation()
            throw ServiceUnreachable(service: service)
        }
        guard response.status == .ok else {
            throw Refusal(Int(response.status.code), try await response.body.collect(upTo: 1 << 20))
        }
        guard
            FileManager.default.createFile(
                atPath: file, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: file)
        else { throw CocoaError(.fileWriteUnknown) }
        defer { try? handle.close() }
        do {
            for try await part in response.body { try handle.write(contentsOf: Data(buffer: part)) }
        } catch is HTTPClientError {
            throw ServiceUnreachable(service: service)
        }
    }

    /// Sends a request of somebody else's on, as it is, and returns the answer as it comes.
    ///
    /// - Parameters:
    ///   - method: Its method.
    ///   - target: Path and query.
    ///   - fields: Its headers; those that speak of the connection or of services are left out by the caller.
    ///   - body: What it brings.
    ///   - client: The network it comes from.
    ///   - isRepeatable: Whether it may be sent again where no answer came.
    /// - Throws: ``ServiceUnreachable``.
    public func forward(
        _ method: HTTPMethod, _ target: String, _ fields: HTTPHeaders, _ body: ByteBuffer,
        from client: String, isRepeatable: Bool
    ) async throws -> HTTPClientResponse {
        var request = try await request(target, nil)
        request.method = method
        request.headers.add(contentsOf: fields)
        request.headers.add(name: Self.clientHeader, value: client)
        if body.readableBytes > 0 { request.body = .bytes(body) }
        let end = NIODeadline.now() + Self.patience
        for pause in isRepeatable ? Self.pauses : [] {
            if let response = try? await http.execute(request, deadline: end) { return response }
            try await Task.sleep(for: pause)
        }
        do {
            return try await http.execute(request, deadline: end)
        } catch {
            try Task.checkCancellation()
            throw ServiceUnreachable(service: service)
        }
    }

    /// What a person waits for at most; the longest operations answer before.
    private static let patience = TimeAmount.seconds(60)

    private func request(_ path: String, _ body: Data?) async throws -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: Self.tokenHeader, value: try await key.token(for: service))
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(data: body))
        }
        return request
    }
}
