public import Storage

/// The schema of the scheduling service.
///
/// *Rule.* `occupancy` is written by triggers only, from appointments and holds, and its own trigger counts what is in
/// use. *Why.* So no path, not even a raw INSERT of an appointment, can put two patients in one place. *If broken.* The check in
/// the verbs is all that is left, and the next verb that forgets it books double.
///
/// A resource is `practitioner/ID`, `patient/ID` or `pool/ID`; a pool's capacity is in `pool`, every other is 1. An
/// overbook is a row of its own kind: it is not checked, but it is in the way of everything after it.
public enum SchedulingMigrations {
    /// In the order they are applied; append only.
    public static let all = [book, history, planning, service, answers, people]

    private static let occupying = "('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')"

    private static let book = Migration(
        "0001-book",
        sqlite: [
            "CREATE TABLE clinic (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, document TEXT NOT NULL) STRICT",
            "CREATE TABLE pool (id TEXT PRIMARY KEY, capacity INTEGER NOT NULL CHECK (capacity >= 0)) STRICT",
            """
            CREATE TABLE patient (
                id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT, phone TEXT, preferences TEXT NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE occupancy (
                resource TEXT NOT NULL, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, owner TEXT NOT NULL,
                is_overbook INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (resource, starts_at, owner),
                CHECK (ends_at > starts_at AND ends_at - starts_at <= 86400)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TRIGGER occupancy_within_capacity BEFORE INSERT ON occupancy WHEN NEW.is_overbook = 0 BEGIN
                SELECT RAISE(ABORT, 'occupancy: the pool is empty') FROM pool
                WHERE 'pool/' || id = NEW.resource AND capacity < 1;
                SELECT RAISE(ABORT, 'occupancy: no capacity left') FROM occupancy AS other
                WHERE other.resource = NEW.resource AND other.starts_at < NEW.ends_at
                    AND other.starts_at > NEW.starts_at - 86400 AND other.ends_at > NEW.starts_at
                    AND (
                        SELECT count(*) FROM occupancy AS third
                        WHERE third.resource = NEW.resource
                            AND third.starts_at <= max(other.starts_at, NEW.starts_at)
                            AND third.starts_at > NEW.starts_at - 86400
                            AND third.ends_at > max(other.starts_at, NEW.starts_at)
                    ) >= coalesce(
                        (SELECT capacity FROM pool WHERE 'pool/' || id = NEW.resource), 1
                    );
            END
            """,
            """
            CREATE TRIGGER occupancy_is_not_changed BEFORE UPDATE ON occupancy BEGIN
                SELECT RAISE(ABORT, 'occupancy: rows are never changed');
            END
            """,
            """
            CREATE TABLE appointment (
                id TEXT PRIMARY KEY, version INTEGER NOT NULL, status TEXT NOT NULL, type_id TEXT NOT NULL,
                practitioner_id TEXT NOT NULL, patient_id TEXT NOT NULL REFERENCES patient (id),
                starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
                busy_from INTEGER NOT NULL, busy_until INTEGER NOT NULL, pools TEXT NOT NULL,
                priority TEXT NOT NULL, is_pinned INTEGER NOT NULL, booked_at INTEGER NOT NULL,
                overbook_reason TEXT CHECK (length(trim(overbook_reason)) > 0), series TEXT,
                CHECK (starts_at < ends_at AND busy_from <= starts_at AND ends_at <= busy_until),
                CHECK (busy_until - busy_from <= 86400),
                CHECK (status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in', 'fulfilled', 'cancelled',
                    'noshow', 'entered-in-error', 'waitlist'))
            ) STRICT
            """,
            "CREATE INDEX appointment_of_practitioner ON appointment (practitioner_id, starts_at)",
            "CREATE INDEX appointment_of_patient ON appointment (patient_id, starts_at)",
            """
            CREATE TRIGGER appointment_occupies AFTER INSERT ON appointment WHEN NEW.status IN \(occupying) BEGIN
                \(occupy("appointment", "NEW.overbook_reason IS NOT NULL"));
            END
            """,
            """
            CREATE TRIGGER appointment_moves AFTER UPDATE ON appointment
            WHEN (OLD.status IN \(occupying)) <> (NEW.status IN \(occupying))
                OR OLD.practitioner_id <> NEW.practitioner_id OR OLD.patient_id <> NEW.patient_id
                OR OLD.starts_at <> NEW.starts_at OR OLD.ends_at <> NEW.ends_at
                OR OLD.busy_from <> NEW.busy_from OR OLD.busy_until <> NEW.busy_until OR OLD.pools <> NEW.pools
            BEGIN
                \(release("appointment"));
                \(occupy("appointment", "NEW.overbook_reason IS NOT NULL", onlyIf: "NEW.status IN \(occupying)"));
            END
            """,
            """
            CREATE TRIGGER appointment_keeps_its_id BEFORE UPDATE OF id ON appointment BEGIN
                SELECT RAISE(ABORT, 'appointment: an id is never changed');
            END
            """,
            """
            CREATE TRIGGER appointment_is_kept BEFORE DELETE ON appointment BEGIN
                SELECT RAISE(ABORT, 'appointment: rows are cancelled, never deleted');
            END
            """,
            """
            CREATE TABLE hold (
                id TEXT PRIMARY KEY, type_id TEXT NOT NULL, practitioner_id TEXT NOT NULL,
                patient_id TEXT NOT NULL REFERENCES patient (id),
                starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
                busy_from INTEGER NOT NULL, busy_until INTEGER NOT NULL, pools TEXT NOT NULL,
                expires_at INTEGER NOT NULL, was_extended INTEGER NOT NULL,
                CHECK (starts_at < ends_at AND busy_from <= starts_at AND ends_at <= busy_until),
                CHECK (busy_until - busy_from <= 86400)
            ) STRICT
            """,
            "CREATE INDEX hold_expiry ON hold (expires_at)",
            "CREATE TRIGGER hold_occupies AFTER INSERT ON hold BEGIN \(occupy("hold", "0")); END",
            "CREATE TRIGGER hold_releases AFTER DELETE ON hold BEGIN \(release("hold")); END",
            """
            CREATE TRIGGER hold_stays BEFORE UPDATE OF id, practitioner_id, patient_id, starts_at, ends_at, busy_from,
                busy_until, pools ON hold
            BEGIN
                SELECT RAISE(ABORT, 'hold: a hold is released, never moved');
            END
            """,
            """
            CREATE TABLE outbox (
                id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, subject TEXT NOT NULL,
                version INTEGER NOT NULL, at INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE audit (
                id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, caller TEXT NOT NULL, role TEXT NOT NULL,
                action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT
            ) STRICT
            """,
            """
            CREATE TABLE idempotency (
                key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, outcome TEXT NOT NULL, at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE proposal (
                id TEXT PRIMARY KEY, absence_id TEXT NOT NULL, made_at INTEGER NOT NULL, document TEXT NOT NULL
            ) STRICT
            """,
        ]
    )

    private static let history = Migration(
        "0002-history",
        sqlite: [
            """
            CREATE TABLE consultation (
                id INTEGER PRIMARY KEY, patient_id TEXT NOT NULL, session TEXT NOT NULL, visit INTEGER NOT NULL,
                start TEXT NOT NULL, service_seconds INTEGER NOT NULL CHECK (service_seconds > 0),
                UNIQUE (session, patient_id, visit, start)
            ) STRICT
            """
        ]
    )

    /// Carve-outs in the clinic; proposals for more than one absence and for other purposes; the waitlist.
    private static let planning = Migration(
        "0003-planning",
        sqlite: [
            "UPDATE clinic SET document = json_set(document, '$.carveOuts', json('[]')), version = version + 1",
            "ALTER TABLE proposal RENAME COLUMN absence_id TO purpose",
            """
            UPDATE proposal SET purpose = 'replacement', document = json_set(
                json_remove(document, '$.absence'),
                '$.purpose', json_object('replace', json_object('_0', json_array(purpose))),
                '$.options', json('{"movesOthers":false,"freezeHours":0,"pinned":[],"excluded":[],"overtimeMinutes":0,"weights":{}}'),
                '$.bill', json('[]'),
                '$.moves', (
                    SELECT json_group_array(json_set(value, '$.isDisplaced', json('true')))
                    FROM json_each(document, '$.moves')
                )
            )
            """,
            """
            CREATE TABLE waitlist_entry (
                id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id), type_id TEXT NOT NULL,
                priority TEXT NOT NULL, earliest TEXT NOT NULL, latest TEXT NOT NULL,
                appointment_id TEXT REFERENCES appointment (id), added_at INTEGER NOT NULL,
                CHECK (earliest <= latest)
            ) STRICT
            """,
            "CREATE TABLE any_practitioner (appointment_id TEXT PRIMARY KEY REFERENCES appointment (id)) STRICT",
            """
            CREATE TABLE offer (
                id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES waitlist_entry (id), hold_id TEXT NOT NULL UNIQUE
            ) STRICT
            """,
        ]
    )

    /// What serving others over HTTP needs: a chained audit trail, who hears of an event, versions of patients, how they
    /// want to hear, what they confirmed, settings, scenarios.
    private static let service = Migration(
        "0004-service",
        sqlite: AuditTrail.chaining + [
            "ALTER TABLE outbox ADD COLUMN audience TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE patient ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
            "CREATE INDEX patient_by_name ON patient (name COLLATE NOCASE)",
            "CREATE INDEX appointment_by_start ON appointment (starts_at, id)",
            """
            CREATE TABLE contact_preference (
                patient_id TEXT PRIMARY KEY REFERENCES patient (id), version INTEGER NOT NULL, document TEXT NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE confirmation (
                appointment_id TEXT PRIMARY KEY REFERENCES appointment (id), version INTEGER NOT NULL, at INTEGER NOT NULL
            ) STRICT
            """,
            "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
            """
            CREATE TABLE scenario (
                id TEXT PRIMARY KEY, made_at INTEGER NOT NULL, document TEXT NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE scenario_run (
                id TEXT PRIMARY KEY, scenario_id TEXT NOT NULL REFERENCES scenario (id), begun_at INTEGER NOT NULL,
                document TEXT NOT NULL
            ) STRICT
            """,
            """
            UPDATE clinic SET version = version + 1, document = json_set(document, '$.types', (
                SELECT json_group_object(key, json_set(value, '$.needsApproval', json('false')))
                FROM json_each(document, '$.types')
            ))
            """,
        ]
    )

    /// Where a proposal moved appointments from: it waits for the patient's answer as long as the version is the same.
    private static let answers = Migration(
        "0005-answers",
        sqlite: [
            """
            CREATE TABLE replacement (
                appointment_id TEXT PRIMARY KEY REFERENCES appointment (id), version INTEGER NOT NULL,
                practitioner_id TEXT NOT NULL, starts_at INTEGER NOT NULL
            ) STRICT
            """
        ]
    )

    /// What takes a step back, links that end with what they rest on, people found however they are written.
    private static let people = Migration(
        "0006-people",
        sqlite: [
            "ALTER TABLE appointment ADD COLUMN former_status TEXT",
            """
            CREATE TABLE link (
                id TEXT PRIMARY KEY, appointment_id TEXT NOT NULL REFERENCES appointment (id),
                made_by TEXT NOT NULL, expires_at INTEGER NOT NULL
            ) STRICT
            """,
            "CREATE INDEX link_of_maker ON link (made_by)",
            "ALTER TABLE patient ADD COLUMN birth_date TEXT",
            "ALTER TABLE patient ADD COLUMN name_key TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE patient ADD COLUMN phone_key TEXT NOT NULL DEFAULT ''",
            "CREATE INDEX waitlist_of_patient ON waitlist_entry (patient_id)",
            "CREATE INDEX waitlist_of_appointment ON waitlist_entry (appointment_id)",
            """
            CREATE TABLE offer_history (
                id INTEGER PRIMARY KEY CHECK (id = 1), made INTEGER NOT NULL, taken INTEGER NOT NULL
            ) STRICT
            """,
            "INSERT INTO offer_history (id, made, taken) VALUES (1, 0, 0)",
        ]
    )

    /// Puts NEW's practitioner, patient and pools into `occupancy`.
    private static func occupy(_ table: String, _ overbook: String, onlyIf condition: String = "1") -> String
    {
        """
        INSERT INTO occupancy (resource, starts_at, ends_at, owner, is_overbook)
                SELECT 'practitioner/' || NEW.practitioner_id, NEW.busy_from, NEW.busy_until,
                    '\(table)/' || NEW.id, \(overbook) WHERE \(condition)
                UNION ALL SELECT 'patient/' || NEW.patient_id, NEW.starts_at, NEW.ends_at,
                    '\(table)/' || NEW.id, \(overbook) WHERE \(condition)
                UNION ALL SELECT 'pool/' || value, NEW.busy_from, NEW.busy_until,
                    '\(table)/' || NEW.id, \(overbook) FROM json_each(NEW.pools) WHERE \(condition)
        """
    }

    /// Takes OLD's rows out of `occupancy`, by primary key.
    private static func release(_ table: String) -> String {
        """
        DELETE FROM occupancy WHERE owner = '\(table)/' || OLD.id AND starts_at = OLD.busy_from
                AND (resource = 'practitioner/' || OLD.practitioner_id
                    OR resource IN (SELECT 'pool/' || value FROM json_each(OLD.pools)));
                DELETE FROM occupancy WHERE owner = '\(table)/' || OLD.id AND starts_at = OLD.starts_at
                    AND resource = 'patient/' || OLD.patient_id
        """
    }
}
