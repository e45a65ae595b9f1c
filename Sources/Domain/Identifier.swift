/// The identity of one `Entity`: an opaque, non-empty string that sorts by its bytes.
///
/// The type parameter keeps a patient's id from being passed where a practitioner's is meant.
public struct Identifier<Entity>: Hashable, Comparable, Sendable {
    /// The stored text.
    public let rawValue: String

    /// Wraps `rawValue` as it is.
    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// Orders by the text, so that ties break the same way everywhere.
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Identifier: CustomStringConvertible {
    /// The stored text.
    public var description: String { rawValue }
}

extension Identifier: ExpressibleByStringLiteral {
    /// Lets tests and fixtures write an id as a literal.
    public init(stringLiteral value: String) {
        self.init(value)
    }
}

extension Identifier: CodingKeyRepresentable {
    /// Lets dictionaries keyed by ids be JSON objects.
    public var codingKey: any CodingKey { Key(stringValue: rawValue) }

    /// Any key is an id.
    public init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

extension Identifier: Codable {
    /// Characters of an id that is read.
    public static var longest: Int { 200 }

    /// Reads a plain string and refuses one that is empty or longer than any id.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard (1...Self.longest).contains(text.unicodeScalars.count) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "must be an id of 1 to \(Self.longest) characters"))
        }
        self.init(text)
    }

    /// Writes a plain string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
