/// Bytes of JSON, in UTF-8.
///
/// A value type: whoever holds it pays for one check of access for a whole text, not one for each byte.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    private static let quote = UInt8(ascii: "\"")

    init() { bytes.reserveCapacity(2_048) }

    /// What is JSON already.
    mutating func add(literal text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Digits.
    mutating func add(_ digits: String) { bytes.append(contentsOf: digits.utf8) }

    /// A member's name with what stands behind it.
    mutating func add(name: String) {
        add(quoted: name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Text in quotes, with what RFC 8259 §7 asks to be escaped.
    mutating func add(quoted text: String) {
        bytes.append(Self.quote)
        var text = text
        text.withUTF8 { utf8 in
            if utf8.contains(where: Self.isEscaped) {
                for byte in utf8 { add(escaping: byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
        bytes.append(Self.quote)
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == quote || byte == UInt8(ascii: "\\")
    }

    private mutating func add(escaping byte: UInt8) {
        switch byte {
        case Self.quote: add(literal: "\\\"")
        case UInt8(ascii: "\\"): add(literal: "\\\\")
        case 0x0A: add(literal: "\\n")
        case 0x0D: add(literal: "\\r")
        case 0x09: add(literal: "\\t")
        case 0..<0x20:
            add(literal: "\\u00")
            for half in [byte >> 4, byte & 0xF] { add(String(half, radix: 16)) }
        default: bytes.append(byte)
        }
    }
}
