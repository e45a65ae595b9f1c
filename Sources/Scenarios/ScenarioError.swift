import Book

/// Why a scenario cannot be run.
///
/// Nothing outside its own copy of the book was touched.
public enum ScenarioError: Error, Sendable, CustomStringConvertible {
    /// A field's value breaks a rule.
    case invalid(field: String, value: String, rule: String)
    /// There is no scenario with this id.
    case unknown(String)
    /// As many runs wait as may.
    case queueFull(waiting: Int)

    /// The fact, with its values.
    public var description: String {
        switch self {
        case .invalid(let field, let value, let rule): "\(field): \(value) is not allowed; \(rule)"
        case .unknown(let id): "there is no scenario “\(id)”"
        case .queueFull(let waiting): "\(waiting) scenarios wait already; try again later"
        }
    }
}
