import Foundation
import ServiceContracts

/// Reads JSON by the letter: no comma before a bracket, no name twice in one object, no number out of reach.
///
/// *Rule.* A body is read here before it is decoded. *Why.* Decoders forgive what their authors forgot to forbid: a doubled
/// name drops a value, and nobody is told which. *If broken.* Somebody is booked by half of what was asked.
///
/// Source: RFC 8259; names are unique as §4 asks of interoperable writers.
struct StrictJSON {
    /// What is wrong, never with a value, which may be personal.
    enum Fault: Error, Equatable {
        case malformed
        case repeated(name: String)
    }

    private let bytes: [UInt8]
    private var position = 0
    private static let deepest = 32

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value that `bytes` are.
    static func value(of bytes: [UInt8]) throws(Fault) -> JSON {
        var reader = StrictJSON(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw .malformed }
        return value
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let next, next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0D { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard let next, character.asciiValue == next else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(Fault) -> JSON {
        guard depth < Self.deepest else { throw .malformed }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try list(depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(Fault) -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw .malformed }
        position += word.utf8.count
        return value
    }

    private mutating func object(_ depth: Int) throws(Fault) -> JSON {
        position += 1
        var members: [String: JSON] = [:]
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw .malformed }
            let name = try string()
            skipSpace()
            guard take(":") else { throw .malformed }
            let value = try value(depth: depth + 1)
            guard members.updateValue(value, forKey: name) == nil else { throw .repeated(name: name) }
            skipSpace()
        } while take(",")
        guard take("}") else { throw .malformed }
        return .object(members)
    }

    private mutating func list(_ depth: Int) throws(Fault) -> JSON {
        position += 1
        var elements: [JSON] = []
        skipSpace()
        if take("]") { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while take(",")
        guard take("]") else { throw .malformed }
        return .array(elements)
    }

    /// The text between quotes; escapes are the library's to read.
    private mutating func string() throws(Fault) -> String {
        let start = position
        position += 1
        var isPlain = true
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw .malformed }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                position += 1
            }
            position += 1
        }
        if isPlain, next != nil {
            let text = String(validating: bytes[(start + 1)..<position], as: UTF8.self)
            position += 1
            guard let text else { throw .malformed }
            return text
        }
        guard take("\""),
            let text = try? JSONDecoder().decode(
                [String].self, from: Data("[".utf8 + bytes[start..<position] + "]".utf8))
        else { throw .malformed }
        return text[0]
    }

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`, finite.
    private mutating func number() throws(Fault) -> JSON {
        let start = position
        _ = take("-")
        if !take("0") { guard digits() else { throw .malformed } }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard digits() else { throw .malformed }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            guard digits() else { throw .malformed }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let number = Int(text) { return .int(number) }
        guard let number = Double(text), number.isFinite else { throw .malformed }
        return .double(number)
    }

    private mutating func digits() -> Bool {
        let start = position
        while let next, (48...57).contains(next) { position += 1 }
        return position > start
    }
}
