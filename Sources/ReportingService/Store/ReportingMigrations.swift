public import Storage

/// The schema of reports: read models, which can be made again from the others' feeds at any time.
public enum ReportingMigrations {
    /// In the order they are applied; append only once released.
    public static let all = [
        Migration("0001-reports", visits + FeedPosition.schema + AuditTrail.schema)
    ]

    // A row for each appointment that counts. Groups are texts, as reports name them; an empty one is none.
    private static let visits: [MigrationStep] = [
        .table(
            """
            CREATE TABLE visit (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL, patient_id TEXT NOT NULL,
                day TEXT NOT NULL, week TEXT NOT NULL, month TEXT NOT NULL, weekday TEXT NOT NULL,
                hour TEXT NOT NULL,
                practitioner TEXT NOT NULL, location TEXT NOT NULL, appointment_type TEXT NOT NULL,
                priority TEXT NOT NULL, status TEXT NOT NULL, lead TEXT NOT NULL, booked_by TEXT NOT NULL,
                cancelled_by TEXT NOT NULL, cancel_reason TEXT NOT NULL,
                fulfilled INTEGER NOT NULL, missed INTEGER NOT NULL, cancelled INTEGER NOT NULL,
                own INTEGER NOT NULL, moved_by_plan INTEGER NOT NULL, minutes INTEGER NOT NULL,
                lead_days INTEGER NOT NULL, cents INTEGER NOT NULL, age TEXT NOT NULL, reminded TEXT NOT NULL
            )
            """),
        .same("CREATE INDEX visit_by_day ON visit (day)"),
        .same("CREATE INDEX visit_of_patient ON visit (patient_id)"),
        .table("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)"),
    ]
}
