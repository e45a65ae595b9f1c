import Foundation

/// How people are compared: a name and a number without the ways they happen to be written.
enum SearchKey {
    /// The words of a name in order of the alphabet, without case, accents and signs: "Müller, JÜRGEN" and "Juergen Mueller"
    /// are the same.
    ///
    /// Source: compatibility decomposition of UAX #15; letters that it leaves whole are spelled out.
    static func name(_ text: String) -> String { words(text).sorted().joined(separator: " ") }

    /// The words of what somebody looks for, folded as ``name(_:)`` folds.
    static func words(_ text: String) -> [String] {
        let plain = text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter {
            $0.properties.generalCategory != .nonspacingMark
        }
        let spelled = plain.reduce(into: "") { $0 += letters[$1] ?? String($1) }
        return spelled.split { !$0.isLetter && !$0.isNumber }.map { word in
            umlauts.reduce(String(word)) { $0.replacingOccurrences(of: $1.written, with: $1.folded) }
        }
    }

    /// The last eight digits of a number, which country and area codes in any spelling leave alone; without an extension.
    static func phone(_ text: String) -> String { String(digits(text).suffix(phoneDigits)) }

    /// How many digits of a number are compared.
    static let phoneDigits = 8

    /// The digits of a number, without an extension.
    static func digits(_ text: String) -> String {
        let number = text.lowercased().prefix { $0 != "e" && $0 != "x" }
        return number.filter { $0.isASCII && $0.isNumber }
    }

    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ð": "d", "đ": "d", "ł": "l", "ı": "i", "þ": "th",
    ]
    /// As umlauts are written where a keyboard has none.
    private static let umlauts: [(written: String, folded: String)] = [("ae", "a"), ("oe", "o"), ("ue", "u")]
}
