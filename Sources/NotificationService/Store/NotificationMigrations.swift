public import Storage

/// The schema of the notification service: what is due, and what was handed over.
///
/// A notice holds ids, not what it will say: what is said is derived from what stands when it is sent. A message that another service
/// handed over is kept as it is until it is sent.
public enum NotificationMigrations {
    /// In the order they are applied; append only once released.
    public static let all = [
        Migration("0001-notifications", notices + mailbox + FeedPosition.schema + AuditTrail.schema)
    ]

    private static let notices: [MigrationStep] = [
        .table(
            """
            CREATE TABLE notice (
                id TEXT PRIMARY KEY, kind TEXT NOT NULL, channel TEXT, appointment_id TEXT,
                version INTEGER NOT NULL, patient_id TEXT, before_minutes INTEGER NOT NULL,
                document TEXT, due_at INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
                taken_until INTEGER NOT NULL, ended_at INTEGER, why TEXT, arrived_at INTEGER,
                visit_at INTEGER, offer_id TEXT,
                CHECK (state IN ('waiting', 'sent', 'suppressed', 'failed'))
            )
            """),
        .same("CREATE INDEX notice_by_due ON notice (state, due_at, id)"),
        .same("CREATE INDEX notice_by_visit ON notice (visit_at)"),
        .same("CREATE INDEX notice_of_appointment ON notice (appointment_id)"),
        .table("CREATE TABLE reminder_policy (type_id TEXT PRIMARY KEY)"),
        .table(
            """
            CREATE TABLE reminder_offset (
                type_id TEXT NOT NULL REFERENCES reminder_policy (type_id), minutes INTEGER NOT NULL,
                PRIMARY KEY (type_id, minutes)
            )
            """),
        .table(
            """
            CREATE TABLE push_subscription (
                id TEXT PRIMARY KEY, patient_id TEXT NOT NULL, account TEXT NOT NULL, session TEXT NOT NULL,
                endpoint TEXT NOT NULL, public_key TEXT NOT NULL, secret TEXT NOT NULL, made_at INTEGER NOT NULL
            )
            """),
        .same("CREATE INDEX push_subscription_of_patient ON push_subscription (patient_id, made_at)"),
        .same("CREATE INDEX push_subscription_at ON push_subscription (endpoint)"),
        .table(
            """
            CREATE TABLE template (
                id TEXT NOT NULL, version INTEGER NOT NULL, subject TEXT, text TEXT, at INTEGER NOT NULL,
                by_account TEXT NOT NULL, PRIMARY KEY (id, version)
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE day_sheet (
                account TEXT PRIMARY KEY, practitioner_id TEXT NOT NULL, at_minute INTEGER NOT NULL,
                language TEXT NOT NULL, told_of TEXT
            )
            """),
        .table("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)"),
    ]

    private static let mailbox: [MigrationStep] = [
        .table(
            """
            CREATE TABLE mailbox (
                number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
                channel TEXT NOT NULL, address TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL,
                is_secret INTEGER NOT NULL
            )
            """)
    ]
}
