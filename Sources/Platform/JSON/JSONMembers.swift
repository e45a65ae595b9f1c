/// The members of an object.
struct JSONMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: JSONOutput
    let level: JSONLevel
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { member(key) { $0.add(literal: "null") } }
    func encode(_ value: Bool, forKey key: Key) { member(key) { $0.add(flag: value) } }
    func encode(_ value: String, forKey key: Key) { member(key) { $0.add(text: value) } }
    func encode(_ value: Int, forKey key: Key) { member(key) { $0.add(number: value) } }
    func encode(_ value: Int64, forKey key: Key) { member(key) { $0.add(number: value) } }
    func encode(_ value: Double, forKey key: Key) throws {
        try member(key) { try $0.add(number: value, at: [key]) }
    }
    func encode(_ value: some Encodable, forKey key: Key) throws { try member(key) { try $0.write(value) } }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { inside(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        inside(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { inside("super") }
    func superEncoder(forKey key: Key) -> any Encoder { inside(key) }

    private func inside(_ key: some CodingKey) -> JSONValueEncoder { inside(key.stringValue) }

    private func inside(_ name: String) -> JSONValueEncoder {
        output.begin(name, in: level)
        let child = JSONLevel()
        level.child = child
        return JSONValueEncoder(output: output, level: child)
    }

    private func member(_ key: Key, _ body: (JSONOutput) throws -> Void) rethrows {
        output.begin(key.stringValue, in: level)
        try body(output)
    }
}
