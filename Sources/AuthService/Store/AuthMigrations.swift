public import Storage

/// The schema of the auth service: accounts, sessions, keys.
///
/// No password, refresh token or reset token is stored as it is: passwords as argon2id, tokens as SHA-256. A letter holds its
/// code until it is handed over, which is at once unless nothing can be sent.
public enum AuthMigrations {
    /// In the order they are applied; append only once released.
    public static let all = [
        Migration(
            "0001-auth", accounts + sessions + codes + letters + linkEnds + Outbox.schema + AuditTrail.schema)
    ]

    private static let accounts: [MigrationStep] = [
        .table(
            """
            CREATE TABLE account (
                id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password TEXT,
                patient_id TEXT UNIQUE, practitioner_id TEXT, is_active INTEGER NOT NULL,
                is_verified INTEGER NOT NULL, has_seeded_password INTEGER NOT NULL DEFAULT 0,
                totp_secret TEXT, totp_is_confirmed INTEGER NOT NULL DEFAULT 0,
                totp_step INTEGER NOT NULL DEFAULT 0, generation INTEGER NOT NULL DEFAULT 1,
                version INTEGER NOT NULL DEFAULT 1, created_at INTEGER NOT NULL,
                CHECK (role IN ('patient', 'practitioner', 'receptionist', 'administrator', 'planner'))
            )
            """),
        .table(
            """
            CREATE TABLE registration (
                account_id TEXT PRIMARY KEY REFERENCES account (id), name TEXT NOT NULL, phone TEXT
            )
            """),
        .table(
            """
            CREATE TABLE proxy (
                account_id TEXT NOT NULL REFERENCES account (id), patient_id TEXT NOT NULL,
                since INTEGER NOT NULL, PRIMARY KEY (account_id, patient_id)
            )
            """, isByKey: true),
    ]

    private static let letters: [MigrationStep] = [
        .table(
            """
            CREATE TABLE letter (
                id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, language TEXT NOT NULL,
                document TEXT NOT NULL, at INTEGER NOT NULL, taken_until INTEGER NOT NULL DEFAULT 0
            )
            """)
    ]

    /// What scheduling must still be told.
    private static let linkEnds: [MigrationStep] = [
        .table(
            "CREATE TABLE link_end (id INTEGER PRIMARY KEY AUTOINCREMENT, maker TEXT, patient_id TEXT)")
    ]

    private static let sessions: [MigrationStep] = [
        .table(
            """
            CREATE TABLE session (
                id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id),
                started_at INTEGER NOT NULL, used_at INTEGER NOT NULL, device TEXT NOT NULL,
                expires_at INTEGER NOT NULL, ended_at INTEGER
            )
            """),
        .same("CREATE INDEX session_of_account ON session (account_id, started_at)"),
        .table(
            """
            CREATE TABLE refresh_token (
                hash TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id),
                issued_at INTEGER NOT NULL, rotated_at INTEGER
            )
            """, isByKey: true),
        .table(
            "CREATE TABLE signing_key (id TEXT PRIMARY KEY, private TEXT NOT NULL, made_at INTEGER NOT NULL)"),
        .table("CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL)"),
    ]

    private static let codes: [MigrationStep] = [
        .table(
            """
            CREATE TABLE attempt (
                email TEXT NOT NULL, address TEXT NOT NULL, failures INTEGER NOT NULL, until INTEGER NOT NULL,
                PRIMARY KEY (email, address)
            )
            """, isByKey: true),
        .table("CREATE TABLE allowance (client TEXT PRIMARY KEY, until INTEGER NOT NULL)", isByKey: true),
        .table(
            """
            CREATE TABLE password_reset (
                hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id),
                expires_at INTEGER NOT NULL, used_at INTEGER, is_mailed INTEGER NOT NULL
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE address_code (
                hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id),
                expires_at INTEGER NOT NULL
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE recovery_code (
                hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id)
            )
            """, isByKey: true),
        .same("CREATE INDEX recovery_code_of_account ON recovery_code (account_id)"),
    ]
}
