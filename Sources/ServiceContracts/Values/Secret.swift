/// A password, token or code on its way in: 1 to 1024 characters that no log and no description ever shows.
public struct Secret: Described, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The text itself.
    public let value: String

    /// A secret.
    public init(_ value: String) { self.value = value }

    /// Reads a secret and refuses one that is empty or too long.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(String.self)
        guard (1...1024).contains(value.unicodeScalars.count) else {
            throw refusal(at: decoder, "must have 1 to 1024 characters")
        }
    }

    /// Writes it: a client sends what a server reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// Never the text.
    public var description: String { "<secret>" }
    /// Never the text.
    public var debugDescription: String { "<secret>" }

    /// A string.
    public static var schema: JSON {
        ["type": "string", "minLength": 1, "maxLength": 1024, "format": "password"]
    }
    /// An example.
    public static var sample: Self { Self("correct horse battery") }
}
