public import HTTPTypes

/// Whose word about where a request comes from is taken: load balancers in front of this process.
///
/// Source: RFC 7239 (`Forwarded`); `X-Forwarded-For` as nginx and HAProxy write it. Read from the right: what a client writes
/// itself stands left of what the proxies added.
public struct TrustedProxies: Sendable {
    private let addresses: Set<String>

    /// Proxies by their addresses; none unless told.
    public init(_ addresses: some Sequence<String> = []) { self.addresses = Set(addresses) }

    /// The client's network, if `peer` is a proxy that says it; else the peer's own.
    public func address(of head: HTTPRequest, from peer: String) -> String {
        guard addresses.contains(peer) else { return peer }
        let hops = Self.forwarded(head) ?? Self.listed(head) ?? []
        return hops.last { !addresses.contains($0) }.flatMap(EdgeContext.network(ofText:)) ?? peer
    }

    /// `for=` of each element of `Forwarded`, without quotes, brackets and ports.
    private static func forwarded(_ head: HTTPRequest) -> [String]? {
        let fields = head.headerFields[values: .known("Forwarded")]
        guard !fields.isEmpty else { return nil }
        return fields.flatMap { $0.split(separator: ",") }.compactMap { element in
            element.split(separator: ";").map { $0.filter { $0 != " " } }
                .first { $0.lowercased().hasPrefix("for=") }.map { bare($0.dropFirst(4)) }
        }
    }

    private static func listed(_ head: HTTPRequest) -> [String]? {
        let fields = head.headerFields[values: .known("X-Forwarded-For")]
        guard !fields.isEmpty else { return nil }
        return fields.flatMap { $0.split(separator: ",") }.map { bare($0.filter { $0 != " " }[...]) }
    }

    private static func bare(_ node: Substring) -> String {
        let node = node.filter { $0 != "\"" }
        if node.hasPrefix("[") { return String(node.dropFirst().prefix { $0 != "]" }) }
        // One colon is a port's; more are an IPv6 address.
        return node.count(where: { $0 == ":" }) == 1 ? String(node.prefix { $0 != ":" }) : node
    }
}
