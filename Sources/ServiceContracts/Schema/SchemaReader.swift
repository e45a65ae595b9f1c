/// Finds the schema of a body by decoding it from nothing and noting what it asks for.
///
/// Every object becomes a component of its type's name, so that the contract reads as the code does.
public struct SchemaReader {
    /// Schemas of the objects met so far, by name.
    public private(set) var components: [String: JSON] = [:]

    /// A reader that has met nothing.
    public init() {}

    /// A schema for `type`: a reference for objects.
    ///
    /// - Parameter type: A body, a described value or a list of either.
    /// - Returns: What the contract says where the type is used.
    /// - Throws: `DecodingError` for a type that has no schema.
    public mutating func schema(of type: any Decodable.Type) throws -> JSON {
        let notes = Notes()
        _ = try Recorder.value(type, notes)
        components.merge(notes.components) { first, _ in first }
        return notes.schema
    }
}

/// What was found out about one value.
private final class Notes {
    var schema: JSON = [:]
    var components: [String: JSON] = [:]
    var properties: [String: JSON] = [:]
    var required: [String] = []
    var isObject = false
}

private struct Recorder: Decoder {
    let notes: Notes
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    /// A value of `type`, with its schema in `notes`.
    static func value<Value: Decodable>(_ type: Value.Type, _ notes: Notes) throws -> Value {
        if let described = type as? any Described.Type, let sample = described.sample as? Value {
            notes.schema = described.schema
            return sample
        }
        if let union = type as? any Union.Type, let value = try one(of: union, notes) as? Value {
            return value
        }
        let value = try Value(from: Recorder(notes: notes))
        if notes.isObject {
            let name = componentName(type)
            notes.components[name] = object(notes, required: notes.required)
            notes.schema = ["$ref": .string("#/components/schemas/\(name)")]
        }
        return value
    }

    /// The first kind of a union, with the schemas of all of them in `notes`.
    private static func one<Whole: Union>(of union: Whole.Type, _ notes: Notes) throws -> Whole? {
        var (first, choices, mapping): (Whole?, [JSON], [String: JSON]) = (nil, [], [:])
        for variant in union.variants {
            let inner = Notes()
            let value = try variant.read(Recorder(notes: inner))
            first = first ?? value
            inner.properties[UnionKey.kind.rawValue] = ["enum": [.string(variant.kind)]]
            let name = componentName(variant.body)
            let reference = JSON.string("#/components/schemas/\(name)")
            notes.components.merge(inner.components) { first, _ in first }
            notes.components[name] = object(inner, required: inner.required + [UnionKey.kind.rawValue])
            choices.append(["$ref": reference])
            mapping[variant.kind] = reference
        }
        let name = componentName(union)
        notes.components[name] = [
            "oneOf": .array(choices),
            "discriminator": ["propertyName": .string(UnionKey.kind.rawValue), "mapping": .object(mapping)],
        ]
        notes.schema = ["$ref": .string("#/components/schemas/\(name)")]
        return first
    }

    private static func object(_ notes: Notes, required: [String]) -> JSON {
        [
            "type": "object", "properties": .object(notes.properties),
            "required": .array(required.sorted().map(JSON.string)), "additionalProperties": false,
        ]
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        notes.isObject = true
        return KeyedDecodingContainer(Members<Key>(notes: notes))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { Elements(notes: notes) }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { Single(notes: notes) }
}

/// `AbsenceBody.Displaced` becomes `AbsenceDisplaced`, `Page<SlotBody>` becomes `PageSlot`.
private func componentName(_ type: any Decodable.Type) -> String {
    String(reflecting: type).split { !$0.isLetter && !$0.isNumber }
        .filter { $0 != "ServiceContracts" && $0 != "Domain" }
        .map { $0.hasSuffix("Body") ? $0.dropLast(4) : $0 }.joined()
}

private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let notes: Notes
    let codingPath: [any CodingKey] = []
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) throws -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        notes.required.append(key.stringValue)
        return try member(type, key) { $0 }
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try member(type, key) { ["anyOf": [$0, ["type": "null"]]] }
    }

    private func member<Value: Decodable>(
        _ type: Value.Type, _ key: Key, _ wrap: (JSON) -> JSON
    ) throws -> Value {
        let inner = Notes()
        let value = try Recorder.value(type, inner)
        notes.components.merge(inner.components) { first, _ in first }
        notes.properties[key.stringValue] = wrap(inner.schema)
        return value
    }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try optional(type, key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try optional(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try optional(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try optional(type, key) }

    private func optional<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value? {
        try member(type, key) { ["anyOf": [$0, ["type": "null"]]] }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { KeyedDecodingContainer(Members<Nested>(notes: Notes())) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        Elements(notes: Notes())
    }
    func superDecoder() throws -> any Decoder { Recorder(notes: Notes()) }
    func superDecoder(forKey key: Key) throws -> any Decoder { Recorder(notes: Notes()) }
}

/// One element, then the end.
private struct Elements: UnkeyedDecodingContainer {
    let notes: Notes
    let codingPath: [any CodingKey] = []
    let count: Int? = 1
    private(set) var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(notes: Notes) { self.notes = notes }

    mutating func decodeNil() throws -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        currentIndex += 1
        let inner = Notes()
        let value = try Recorder.value(type, inner)
        notes.components.merge(inner.components) { first, _ in first }
        notes.schema = ["type": "array", "items": inner.schema]
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { KeyedDecodingContainer(Members<Nested>(notes: Notes())) }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { Elements(notes: Notes()) }
    mutating func superDecoder() throws -> any Decoder { Recorder(notes: Notes()) }
}

private struct Single: SingleValueDecodingContainer {
    let notes: Notes
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        switch type {
        case is Bool.Type: return try plain("boolean", false)
        case is String.Type: return try plain("string", "")
        case is Double.Type: return try plain("number", 0.0)
        case is any BinaryInteger.Type: return try plain("integer", 0)
        default: return try Recorder.value(type, notes)
        }
    }

    private func plain<Value>(_ name: String, _ value: any Sendable) throws -> Value {
        notes.schema = ["type": .string(name)]
        guard let value = value as? Value else {
            throw DecodingError.typeMismatch(
                Value.self, .init(codingPath: [], debugDescription: "has no schema of its own"))
        }
        return value
    }
}
