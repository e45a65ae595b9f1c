public import Logging
public import ServiceLifecycle
import UnixSignals

/// The listening sockets, and everything that runs until the process is told to stop.
public struct WebServer: Sendable {
    private let listeners: [Listener]
    private let services: [any Service]
    private let logger: Logger

    /// A server.
    ///
    /// - Parameters:
    ///   - listeners: What is reached from outside.
    ///   - services: What runs beside it and ends with it.
    ///   - logger: Where lines go.
    public init(_ listeners: [Listener], services: [any Service], logger: Logger) {
        self.listeners = listeners
        self.services = services
        self.logger = logger
    }

    /// Serves until SIGTERM or SIGINT; requests that were accepted are answered first.
    ///
    /// - Throws: Whatever ended one of the parts.
    public func run() async throws {
        // The last of the list is stopped first: event streams must end before a listener waits for its connections.
        let parts: [any Service] = listeners + services
        var configuration = ServiceGroupConfiguration(
            services: parts.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(25)
        try await ServiceGroup(configuration: configuration).run()
    }
}
