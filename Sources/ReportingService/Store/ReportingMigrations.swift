public import Storage

/// The schema of reports: read models, which can be made again from the others' feeds at any time.
public enum ReportingMigrations {
    /// In the order they are applied; append only once released.
    public static let all = [
        Migration("0001-reports", visits + FeedPosition.schema + AuditTrail.schema),
        Migration("0002-ages", ages),
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
                lead_days INTEGER NOT NULL, cents INTEGER NOT NULL
            )
            """),
        .same("CREATE INDEX visit_by_day ON visit (day)"),
        .table("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)"),
    ]

    // How old people are and whether they were reminded is in each row, so all are made again.
    private static let ages: [MigrationStep] = [
        .same("DELETE FROM visit"),
        // Reports read all rows: by the index they would be read one by one.
        .same("DROP INDEX visit_by_day"),
        .same("ALTER TABLE visit ADD COLUMN age TEXT NOT NULL DEFAULT ''"),
        .same("ALTER TABLE visit ADD COLUMN reminded TEXT NOT NULL DEFAULT ''"),
        .same("DELETE FROM feed_position"),
        .same("DELETE FROM setting"),
    ]
}
