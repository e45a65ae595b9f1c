public import Domain

/// Text of so many characters (Unicode scalars) as its kind allows, on one line that begins with a visible one: no control
/// characters, and none that are invisible or turn the direction of what follows (UAX #9).
public struct Text<Length: Bound>: Described, Hashable {
    /// The text.
    public let value: String

    /// Text that keeps the rules; `nil` otherwise.
    public init?(_ value: String) {
        guard Length.range.contains(value.unicodeScalars.count),
            value.unicodeScalars.allSatisfy({ !$0.isHidden }), value.unicodeScalars.first?.isBlank != true
        else { return nil }
        self.value = value
    }

    /// Text that the book holds: it was judged on its way in, and an answer shows what is.
    public init(stored value: String) { self.value = value }

    /// Reads text and refuses what breaks the rules.
    public init(from decoder: any Decoder) throws {
        guard let text = Self(try decoder.singleValueContainer().decode(String.self)) else {
            throw refusal(
                at: decoder,
                "must have \(Length.range.lowerBound) to \(Length.range.upperBound) characters, begin with a visible one and have no line breaks or hidden characters"
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
            "pattern": .string(
                "^(?:[^\(Unicode.Scalar.blank)\(Unicode.Scalar.hidden)][^\(Unicode.Scalar.hidden)]*)?$"),
        ]
    }

    /// As many letters as it takes.
    public static var sample: Self {
        Self(stored: String(repeating: "a", count: max(Length.range.lowerBound, 1)))
    }
}

/// Text of the length people use for names and reasons.
public typealias Line = Text<Bounds.Line>

/// Text that names a skill, a purpose or a zone.
public typealias Label = Text<Bounds.Label>

extension Unicode.Scalar {
    /// Controls, line separators, zero-width spaces and marks of direction, as in a character class.
    fileprivate static let hidden =
        "\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff"
    /// Spaces and joiners, as in a character class.
    fileprivate static let blank = "\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u200c\\u200d\\u202f\\u205f\\u3000"

    fileprivate var isHidden: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
            true
        default: false
        }
    }

    fileprivate var isBlank: Bool {
        switch value {
        case 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x200C, 0x200D, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
