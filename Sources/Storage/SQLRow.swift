public import Domain

/// One row of a result.
///
/// Columns are read by position, in the order the statement names them.
public struct SQLRow: Sendable, Hashable {
    /// The values.
    public let values: [SQLValue]

    /// A row of `values`.
    public init(_ values: [SQLValue]) {
        self.values = values
    }

    /// Text in column `index`, or `StorageError.unexpectedValue`.
    public func text(_ index: Int) throws(StorageError) -> String {
        guard case .text(let text) = value(index) else { throw unexpected(index, "text") }
        return text
    }

    /// Text in column `index`, or `nil` if it is null.
    public func optionalText(_ index: Int) throws(StorageError) -> String? {
        value(index) == .null ? nil : try text(index)
    }

    /// Whole number in column `index`.
    public func integer(_ index: Int) throws(StorageError) -> Int64 {
        guard case .integer(let number) = value(index) else { throw unexpected(index, "integer") }
        return number
    }

    /// Whole number in column `index`.
    public func int(_ index: Int) throws(StorageError) -> Int { Int(try integer(index)) }

    /// Whole number in column `index`, or `nil` if it is null.
    public func optionalInt(_ index: Int) throws(StorageError) -> Int? {
        value(index) == .null ? nil : try int(index)
    }

    /// A word of a closed list in column `index`.
    public func word<Word: RawRepresentable<String>>(_ index: Int, as type: Word.Type = Word.self)
        throws(StorageError) -> Word
    {
        guard let word = Word(rawValue: try text(index)) else { throw unexpected(index, "\(type)") }
        return word
    }

    /// Local day in column `index`.
    public func date(_ index: Int) throws(StorageError) -> LocalDate {
        guard let date = LocalDate(iso8601: try text(index)) else { throw unexpected(index, "a date") }
        return date
    }

    /// Instant in column `index`.
    public func instant(_ index: Int) throws(StorageError) -> Instant {
        Instant(secondsSince1970: try integer(index))
    }

    /// Instant in column `index`, or `nil` if it is null.
    public func optionalInstant(_ index: Int) throws(StorageError) -> Instant? {
        value(index) == .null ? nil : try instant(index)
    }

    /// Range in columns `index` and the next.
    public func range(_ index: Int) throws(StorageError) -> TimeRange {
        TimeRange(start: try instant(index), end: try instant(index + 1))
    }

    /// Id in column `index`.
    public func id<Entity>(_ index: Int) throws(StorageError) -> Identifier<Entity> {
        Identifier(try text(index))
    }

    /// About how much memory it takes.
    package var bytes: Int {
        values.reduce(0) { sum, value in
            if case .text(let text) = value { sum + text.utf8.count } else { sum + 8 }
        }
    }

    private func value(_ index: Int) -> SQLValue? { values.indices.contains(index) ? values[index] : nil }

    private func unexpected(_ index: Int, _ wanted: String) -> StorageError {
        .unexpectedValue(
            column: index, wanted: wanted, found: value(index).map { "\($0)" } ?? "no such column")
    }
}
