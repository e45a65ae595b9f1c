/// A line of a calendar: a name with parameters, and a value.
///
/// Source: RFC 5545 §3.1 (folding), §3.3.11 (escaping) and RFC 6868 (parameters).
struct ContentLine {
    /// Octets of a line without its end.
    private static let octets = 75

    private let text: String

    /// A line whose value is written as it is; what would begin a line of its own is left out.
    init(_ name: String, _ value: String, _ parameters: KeyValuePairs<String, String> = [:]) {
        let named = parameters.reduce(into: name) { $0 += ";\($1.key)=\(Self.parameter($1.value))" }
        text = "\(named):" + value.filter { !Self.isControl($0) }
    }

    /// A line whose value is text.
    init(_ name: String, text: String) {
        let escaped = text.reduce(into: "") { escaped, character in
            switch character {
            case "\\", ";", ",": escaped += "\\\(character)"
            case _ where character.isNewline: escaped += "\\n"
            default: escaped.append(character)
            }
        }
        self.init(name, escaped)
    }

    /// The line in pieces of at most 75 octets, each ended by CR LF; a character is in one piece.
    var folded: String {
        var folded = ""
        var room = Self.octets
        for scalar in text.unicodeScalars {
            let octets = String(scalar).utf8.count
            if octets > room {
                folded += "\r\n "
                room = Self.octets - 1
            }
            folded.unicodeScalars.append(scalar)
            room -= octets
        }
        return folded + "\r\n"
    }

    private static func parameter(_ value: String) -> String {
        let encoded = value.reduce(into: "") { encoded, character in
            switch character {
            case "^": encoded += "^^"
            case "\"": encoded += "^'"
            case _ where character.isNewline: encoded += "^n"
            case _ where isControl(character): break
            default: encoded.append(character)
            }
        }
        return "\"\(encoded)\""
    }

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
    }
}
