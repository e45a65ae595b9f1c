/// Text of `minimum` to `maximum` characters (Unicode scalars) on one line: no control characters.
public struct Text<let minimum: Int, let maximum: Int>: Described, Hashable {
    /// The text.
    public let value: String

    /// Text that keeps the rules; `nil` otherwise.
    public init?(_ value: String) {
        guard (minimum...maximum).contains(value.unicodeScalars.count),
            !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        self.value = value
    }

    /// Reads text and refuses what breaks the rules.
    public init(from decoder: any Decoder) throws {
        guard let text = Self(try decoder.singleValueContainer().decode(String.self)) else {
            throw refusal(at: decoder, "must have \(minimum) to \(maximum) characters and no line breaks")
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
            "type": "string", "minLength": .int(minimum), "maxLength": .int(maximum),
            "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]*$",
        ]
    }

    /// As many letters as it takes.
    public static var sample: Self { Self(unchecked: String(repeating: "a", count: max(minimum, 1))) }

    private init(unchecked value: String) { self.value = value }
}

/// Text of the length people use for names and reasons.
public typealias Line = Text<1, 200>
