import Foundation

/// Walks the chunks of a PNG picture while it passes, to its end.
///
/// Source: PNG (W3C, third edition) §5.3: length, type, data and checksum; the last is IEND.
struct PNGChunks {
    private static let signature = 8
    private static let head = 8
    private static let checksum = 4

    /// Bytes until the next chunk's head.
    private var skip = signature
    private var partial: [UInt8] = []
    /// Bytes that have passed.
    private var passed = 0
    /// How long the picture is, once its end has passed.
    private(set) var length: Int?

    mutating func take(_ part: [UInt8]) {
        var rest = part[...]
        while !rest.isEmpty, length == nil {
            if skip > 0 {
                let step = min(skip, rest.count)
                rest = rest.dropFirst(step)
                skip -= step
                passed += step
                continue
            }
            let taken = rest.prefix(Self.head - partial.count)
            partial += taken
            rest = rest.dropFirst(taken.count)
            passed += taken.count
            guard partial.count == Self.head else { return }
            let data = partial[0..<4].reduce(0) { $0 << 8 | Int($1) }
            skip = data + Self.checksum
            if partial[4..<8].elementsEqual("IEND".utf8) { length = passed + skip }
            partial = []
        }
    }
}
