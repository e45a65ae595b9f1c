import Domain
import ServiceContracts

/// The bytes so far.
final class JSONOutput {
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(1_024) }

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
        if level.count > 0 { bytes.append(UInt8(ascii: ",")) }
        level.count += 1
    }

    func open(_ kind: JSONLevel.Kind, _ level: JSONLevel) {
        guard level.kind != kind else { return }
        level.kind = kind
        add(literal: kind == .object ? "{" : "[")
    }

    func add(literal text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func add(number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }

    func add(flag: Bool) { add(literal: flag ? "true" : "false") }

    func add(number: Double, at path: [any CodingKey]) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number, .init(codingPath: path, debugDescription: "JSON has no number for \(number)"))
        }
        bytes.append(contentsOf: number.description.utf8)
    }

    /// Text with what RFC 8259 §7 asks to be escaped.
    func add(text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0x0A: add(literal: "\\n")
            case 0x0D: add(literal: "\\r")
            case 0x09: add(literal: "\\t")
            case 0..<0x20:
                add(literal: "\\u00")
                for half in [byte >> 4, byte & 0xF] { bytes.append(contentsOf: String(half, radix: 16).utf8) }
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

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
                begin(in: level)
                add(text: key)
                bytes.append(UInt8(ascii: ":"))
                try add(value)
            }
            close(level)
        }
    }
}
