/// The elements of an array.
struct JSONElements: UnkeyedEncodingContainer {
    let output: JSONOutput
    let level: JSONLevel
    var codingPath: [any CodingKey] { [] }
    var count: Int { level.count }

    func encodeNil() { element { $0.add(literal: "null") } }
    func encode(_ value: Bool) { element { $0.add(flag: value) } }
    func encode(_ value: String) { element { $0.add(text: value) } }
    func encode(_ value: Int) { element { $0.add(number: value) } }
    func encode(_ value: Int64) { element { $0.add(number: value) } }
    func encode(_ value: Double) throws { try element { try $0.add(number: value, at: []) } }
    func encode(_ value: some Encodable) throws { try element { try $0.write(value) } }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        inside().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { inside().unkeyedContainer() }

    func superEncoder() -> any Encoder { inside() }

    private func inside() -> JSONValueEncoder {
        output.begin(in: level)
        let child = JSONLevel()
        level.child = child
        return JSONValueEncoder(output: output, level: child)
    }

    private func element(_ body: (JSONOutput) throws -> Void) rethrows {
        output.begin(in: level)
        try body(output)
    }
}
