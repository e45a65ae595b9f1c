/// A password to be set: 8 to 256 characters, whatever they are made of; common ones are refused later.
///
/// Source: NIST SP 800-63B §5.1.1.2.
public struct NewPassword: Described, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The text itself.
    public let value: String

    /// Reads a password.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(String.self)
        guard (8...256).contains(value.unicodeScalars.count) else {
            throw refusal(at: decoder, "must have 8 to 256 characters; 12 or more are better")
        }
    }

    /// A password.
    public init(_ value: String) { self.value = value }

    /// Writes it: a client sends what a server reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// Never the text.
    public var description: String { "<secret>" }
    /// Never the text.
    public var debugDescription: String { "<secret>" }

    /// A string of 8 or more.
    public static var schema: JSON {
        ["type": "string", "minLength": 8, "maxLength": 256, "format": "password"]
    }
    /// An example.
    public static var sample: Self { Self("correct horse battery") }
}
