import Domain
import ServiceContracts

/// What is written so far, shared by all who write.
final class JSONOutput {
    private var text = JSONText()

    var bytes: [UInt8] { text.bytes }

    func write<Value: Encodable>(_ value: Value) throws {
        if Value.self == String.self, let text = value as? String { return add(text: text) }
        if Value.self == Instant.self, let instant = value as? Instant { return add(text: instant.rfc3339) }
        if Value.self == JSON.self, let json = value as? JSON { return try add(json) }
        let level = JSONLevel()
        try value.encode(to: JSONValueEncoder(output: self, level: level))
        close(level)
    }

    /// Ends what a value, or a container inside it, has opened.
    func close(_ level: JSONLevel) {
        if let child = level.child { close(child) }
        switch level.kind {
        case .object: add(literal: "}")
        case .array: add(literal: "]")
        case .value: break
        case .nothing: add(literal: "{}")
        }
    }

    /// Before a member or an element: ends the container that is open inside, and parts it from the one before.
    func begin(in level: JSONLevel) {
        if let child = level.child {
            close(child)
            level.child = nil
        }
        if level.count > 0 { text.add(literal: ",") }
        level.count += 1
    }

    /// Before a member of this name.
    func begin(_ name: String, in level: JSONLevel) {
        begin(in: level)
        text.add(name: name)
    }

    func open(_ kind: JSONLevel.Kind, _ level: JSONLevel) {
        guard level.kind != kind else { return }
        level.kind = kind
        add(literal: kind == .object ? "{" : "[")
    }

    func add(literal text: StaticString) { self.text.add(literal: text) }

    func add(number: some BinaryInteger) { text.add(number.description) }

    func add(flag: Bool) { text.add(literal: flag ? "true" : "false") }

    func add(number: Double, at path: [any CodingKey]) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number, .init(codingPath: path, debugDescription: "JSON has no number for \(number)"))
        }
        text.add(number.description)
    }

    func add(text: String) { self.text.add(quoted: text) }

    private func add(_ json: JSON) throws {
        switch json {
        case .null: add(literal: "null")
        case .bool(let flag): add(flag: flag)
        case .int(let number): add(number: number)
        case .double(let number): try add(number: number, at: [])
        case .string(let text): add(text: text)
        case .array(let elements):
            let level = JSONLevel()
            open(.array, level)
            for element in elements {
                begin(in: level)
                try add(element)
            }
            close(level)
        case .object(let members):
            let level = JSONLevel()
            open(.object, level)
            for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                begin(key, in: level)
                try add(value)
            }
            close(level)
        }
    }
}
