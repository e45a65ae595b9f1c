import Foundation

/// Looks for texts in bytes that pass part by part, in any case, each byte once.
struct SignatureScan {
    private let texts: [[UInt8]]
    /// Whether a text begins with a byte.
    private let begins: [Bool]
    private let longest: Int
    /// The end of what has passed, in which a text may begin.
    private var rest: [UInt8] = []

    /// A scan for texts without capitals.
    init(_ texts: [String]) {
        self.texts = texts.map { Array($0.utf8) }
        begins = (UInt8.min...UInt8.max).map { byte in texts.contains { $0.utf8.first == byte } }
        longest = self.texts.map(\.count).max() ?? 0
    }

    /// Whether one of the texts is in what has passed with this part, and was not before.
    mutating func finds(in part: [UInt8]) -> Bool {
        let seen = rest + part.map { (65...90).contains($0) ? $0 + 32 : $0 }
        rest = Array(seen.suffix(max(0, longest - 1)))
        return seen.withUnsafeBufferPointer { seen in
            seen.indices.contains { place in
                begins[Int(seen[place])]
                    && texts.contains { text in
                        place + text.count <= seen.count
                            && seen[place..<place + text.count].elementsEqual(text)
                    }
            }
        }
    }
}
