/// The bytes of a PDF with its names spelled out: `/J#61va` is `/Java`.
///
/// Source: ISO 32000-2 §7.3.5. What is compressed stays as it is: a name in an object stream is not seen.
struct PDFNames {
    private static let mark = UInt8(ascii: "#")

    /// A mark with at most one digit, at the end of what has passed.
    private var rest: [UInt8] = []

    /// The next bytes, but for an end that may go on.
    mutating func spelled(_ part: [UInt8]) -> [UInt8] {
        let bytes = rest + part
        var (out, place): ([UInt8], Int) = ([], 0)
        out.reserveCapacity(bytes.count)
        rest = []
        while place < bytes.count {
            guard bytes[place] == Self.mark else {
                out.append(bytes[place])
                place += 1
                continue
            }
            guard place + 2 < bytes.count else {
                rest = Array(bytes[place...])
                break
            }
            if let high = Self.digit(bytes[place + 1]), let low = Self.digit(bytes[place + 2]) {
                out.append(high << 4 | low)
                place += 3
            } else {
                out.append(bytes[place])
                place += 1
            }
        }
        return out
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
