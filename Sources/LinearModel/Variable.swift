/// One unknown of a ``LinearModel``; valid only for the model that made it.
public struct Variable: Hashable, Sendable {
    /// Position in the model, from 0.
    public let index: Int
}

/// What values a variable may take.
public enum VariableDomain: Hashable, Sendable {
    /// Any number in `[lower, upper]`; the bounds may be infinite.
    case continuous(lower: Double, upper: Double)
    /// A whole number in `[lower, upper]`.
    case integer(lower: Double, upper: Double)
    /// 0 or 1.
    case binary

    /// Smallest value.
    public var lower: Double {
        switch self {
        case .continuous(let lower, _), .integer(let lower, _): lower
        case .binary: 0
        }
    }

    /// Largest value.
    public var upper: Double {
        switch self {
        case .continuous(_, let upper), .integer(_, let upper): upper
        case .binary: 1
        }
    }

    /// Whether only whole numbers are allowed.
    public var isInteger: Bool {
        switch self {
        case .continuous: false
        case .integer, .binary: true
        }
    }
}
