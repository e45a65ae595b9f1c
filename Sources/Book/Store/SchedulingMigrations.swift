public import Storage

/// The schema of the scheduling service.
public enum SchedulingMigrations {
    /// In the order they are applied; append only once released.
    public static let all = [
        Migration(
            "0001-scheduling",
            ClinicSchema.steps + people + book + OccupancySchema.steps + planning + Outbox.schema
                + FeedPosition.schema + JobTable.schema + AuditTrail.schema),
        Migration("0002-past-visits", pastVisits),
    ]

    private static let pastVisits: [MigrationStep] = [
        // What another system kept; nothing here refers to it, and it takes nobody's time.
        .table(
            """
            CREATE TABLE past_visit (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL, patient_id TEXT NOT NULL, day TEXT NOT NULL,
                booked_on TEXT NOT NULL, status TEXT NOT NULL, age INTEGER, was_reminded INTEGER,
                practitioner_id TEXT, location_id TEXT, type_id TEXT, minutes INTEGER NOT NULL,
                cents INTEGER NOT NULL, booked_by TEXT NOT NULL, cancelled_by TEXT, cancel_reason TEXT,
                CHECK (booked_on <= day)
            )
            """)
    ]

    private static let people: [MigrationStep] = [
        .table("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)"),
        .table(
            """
            CREATE TABLE patient (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL, contact TEXT,
                addresses TEXT NOT NULL, preferences TEXT NOT NULL, links_ended INTEGER NOT NULL DEFAULT 0
            )
            """),
    ]

    private static let book: [MigrationStep] = [
        .table(
            """
            CREATE TABLE appointment (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL, status TEXT NOT NULL, former_status TEXT,
                type_id TEXT NOT NULL, practitioner_id TEXT NOT NULL,
                patient_id TEXT NOT NULL REFERENCES patient (id),
                starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
                busy_from INTEGER NOT NULL, busy_until INTEGER NOT NULL, pools TEXT NOT NULL,
                priority TEXT NOT NULL, is_pinned INTEGER NOT NULL, booked_at INTEGER NOT NULL,
                overbook_reason TEXT CHECK (length(trim(overbook_reason)) > 0), series TEXT,
                booked_by TEXT NOT NULL DEFAULT 'clinic', stepped_by TEXT, step_reason TEXT, stepped_at INTEGER,
                CHECK (starts_at < ends_at AND busy_from <= starts_at AND ends_at <= busy_until),
                CHECK (busy_until - busy_from <= 86400),
                CHECK (status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in', 'fulfilled', 'cancelled',
                    'noshow', 'entered-in-error', 'waitlist'))
            )
            """),
        .same("CREATE INDEX appointment_of_practitioner ON appointment (practitioner_id, starts_at)"),
        .same("CREATE INDEX appointment_of_patient ON appointment (patient_id, starts_at)"),
        .same("CREATE INDEX appointment_by_start ON appointment (starts_at, id)"),
        .table("CREATE TABLE any_practitioner (appointment_id TEXT PRIMARY KEY REFERENCES appointment (id))"),
        .table(
            """
            CREATE TABLE confirmation (
                appointment_id TEXT PRIMARY KEY REFERENCES appointment (id), version INTEGER NOT NULL,
                at INTEGER NOT NULL
            )
            """),
        .table(
            """
            CREATE TABLE link (
                id TEXT PRIMARY KEY, appointment_id TEXT NOT NULL REFERENCES appointment (id),
                made_by TEXT NOT NULL, expires_at INTEGER NOT NULL
            )
            """),
        .same("CREATE INDEX link_of_maker ON link (made_by)"),
        .table(
            """
            CREATE TABLE calendar_feed (
                account TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, practitioner_id TEXT, language TEXT NOT NULL,
                made_at INTEGER NOT NULL
            )
            """),
        .table(
            """
            CREATE TABLE calendar_feed_patient (
                account TEXT NOT NULL, patient_id TEXT NOT NULL, PRIMARY KEY (account, patient_id)
            )
            """),
        .same("CREATE INDEX calendar_feed_of_patient ON calendar_feed_patient (patient_id)"),
        .table(
            """
            CREATE TABLE hold (
                id TEXT PRIMARY KEY, type_id TEXT NOT NULL, practitioner_id TEXT NOT NULL,
                patient_id TEXT NOT NULL REFERENCES patient (id),
                starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
                busy_from INTEGER NOT NULL, busy_until INTEGER NOT NULL, pools TEXT NOT NULL,
                expires_at INTEGER NOT NULL, was_extended INTEGER NOT NULL,
                CHECK (starts_at < ends_at AND busy_from <= starts_at AND ends_at <= busy_until),
                CHECK (busy_until - busy_from <= 86400)
            )
            """),
        .same("CREATE INDEX hold_expiry ON hold (expires_at)"),
        .table(
            """
            CREATE TABLE idempotency (
                key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, outcome TEXT NOT NULL, at INTEGER NOT NULL
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE consultation (
                id INTEGER PRIMARY KEY AUTOINCREMENT, patient_id TEXT NOT NULL, session TEXT NOT NULL,
                visit INTEGER NOT NULL, start TEXT NOT NULL,
                service_seconds INTEGER NOT NULL CHECK (service_seconds > 0),
                UNIQUE (session, patient_id, visit, start)
            )
            """),
    ]

    private static let planning: [MigrationStep] = [
        .table(
            """
            CREATE TABLE proposal (
                id TEXT PRIMARY KEY, purpose TEXT NOT NULL, made_at INTEGER NOT NULL, document TEXT NOT NULL
            )
            """),
        .table(
            """
            CREATE TABLE replacement (
                appointment_id TEXT NOT NULL REFERENCES appointment (id), version INTEGER NOT NULL,
                proposal_id TEXT NOT NULL, practitioner_id TEXT NOT NULL, starts_at INTEGER NOT NULL,
                to_practitioner_id TEXT NOT NULL, to_starts_at INTEGER NOT NULL, at INTEGER NOT NULL, seen_at INTEGER, PRIMARY KEY (appointment_id, version)
            )
            """),
        .same("CREATE INDEX replacement_of_proposal ON replacement (proposal_id)"),
        .table(
            """
            CREATE TABLE waitlist_entry (
                id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id), type_id TEXT NOT NULL,
                priority TEXT NOT NULL, earliest TEXT NOT NULL, latest TEXT NOT NULL,
                appointment_id TEXT REFERENCES appointment (id), added_at INTEGER NOT NULL,
                CHECK (earliest <= latest)
            )
            """),
        .same("CREATE INDEX waitlist_of_patient ON waitlist_entry (patient_id)"),
        .same("CREATE INDEX waitlist_of_appointment ON waitlist_entry (appointment_id)"),
        .table(
            """
            CREATE TABLE offer (
                id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES waitlist_entry (id),
                hold_id TEXT NOT NULL UNIQUE
            )
            """),
        .table(
            """
            CREATE TABLE offer_history (
                id INTEGER PRIMARY KEY CHECK (id = 1), made INTEGER NOT NULL, taken INTEGER NOT NULL
            )
            """),
        .same("INSERT INTO offer_history (id, made, taken) VALUES (1, 0, 0)"),
    ]
}
