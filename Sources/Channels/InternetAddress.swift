import Foundation

/// An address of a machine, by its bytes.
struct InternetAddress: Hashable {
    /// Four or sixteen.
    let bytes: [UInt8]

    /// Networks that nobody on the internet has, with the bits of their prefix (IANA's registries of special addresses, RFC 6890).
    private static let private4: [([UInt8], Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
        ([192, 0, 0], 24), ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15),
        ([198, 51, 100], 24), ([203, 0, 113], 24), ([224], 3),
    ]
    private static let public6: ([UInt8], Int) = ([0x20], 3)
    private static let private6: [([UInt8], Int)] = [
        ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x20, 0x02], 16), ([0x3F, 0xFF], 20),
    ]
    /// An address of the old kind in one of the new (RFC 4291, RFC 6052).
    private static let mapped: [[UInt8]] = [
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0],
    ]

    /// Reads `192.0.2.1` or `2001:db8::1`.
    init?(_ text: String) {
        var (four, sixteen) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            bytes = withUnsafeBytes(of: sixteen) { Array($0) }
        } else {
            return nil
        }
    }

    /// Whether it is a machine on the internet, and none of a network of somebody's own.
    var isPublic: Bool {
        if bytes.count == 4 { return !Self.private4.contains { lies(in: $0) } }
        if let prefix = Self.mapped.first(where: { bytes.starts(with: $0) }) {
            return Self(bytes: Array(bytes.dropFirst(prefix.count))).isPublic
        }
        return lies(in: Self.public6) && !Self.private6.contains { lies(in: $0) }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func lies(in network: (prefix: [UInt8], bits: Int)) -> Bool {
        (0..<network.bits).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            let wanted = bit / 8 < network.prefix.count ? network.prefix[bit / 8] : 0
            return bytes[bit / 8] & mask == wanted & mask
        }
    }

    /// The addresses of a name, as this machine finds them; it waits for them.
    static func all(of host: String) -> [(text: String, address: InternetAddress)] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        return sequence(first: list, next: { $0?.pointee.ai_next }).compactMap { entry in
            guard let info = entry?.pointee else { return nil }
            var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            guard
                getnameinfo(
                    info.ai_addr, info.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0
            else { return nil }
            let text = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            return InternetAddress(text).map { (text, $0) }
        }
    }
}
