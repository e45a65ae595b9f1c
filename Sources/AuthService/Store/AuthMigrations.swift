public import Storage

/// The schema of the auth service: accounts, sessions, keys.
///
/// No password, refresh token or reset token is stored as it is: passwords as argon2id, tokens as SHA-256.
public enum AuthMigrations {
    /// In the order they are applied; append only.
    public static let all = [accounts, verification, recovery]

    private static let accounts = Migration(
        "0001-accounts",
        sqlite: [
            """
            CREATE TABLE account (
                id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password TEXT,
                patient_id TEXT UNIQUE, practitioner_id TEXT, is_active INTEGER NOT NULL,
                totp_secret TEXT, totp_is_confirmed INTEGER NOT NULL DEFAULT 0, totp_step INTEGER NOT NULL DEFAULT 0,
                generation INTEGER NOT NULL DEFAULT 1, version INTEGER NOT NULL DEFAULT 1, created_at INTEGER NOT NULL,
                CHECK (role IN ('patient', 'practitioner', 'receptionist', 'administrator', 'planner'))
            ) STRICT
            """,
            """
            CREATE TABLE registration (
                account_id TEXT PRIMARY KEY REFERENCES account (id), name TEXT NOT NULL, phone TEXT
            ) STRICT
            """,
            """
            CREATE TABLE session (
                id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id), started_at INTEGER NOT NULL,
                used_at INTEGER NOT NULL, device TEXT NOT NULL, expires_at INTEGER NOT NULL, ended_at INTEGER
            ) STRICT
            """,
            "CREATE INDEX session_of_account ON session (account_id, started_at)",
            """
            CREATE TABLE refresh_token (
                hash TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES session (id), issued_at INTEGER NOT NULL,
                rotated_at INTEGER
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE attempt (
                email TEXT NOT NULL, address TEXT NOT NULL, failures INTEGER NOT NULL, until INTEGER NOT NULL,
                PRIMARY KEY (email, address)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE password_reset (
                hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id), expires_at INTEGER NOT NULL,
                used_at INTEGER
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE signing_key (
                id TEXT PRIMARY KEY, private TEXT NOT NULL, made_at INTEGER NOT NULL
            ) STRICT
            """,
            "CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
            """
            CREATE TABLE proxy (
                account_id TEXT NOT NULL REFERENCES account (id), patient_id TEXT NOT NULL, since INTEGER NOT NULL,
                PRIMARY KEY (account_id, patient_id)
            ) STRICT, WITHOUT ROWID
            """,
            AuditTrail.table,
        ] + AuditTrail.chaining
    )

    /// A second factor has a way back; devices that are known have room of their own; seeded passwords are known as such.
    private static let recovery = Migration(
        "0003-recovery",
        sqlite: [
            "ALTER TABLE account ADD COLUMN has_seeded_password INTEGER NOT NULL DEFAULT 0",
            """
            CREATE TABLE recovery_code (
                hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX recovery_code_of_account ON recovery_code (account_id)",
        ]
    )

    /// Addresses are confirmed with a mailed code; a mailed reset takes no link away that an administrator handed over.
    private static let verification = Migration(
        "0002-verification",
        sqlite: [
            "ALTER TABLE account ADD COLUMN is_verified INTEGER NOT NULL DEFAULT 1",
            "ALTER TABLE password_reset ADD COLUMN is_mailed INTEGER NOT NULL DEFAULT 0",
            """
            CREATE TABLE address_code (
                hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id), expires_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
        ]
    )
}
