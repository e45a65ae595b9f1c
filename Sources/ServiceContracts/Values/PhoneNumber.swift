/// A telephone number as people write it: 5 to 20 digits, between them spaces, dashes, dots, slashes and brackets, with an
/// optional plus sign before and an extension after.
public struct PhoneNumber: Described, Hashable {
    /// As it was written.
    public let value: String

    /// A number; `nil` for what cannot be one.
    public init?(_ text: String) {
        guard
            text.wholeMatch(of: /\+?\(?[0-9](?:[ ().\/-]{0,3}[0-9]){4,19}(?: ?(?:ext\.?|x) ?[0-9]{1,6})?/)
                != nil
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
    public static var schema: JSON {
        [
            "type": "string",
            "pattern": "^\\+?\\(?[0-9](?:[ ()./-]{0,3}[0-9]){4,19}(?: ?(?:ext\\.?|x) ?[0-9]{1,6})?$",
        ]
    }

    /// A number nobody has.
    public static var sample: Self { Self(unchecked: "+49 30 5550123") }

    private init(unchecked value: String) { self.value = value }
}
