/// What a whole number or the length of a text may be, as a type, so that a value's own type names its limit.
public protocol Bound: Sendable {
    /// Both ends inclusive.
    static var range: ClosedRange<Int> { get }
    /// The only numbers of the range that are allowed; `nil` for all of it.
    static var choices: [Int]? { get }
}

extension Bound {
    /// All of the range.
    public static var choices: [Int]? { nil }

    /// Whether `value` keeps the rule.
    public static func allows(_ value: Int) -> Bool { choices?.contains(value) ?? range.contains(value) }

    /// The rule, to follow a name: `must be …`.
    public static var rule: String {
        guard let choices else {
            return "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
        }
        return "must be one of \(choices.map(String.init).joined(separator: ", "))"
    }
}
