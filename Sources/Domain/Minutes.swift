/// A length of time in whole minutes; negative values are allowed in arithmetic, not in the book.
public struct Minutes: Hashable, Comparable, Sendable, Codable, ExpressibleByIntegerLiteral {
    /// The number of minutes.
    public let count: Int

    /// A length of `count` minutes.
    public init(_ count: Int) {
        self.count = count
    }

    /// A length written as an integer literal.
    public init(integerLiteral value: Int) {
        self.init(value)
    }

    /// Reads a plain integer.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int.self))
    }

    /// Writes a plain integer.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(count)
    }

    /// The length in seconds.
    public var seconds: Int64 { Int64(count) * 60 }

    /// Shorter first.
    public static func < (left: Self, right: Self) -> Bool { left.count < right.count }

    /// Both lengths together.
    public static func + (left: Self, right: Self) -> Self { Self(left.count + right.count) }

    /// The left length without the right one.
    public static func - (left: Self, right: Self) -> Self { Self(left.count - right.count) }
}

extension Minutes: CustomStringConvertible {
    /// For people: `20 min`.
    public var description: String { "\(count) min" }
}
