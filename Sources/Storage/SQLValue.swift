public import Domain

/// A value as databases store it.
public enum SQLValue: Sendable, Hashable {
    /// Absent.
    case null
    /// Whole number.
    case integer(Int64)
    /// Floating-point number.
    case real(Double)
    /// Text.
    case text(String)
}

/// What can be bound to a statement.
public protocol SQLBindable {
    /// The stored form.
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLBindable {
    /// Itself.
    public var sqlValue: SQLValue { self }
}

extension String: SQLBindable {
    /// Text.
    public var sqlValue: SQLValue { .text(self) }
}

extension Int: SQLBindable {
    /// Whole number.
    public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLBindable {
    /// Whole number.
    public var sqlValue: SQLValue { .integer(self) }
}

extension Bool: SQLBindable {
    /// 0 or 1.
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension Instant: SQLBindable {
    /// Seconds since 1970.
    public var sqlValue: SQLValue { .integer(secondsSince1970) }
}

extension LocalDate: SQLBindable {
    /// ISO 8601: the order of texts is the order of days.
    public var sqlValue: SQLValue { .text(description) }
}

extension Identifier: SQLBindable {
    /// Its text.
    public var sqlValue: SQLValue { .text(rawValue) }
}
