import Foundation
public import Hummingbird
import HummingbirdCore
import NIOCore

/// What is known about a connection.
public struct EdgeContext: RequestContext {
    /// Hummingbird's own.
    public var coreContext: CoreRequestContextStorage
    /// The peer's network: an IPv4 address, or the first half of an IPv6 address, all of which one customer has.
    public internal(set) var address: String

    /// A context for one request.
    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress.flatMap(Self.network) ?? "local"
    }

    private static func network(of address: SocketAddress) -> String? {
        address.ipAddress.flatMap(network(ofText:))
    }

    /// The network of an address as it is written; `nil` for what is none.
    static func network(ofText text: String) -> String? {
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 { return text }
        var bytes = [UInt8](repeating: 0, count: 16)
        // A scope such as %eth0 is no part of the address.
        guard inet_pton(AF_INET6, String(text.prefix { $0 != "%" }), &bytes) == 1 else { return nil }
        return network(ofIPv6: bytes)
    }

    /// The first 64 bits of an address of 16 bytes; one that stands for an IPv4 address is that (RFC 4291 §2.5.5.2).
    static func network(ofIPv6 bytes: [UInt8]) -> String {
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11].allSatisfy { $0 == 0xff }
        if isMapped { return bytes.suffix(4).map { String($0) }.joined(separator: ".") }
        let groups = stride(from: 0, to: 8, by: 2).map {
            String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }
}
