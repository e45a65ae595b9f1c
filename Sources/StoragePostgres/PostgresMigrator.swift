import Storage

/// Brings a schema up to date, one process at a time.
enum PostgresMigrator {
    /// Makes `schema` if it is missing and applies what it lacks, all of it or nothing.
    ///
    /// - Throws: `StorageError.newerSchema` if it has steps that this program does not know.
    static func migrate(
        _ connection: PostgresConnection, _ schema: String, _ migrations: [Migration]
    ) throws {
        try connection.execute("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('\(schema)', 1))")
        do {
            try connection.execute(
                """
                CREATE SCHEMA IF NOT EXISTS \(schema);
                CREATE TABLE IF NOT EXISTS migration (position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
                \(BookLock.schema)
                """)
            let applied = try connection.rows("SELECT name FROM migration ORDER BY position").map {
                try $0.text(0)
            }
            guard applied == migrations.prefix(applied.count).map(\.name) else {
                throw StorageError.newerSchema(found: applied.last ?? "")
            }
            for (position, migration) in migrations.enumerated().dropFirst(applied.count) {
                for statement in migration.postgres { try connection.execute(statement) }
                _ = try connection.run(
                    "INSERT INTO migration (position, name) VALUES (\(position), \(migration.name))")
            }
            try connection.execute("COMMIT")
        } catch {
            _ = try? connection.execute("ROLLBACK")
            throw error
        }
    }
}
