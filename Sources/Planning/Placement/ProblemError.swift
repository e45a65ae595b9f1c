/// Why a problem file cannot be planned.
///
/// Nothing was solved and nothing written.
public enum ProblemError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file is larger than any problem this program plans.
    case tooLarge(bytes: Int, limit: Int)
    /// The file is not JSON.
    case notJSON(String)
    /// The file is another schema.
    case wrongSchema(String)
    /// A field is missing or has another type.
    case malformed(field: String, reason: String)
    /// A field's value breaks a rule.
    case invalid(field: String, value: String, rule: String)

    /// Field, value and rule.
    public var description: String {
        switch self {
        case .tooLarge(let bytes, let limit):
            "the file has \(bytes / 1_048_576) MiB; a problem has at most \(limit / 1_048_576) MiB"
        case .notJSON(let reason): "the file is not JSON: \(reason)"
        case .wrongSchema(let schema): "schema: “\(schema)” is not “\(ProblemFile.schema)”"
        case .malformed(let field, let reason): "\(field): \(reason)"
        case .invalid(let field, let value, let rule): "\(field): \(value) is not allowed; \(rule)"
        }
    }
}
