import Storage

/// Who works where, when, and under which rules: a row for each thing that is changed by itself, with its own version.
///
/// `clinic` has a version of each of these tables, and one of them all in the row `clinic`: whoever remembers the clinic
/// reads again what changed. What has no id of its own is its own key. Lists, and ranges of the wall clock, are JSON.
enum ClinicSchema {
    static let steps: [MigrationStep] = [
        .table("CREATE TABLE clinic (part TEXT PRIMARY KEY, version INTEGER NOT NULL)", isByKey: true),
        .table(
            """
            CREATE TABLE location (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL, zone TEXT NOT NULL
            )
            """),
        .table(
            """
            CREATE TABLE pool (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL, location_id TEXT NOT NULL REFERENCES location (id),
                kind TEXT NOT NULL, purpose TEXT NOT NULL, members TEXT NOT NULL,
                capacity INTEGER NOT NULL CHECK (capacity >= 0)
            )
            """),
        .table(
            """
            CREATE TABLE appointment_type (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL,
                duration_minutes INTEGER NOT NULL CHECK (duration_minutes > 0),
                buffer_before_minutes INTEGER NOT NULL CHECK (buffer_before_minutes >= 0),
                buffer_after_minutes INTEGER NOT NULL CHECK (buffer_after_minutes >= 0),
                skill TEXT NOT NULL, purposes TEXT NOT NULL, grid_minutes INTEGER NOT NULL CHECK (grid_minutes > 0),
                price_cents INTEGER NOT NULL, notice_minutes INTEGER NOT NULL, horizon_days INTEGER NOT NULL,
                per_practitioner_day INTEGER, per_patient INTEGER, needs_approval INTEGER NOT NULL
            )
            """),
        .table(
            """
            CREATE TABLE practitioner (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL, name TEXT NOT NULL,
                location_id TEXT NOT NULL REFERENCES location (id), skills TEXT NOT NULL, lengths TEXT NOT NULL
            )
            """),
        .table(
            """
            CREATE TABLE hours (
                practitioner_id TEXT NOT NULL REFERENCES practitioner (id), weekday TEXT NOT NULL,
                hours TEXT NOT NULL, breaks TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT NOT NULL,
                version INTEGER NOT NULL,
                PRIMARY KEY (practitioner_id, weekday, hours, breaks, valid_from, valid_until)
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE exception (
                practitioner_id TEXT NOT NULL REFERENCES practitioner (id), date TEXT NOT NULL,
                hours TEXT NOT NULL, effect TEXT NOT NULL, version INTEGER NOT NULL,
                PRIMARY KEY (practitioner_id, date, hours, effect)
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE absence (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL,
                practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
                starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, reason TEXT NOT NULL,
                CHECK (starts_at < ends_at)
            )
            """),
        .table(
            """
            CREATE TABLE busy_time (
                practitioner_id TEXT NOT NULL REFERENCES practitioner (id),
                starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, version INTEGER NOT NULL,
                PRIMARY KEY (practitioner_id, starts_at, ends_at), CHECK (starts_at < ends_at)
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE outside_calendar (
                practitioner_id TEXT PRIMARY KEY, address TEXT NOT NULL, set_at INTEGER NOT NULL,
                due_at INTEGER NOT NULL, tag TEXT, read_at INTEGER, seen_at INTEGER, fault TEXT
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE carve_out (
                practitioner_id TEXT NOT NULL REFERENCES practitioner (id), weekday TEXT NOT NULL,
                hours TEXT NOT NULL, priorities TEXT NOT NULL, types TEXT NOT NULL,
                release_minutes INTEGER NOT NULL, version INTEGER NOT NULL,
                PRIMARY KEY (practitioner_id, weekday, hours, priorities, types, release_minutes)
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE holiday (
                date TEXT NOT NULL, location_id TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
                PRIMARY KEY (date, location_id, name)
            )
            """, isByKey: true),
        .table(
            """
            CREATE TABLE limits (
                id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL,
                change_cutoff_minutes INTEGER NOT NULL, link_days INTEGER NOT NULL,
                appointments_per_patient INTEGER NOT NULL, waitlist_per_patient INTEGER NOT NULL
            )
            """),
    ]
}
