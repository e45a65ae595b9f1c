import Foundation

extension SQLValue {
    /// A value as JSON text with sorted keys: the same value is the same text.
    ///
    /// - Throws: `EncodingError` for what JSON cannot say, such as a number that is not one.
    public static func json(_ value: some Encodable) throws -> SQLValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .text(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

extension SQLRow {
    /// What ``SQLValue/json(_:)`` made of a value, in column `index`.
    ///
    /// - Throws: `StorageError` if there is no text, `DecodingError` if it says something else.
    public func json<Value: Decodable>(_ index: Int, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text(index).utf8))
    }
}
