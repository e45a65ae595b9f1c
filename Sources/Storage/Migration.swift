/// One named, append-only step of a schema.
///
/// Once released, a migration never changes.
public struct Migration: Sendable {
    /// Unique and kept in the database.
    public let name: String
    private let steps: [MigrationStep]

    /// A step; statements end without a semicolon.
    public init(_ name: String, _ steps: [MigrationStep]) {
        self.name = name
        self.steps = steps
    }

    /// Statements for SQLite, in order.
    public var sqlite: [String] { steps.flatMap(\.sqlite) }

    /// Statements for PostgreSQL, in order.
    public var postgres: [String] { steps.flatMap(\.postgres) }
}
