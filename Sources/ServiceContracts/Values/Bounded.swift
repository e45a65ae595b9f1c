/// A whole number from `minimum` to `maximum`, both inclusive.
public struct Bounded<let minimum: Int, let maximum: Int>: Described, Hashable {
    /// The number.
    public let value: Int

    /// A number in the range; `nil` otherwise.
    public init?(_ value: Int) {
        guard (minimum...maximum).contains(value) else { return nil }
        self.value = value
    }

    /// Reads a number and refuses what is out of range.
    public init(from decoder: any Decoder) throws {
        guard let number = Self(try decoder.singleValueContainer().decode(Int.self)) else {
            throw refusal(at: decoder, "must be a whole number from \(minimum) to \(maximum)")
        }
        self = number
    }

    /// Writes a plain number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// An integer with its range.
    public static var schema: JSON {
        ["type": "integer", "minimum": .int(minimum), "maximum": .int(maximum)]
    }

    /// The smallest.
    public static var sample: Self { Self(unchecked: minimum) }

    private init(unchecked value: Int) { self.value = value }
}
