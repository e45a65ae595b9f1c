/// An e-mail address: what is before the @, what is after, no spaces, at most 254 characters (RFC 5321 §4.5.3.1.3).
///
/// Whether anybody reads it only a message can tell; two addresses that differ in case only are the same.
public struct EmailAddress: Described, Hashable {
    /// In lower case.
    public let value: String

    /// An address; `nil` for what cannot be one.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isAllowed = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && scalar.value > 32 && scalar.value < 127
                && !"\"(),:;<>[\\]".unicodeScalars.contains(scalar)
        }
        guard isAllowed, parts.count == 2, (1...64).contains(parts[0].count),
            (1...189).contains(parts[1].count)
        else { return nil }
        value = text.lowercased()
    }

    /// Reads an address.
    public init(from decoder: any Decoder) throws {
        guard let email = Self(try decoder.singleValueContainer().decode(String.self)) else {
            throw refusal(at: decoder, "must be an e-mail address such as name@example.org")
        }
        self = email
    }

    /// Writes plain text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// A string with one @.
    public static var schema: JSON {
        [
            "type": "string",
            "pattern": "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,189}$",
        ]
    }

    /// An address nobody has.
    public static var sample: Self { Self(unchecked: "ada@example.org") }

    private init(unchecked value: String) { self.value = value }
}
