public import Storage

/// The schema of the people's store.
public enum UserMigrations {
    /// In the order they are applied; append only once released.
    public static let all = [
        Migration("0001-users", patients + profiles + Outbox.schema + AuditTrail.schema)
    ]

    private static let patients: [MigrationStep] = [
        .table(
            """
            CREATE TABLE patient (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, name TEXT NOT NULL, email TEXT, phone TEXT,
                birth_date TEXT, preferences TEXT NOT NULL, name_key TEXT NOT NULL, phone_key TEXT NOT NULL,
                is_leaving INTEGER NOT NULL DEFAULT 0
            )
            """),
        .same("CREATE INDEX patient_by_name ON patient (name_key)"),
        .same("CREATE INDEX patient_by_phone ON patient (phone_key)"),
        .table(
            """
            CREATE TABLE contact_preference (
                patient_id TEXT PRIMARY KEY REFERENCES patient (id), version INTEGER NOT NULL, document TEXT NOT NULL
            )
            """),
    ]

    private static let profiles: [MigrationStep] = [
        .table(
            """
            CREATE TABLE practitioner_profile (
                practitioner_id TEXT PRIMARY KEY, version INTEGER NOT NULL, document TEXT NOT NULL
            )
            """)
    ]
}
