public import Hummingbird
import HummingbirdCore
import NIOCore

/// What is known about a connection.
public struct EdgeContext: RequestContext {
    /// Hummingbird's own.
    public var coreContext: CoreRequestContextStorage
    /// The peer's address without its port.
    public let address: String

    /// A context for one request.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}
