public import Storage

/// The schema of messages between people: what they write is sealed before it comes here.
public enum MessagingMigrations {
    /// In the order they are applied; append only once released.
    public static let all = [
        Migration("0001-messages", threads + Outbox.schema + AuditTrail.schema)
    ]

    private static let threads: [MigrationStep] = [
        .table(
            """
            CREATE TABLE thread (
                id TEXT PRIMARY KEY, patient_id TEXT NOT NULL, practitioner_id TEXT, subject TEXT NOT NULL,
                locked_key TEXT, locked_by TEXT, started_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
                messages INTEGER NOT NULL
            )
            """),
        .same("CREATE INDEX thread_of_patient ON thread (patient_id, last_at)"),
        .same("CREATE INDEX thread_of_practitioner ON thread (practitioner_id, last_at)"),
        .table(
            """
            CREATE TABLE message (
                thread_id TEXT NOT NULL REFERENCES thread (id), number INTEGER NOT NULL, side TEXT NOT NULL,
                practitioner_id TEXT, sender TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL, key TEXT UNIQUE,
                PRIMARY KEY (thread_id, number),
                CHECK (side IN ('patient', 'practitioner', 'desk'))
            )
            """),
        .table(
            """
            CREATE TABLE reading (
                thread_id TEXT NOT NULL REFERENCES thread (id), reader TEXT NOT NULL, side TEXT NOT NULL,
                number INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (thread_id, reader)
            )
            """),
        // Files, before they are sent and after: sealed in parts.
        .table(
            """
            CREATE TABLE attachment (
                id TEXT PRIMARY KEY, thread_id TEXT NOT NULL REFERENCES thread (id), number INTEGER,
                place INTEGER, sender TEXT NOT NULL, name TEXT NOT NULL, bytes INTEGER NOT NULL, kind TEXT,
                revision INTEGER NOT NULL DEFAULT 0, begun_at INTEGER NOT NULL
            )
            """),
        .same("CREATE INDEX attachment_of_thread ON attachment (thread_id, number)"),
        .same("CREATE INDEX attachment_of_sender ON attachment (sender, begun_at)"),
        .same("CREATE INDEX attachment_that_waits ON attachment (begun_at) WHERE number IS NULL"),
        .table(
            """
            CREATE TABLE attachment_part (
                attachment_id TEXT NOT NULL REFERENCES attachment (id), number INTEGER NOT NULL,
                body TEXT NOT NULL, PRIMARY KEY (attachment_id, number)
            )
            """),
        // Whom mail tells that something waits: once, until they have read it.
        .table(
            """
            CREATE TABLE waiting (
                thread_id TEXT PRIMARY KEY REFERENCES thread (id), number INTEGER NOT NULL, is_told INTEGER NOT NULL
            )
            """),
    ]
}
