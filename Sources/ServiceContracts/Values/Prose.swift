public import Domain

/// Text as people write it, in lines, of so many characters (Unicode scalars) as its kind allows: with something visible in it, and no
/// control characters but line breaks and tabs.
public struct Prose<Length: Bound>: Described, Hashable {
    /// The text.
    public let value: String

    /// Text that keeps the rules; `nil` otherwise.
    public init?(_ value: String) {
        guard Length.range.contains(value.unicodeScalars.count),
            value.unicodeScalars.allSatisfy({ !$0.isControl }), value.contains(where: { !$0.isWhitespace })
        else { return nil }
        self.value = value
    }

    private init(sample value: String) { self.value = value }

    /// Reads text and refuses what breaks the rules.
    public init(from decoder: any Decoder) throws {
        guard let text = Self(try decoder.singleValueContainer().decode(String.self)) else {
            throw refusal(
                at: decoder,
                "must have \(Length.range.lowerBound) to \(Length.range.upperBound) characters, something visible among them, and no control characters"
            )
        }
        self = text
    }

    /// Writes plain text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// A string with its length.
    public static var schema: JSON {
        [
            "type": "string", "minLength": .int(Length.range.lowerBound),
            "maxLength": .int(Length.range.upperBound),
            "pattern":
                "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*[^\\u0000-\\u0020\\u007f-\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000][^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$",
        ]
    }

    /// As many letters as it takes.
    public static var sample: Self {
        Self(sample: String(repeating: "a", count: max(Length.range.lowerBound, 1)))
    }
}

extension Unicode.Scalar {
    /// All but tab and line feed.
    fileprivate var isControl: Bool {
        switch value {
        case 0x9, 0xA: false
        case 0...0x1F, 0x7F...0x9F: true
        default: false
        }
    }
}
