import Foundation
public import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
import HummingbirdTLS
public import Logging
import NIOCore
import NIOSSL
public import ServiceLifecycle

/// One listening socket with its limits, and what answers there.
public struct Listener: Service {
    /// Where and how to listen.
    public struct Address: Sendable {
        /// An address of this machine.
        public var host: String
        /// 0 for one that is free.
        public var port: Int
        /// PEM files; without them the server speaks plain HTTP/1.1, with them also HTTP/2.
        public var certificate: (chain: String, key: String)?

        /// An address.
        public init(host: String, port: Int, certificate: (chain: String, key: String)? = nil) {
            self.host = host
            self.port = port
            self.certificate = certificate
        }
    }

    private let address: Address
    private let answer: @Sendable (Request, EdgeContext) async throws -> Response
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    private static let backlog = 4096
    /// Descriptors that connections never take, so that files can always be opened.
    private static let reserve = 256
    private static let mostConnections = 18_000

    /// A listener.
    ///
    /// - Parameters:
    ///   - address: Where to listen.
    ///   - responder: What answers.
    ///   - logger: Where lines go.
    ///   - onListening: Called with the port once connections are accepted.
    public init(
        _ address: Address, answering responder: some HTTPResponder<EdgeContext>, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void
    ) {
        self.address = address
        answer = { try await responder.respond(to: $0, context: $1) }
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until told to stop; requests that were accepted are answered first.
    ///
    /// - Throws: `AddressInUse`, or what the system says of files and sockets.
    public func run() async throws {
        let application = Application(
            responder: CallbackResponder(callback: answer), server: try channels(),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), backlog: Self.backlog,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionsPossible())),
            onServerRunning: { await onListening($0.localAddress?.port ?? 0) }, logger: logger)
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw AddressInUse(address: "\(address.host):\(address.port)")
        }
    }

    /// Raises the limit of descriptors as far as the system lets, and says how many connections that leaves.
    private static func connectionsPossible() -> Int {
        let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(descriptors, &limit) == 0 else { return reserve }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(descriptors, &limit)
        _ = getrlimit(descriptors, &limit)
        return max(16, min(mostConnections, Int(clamping: limit.rlim_cur) - reserve))
    }

    private func channels() throws -> HTTPServerBuilder {
        let limits = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionDeadlines()],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 100))
        guard let files = address.certificate else { return .http1(configuration: limits) }
        let chain = try NIOSSLCertificate.fromPEMFile(files.chain).map {
            NIOSSLCertificateSource.certificate($0)
        }
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain,
            privateKey: .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem)))
        tls.minimumTLSVersion = .tlsv12
        let configuration = HTTP2UpgradeChannel.Configuration(
            idleTimeout: .seconds(60), streamConfiguration: limits)
        return HTTPServerBuilder { [tls] responder in
            NegotiatedChannel(
                try HTTP2UpgradeChannel(
                    tlsConfiguration: tls, configuration: configuration, responder: responder))
        }
    }
}
