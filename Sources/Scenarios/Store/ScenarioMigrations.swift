public import Storage

/// The schema of the scenarios service.
public enum ScenarioMigrations {
    /// In the order they are applied; append only once released.
    public static let all = [Migration("0001-scenarios", tables + JobTable.schema + AuditTrail.schema)]

    private static let tables: [MigrationStep] = [
        .table(
            "CREATE TABLE scenario (id TEXT PRIMARY KEY, made_at INTEGER NOT NULL, document TEXT NOT NULL)"),
        .table(
            """
            CREATE TABLE scenario_run (
                number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
                scenario_id TEXT NOT NULL REFERENCES scenario (id), begun_at INTEGER NOT NULL,
                document TEXT NOT NULL
            )
            """),
    ]
}
