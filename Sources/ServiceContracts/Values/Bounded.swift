public import Domain

/// A whole number within the bounds of its kind.
public struct Bounded<Kind: Bound>: Described, Hashable {
    /// The number.
    public let value: Int

    /// A number in the range; `nil` otherwise.
    public init?(_ value: Int) {
        guard Kind.allows(value) else { return nil }
        self.value = value
    }

    /// A number that the book holds: it was judged on its way in, and an answer shows what is.
    public init(stored value: Int) { self.value = value }

    /// Reads a number and refuses what is out of range.
    public init(from decoder: any Decoder) throws {
        guard let number = Self(try decoder.singleValueContainer().decode(Int.self)) else {
            throw refusal(at: decoder, Kind.rule)
        }
        self = number
    }

    /// Writes a plain number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// An integer with its range or its choices.
    public static var schema: JSON {
        if let choices = Kind.choices {
            return ["type": "integer", "enum": .array(choices.map { .int($0) })]
        }
        return [
            "type": "integer", "minimum": .int(Kind.range.lowerBound), "maximum": .int(Kind.range.upperBound),
        ]
    }

    /// The smallest.
    public static var sample: Self { Self(stored: Kind.range.lowerBound) }
}
