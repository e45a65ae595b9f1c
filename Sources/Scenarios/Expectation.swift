import Book

/// Something that must hold of a run: `unplaced <= 3`, `moved <= base + 10`, `waitingDays < base * 1.5`.
///
/// `base` is the same figure of the same question on the unchanged book.
public struct Expectation: Sendable, Hashable, Codable, CustomStringConvertible {
    private enum Comparison: String, CaseIterable {
        case atMost = "<=", atLeast = ">=", equal = "==", less = "<", more = ">"
    }

    /// As written.
    public let description: String
    private let figure: String
    private let comparison: Comparison
    private let factor: Double
    private let offset: Double

    /// Parses the text; `nil` unless it has the form above.
    public init?(_ text: String) {
        description = text
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3 || words.count == 5, let comparison = Comparison(rawValue: words[1]) else {
            return nil
        }
        let isKnown =
            KeyFigure(rawValue: words[0]) != nil
            || words[0].hasPrefix("\(KeyFigure.thirdNextAvailable.rawValue).")
        guard isKnown else { return nil }
        figure = words[0]
        self.comparison = comparison
        if words.count == 3, let number = Double(words[2]) {
            (factor, offset) = (0, number)
        } else if words.count == 3, words[2] == "base" {
            (factor, offset) = (1, 0)
        } else if words.count == 5, words[2] == "base", let number = Double(words[4]),
            "+-*".contains(words[3])
        {
            factor = words[3] == "*" ? number : 1
            offset = words[3] == "+" ? number : words[3] == "-" ? -number : 0
        } else {
            return nil
        }
    }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let expectation = Expectation(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "“\(text)” is not FIGURE <= NUMBER or FIGURE <= base + NUMBER; figures are "
                    + KeyFigure.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = expectation
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Whether it holds; a figure that the run or its base does not have breaks it.
    public func holds(in figures: KeyFigures, base: KeyFigures) -> Bool {
        guard let value = figures.value(figure) else { return false }
        let reference = factor == 0 ? 0 : base.value(figure) ?? .nan
        let limit = factor * reference + offset
        switch comparison {
        case .atMost: return value <= limit + 1e-9
        case .atLeast: return value >= limit - 1e-9
        case .equal: return abs(value - limit) <= 1e-9
        case .less: return value < limit
        case .more: return value > limit
        }
    }

    /// Equal if written the same.
    public static func == (left: Self, right: Self) -> Bool { left.description == right.description }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
