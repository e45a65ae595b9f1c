/// A telephone number: an optional plus sign, then 5 to 24 digits, spaces and dashes, beginning with a digit.
public struct PhoneNumber: Described, Hashable {
    /// As it was written.
    public let value: String

    /// A number; `nil` for what cannot be one.
    public init?(_ text: String) {
        let rest = Array((text.hasPrefix("+") ? text.dropFirst() : text[...]).utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard (5...24).contains(rest.count), digits.contains(rest[0]),
            rest.allSatisfy({ digits.contains($0) || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") })
        else { return nil }
        value = text
    }

    /// Reads a number.
    public init(from decoder: any Decoder) throws {
        guard let phone = Self(try decoder.singleValueContainer().decode(String.self)) else {
            throw refusal(at: decoder, "must be a telephone number such as +49 30 5550123")
        }
        self = phone
    }

    /// Writes plain text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// A string of digits.
    public static var schema: JSON { ["type": "string", "pattern": "^\\+?[0-9][0-9 -]{4,23}$"] }

    /// A number nobody has.
    public static var sample: Self { Self(unchecked: "+49 30 5550123") }

    private init(unchecked value: String) { self.value = value }
}
