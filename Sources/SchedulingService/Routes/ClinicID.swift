import Book
import ServiceContracts

/// An id that administrators choose: letters, digits, dots, dashes and underscores, which the book's triggers can read.
struct ClinicID: Described {
    let value: String

    init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(String.self)
        let isRight = value.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95].contains(byte)
        }
        guard isRight, (1...64).contains(value.utf8.count) else {
            throw refusal(at: decoder, "must be 1 to 64 letters, digits, dots, dashes or underscores")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    private init(_ value: String) { self.value = value }

    static var schema: JSON { ["type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"] }
    static var sample: Self { Self("p-01") }
}
