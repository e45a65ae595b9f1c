/// A sentence with places for values.
struct Sentence: Sendable, ExpressibleByStringLiteral {
    private enum Part: Sendable {
        case text(String)
        case value(name: String, forms: (one: String, many: String)?)
    }

    private let parts: [Part]

    /// Reads `in {days|day|days}, as {who} wishes`.
    init(stringLiteral text: String) {
        parts = text.split(separator: "{", omittingEmptySubsequences: false).enumerated().flatMap {
            index, piece -> [Part] in
            guard index > 0, let end = piece.firstIndex(of: "}") else { return [.text(String(piece))] }
            let words = piece[..<end].split(separator: "|").map(String.init)
            let forms = words.count == 3 ? (one: words[1], many: words[2]) : nil
            return [
                .value(name: words.first ?? "", forms: forms),
                .text(String(piece[piece.index(after: end)...])),
            ]
        }
    }

    /// The names of its values.
    var names: Set<String> {
        Set(parts.compactMap { if case .value(let name, _) = $0 { name } else { nil } })
    }

    /// The sentence with what `value` gives for each name.
    func fill(_ value: (String, (one: String, many: String)?) -> String) -> String {
        parts.reduce(into: "") { text, part in
            switch part {
            case .text(let own): text += own
            case .value(let name, let forms): text += value(name, forms)
            }
        }
    }
}
