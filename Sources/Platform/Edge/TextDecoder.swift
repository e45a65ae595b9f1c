import Domain
import ServiceContracts

/// Decodes one value from text of a path or query, by the same rules as from JSON.
struct TextDecoder: Decoder, SingleValueDecodingContainer {
    let text: String
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw refusal(at: self, "must be a single value")
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw refusal(at: self, "must be a single value")
    }

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        switch type {
        case is String.Type: return try cast(text)
        case is Int.Type: return try cast(Int(text), "must be a whole number")
        case is Bool.Type:
            return try cast(text == "true" ? true : text == "false" ? false : nil, "must be true or false")
        default: return try Value(from: self)
        }
    }

    private func cast<Value>(_ value: (any Sendable)?, _ rule: String = "is not readable") throws -> Value {
        guard let value = value as? Value else { throw refusal(at: self, rule) }
        return value
    }
}
