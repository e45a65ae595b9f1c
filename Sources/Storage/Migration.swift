/// One named, append-only step of a schema.
///
/// Once released, a migration never changes.
public struct Migration: Sendable {
    /// Unique and kept in the database.
    public let name: String
    /// Statements for SQLite, in order.
    public let sqlite: [String]

    /// A step; statements end without a semicolon.
    public init(_ name: String, sqlite: [String]) {
        self.name = name
        self.sqlite = sqlite
    }
}
