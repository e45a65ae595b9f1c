import FoundationEssentials

/// Finds the first number of a JSON file that is not whole or too large.
///
/// The decoder says of such a number only that "the data is not valid JSON", without its place.
struct NumberFault: Decodable {
    private let fault: ProblemError?

    /// The fault with its field; `nil` if every number is whole, or if the data is not JSON at all.
    static func first(in data: Data) -> ProblemError? {
        (try? JSONDecoder().decode(NumberFault.self, from: data))?.fault
    }

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: AnyKey.self) {
            fault = try object.allKeys.sorted { $0.stringValue < $1.stringValue }.lazy
                .compactMap { try object.decode(NumberFault.self, forKey: $0).fault }.first
        } else if var list = try? decoder.unkeyedContainer() {
            var found: ProblemError?
            while !list.isAtEnd && found == nil { found = try list.decode(NumberFault.self).fault }
            fault = found
        } else {
            let value = try decoder.singleValueContainer()
            if (try? value.decode(Int.self)) == nil, let number = try? value.decode(Double.self) {
                fault = .invalid(
                    field: ProblemFile.path(decoder.codingPath), value: "\(number)",
                    rule: "it must be a whole number"
                )
            } else {
                fault = nil
            }
        }
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
