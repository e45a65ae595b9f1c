/// Where a value writes itself.
struct JSONValueEncoder: Encoder, SingleValueEncodingContainer {
    let output: JSONOutput
    let level: JSONLevel
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        output.open(.object, level)
        return KeyedEncodingContainer(JSONMembers(output: output, level: level))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        output.open(.array, level)
        return JSONElements(output: output, level: level)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { scalar { $0.add(literal: "null") } }
    func encode(_ value: Bool) { scalar { $0.add(flag: value) } }
    func encode(_ value: String) { scalar { $0.add(text: value) } }
    func encode(_ value: Int) { scalar { $0.add(number: value) } }
    func encode(_ value: Int64) { scalar { $0.add(number: value) } }
    func encode(_ value: Double) throws { try scalar { try $0.add(number: value, at: codingPath) } }
    func encode(_ value: some Encodable) throws {
        // Numbers of other widths encode themselves by coming back here.
        if let number = value as? any BinaryInteger {
            scalar { $0.add(number: number) }
        } else if let number = value as? Float {
            try scalar { try $0.add(number: Double("\(number)") ?? .nan, at: codingPath) }
        } else {
            try scalar { try $0.write(value) }
        }
    }

    private func scalar(_ body: (JSONOutput) throws -> Void) rethrows {
        level.kind = .value
        try body(output)
    }
}
