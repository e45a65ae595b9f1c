import Book

/// Why a scenario cannot be run.
///
/// Nothing outside its own copy of the book was touched.
public enum ScenarioError: Error, Sendable, CustomStringConvertible {
    /// A field's value breaks a rule.
    case invalid(field: String, value: String, rule: String)

    /// Field, value and rule.
    public var description: String {
        switch self {
        case .invalid(let field, let value, let rule): "\(field): \(value) is not allowed; \(rule)"
        }
    }
}
