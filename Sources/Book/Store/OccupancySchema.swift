package import Storage

/// What keeps a place from being taken twice, in the engine itself.
///
/// *Rule.* `occupancy` is written by triggers only, from appointments and holds, and its own trigger counts what is in
/// use. *Why.* So no path, not even a raw INSERT of an appointment, can put two patients in one place. *If broken.* The check in
/// the verbs is all that is left, and the next verb that forgets it books double.
///
/// A resource is `practitioner/ID`, `patient/ID` or `pool/ID`; a pool's capacity is in `pool`, every other is 1. An
/// overbook is a row of its own kind: it is not checked, but it is in the way of everything after it.
///
/// PostgreSQL lets transactions run beside each other, so there the trigger takes a lock of the resource before it counts, and
/// rows are inserted in the order of their resources: two bookings never wait crosswise.
package enum OccupancySchema {
    package static let steps: [MigrationStep] =
        [
            .table(
                """
                CREATE TABLE occupancy (
                    resource TEXT NOT NULL, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
                    owner TEXT NOT NULL, is_overbook INTEGER NOT NULL DEFAULT 0,
                    PRIMARY KEY (resource, starts_at, owner),
                    CHECK (ends_at > starts_at AND ends_at - starts_at <= 86400)
                )
                """, isByKey: true),
            .each(sqlite: sqlite, postgres: postgres),
        ]

    private static let occupying = "('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')"

    /// When an update changes what an appointment occupies.
    private static let moves = """
        (OLD.status IN \(occupying)) <> (NEW.status IN \(occupying))
            OR OLD.practitioner_id <> NEW.practitioner_id OR OLD.patient_id <> NEW.patient_id
            OR OLD.starts_at <> NEW.starts_at OR OLD.ends_at <> NEW.ends_at
            OR OLD.busy_from <> NEW.busy_from OR OLD.busy_until <> NEW.busy_until OR OLD.pools <> NEW.pools
        """

    private static let sqlite = [
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
        refusal("occupancy_is_not_changed", "UPDATE ON occupancy", "occupancy: rows are never changed"),
        """
        CREATE TRIGGER appointment_occupies AFTER INSERT ON appointment WHEN NEW.status IN \(occupying) BEGIN
            \(occupy("appointment", "NEW.overbook_reason IS NOT NULL"));
        END
        """,
        """
        CREATE TRIGGER appointment_moves AFTER UPDATE ON appointment WHEN \(moves) BEGIN
            \(release("appointment"));
            \(occupy("appointment", "NEW.overbook_reason IS NOT NULL", onlyIf: "NEW.status IN \(occupying)"));
        END
        """,
        refusal(
            "appointment_keeps_its_id", "UPDATE OF id ON appointment", "appointment: an id is never changed"),
        refusal(
            "appointment_is_kept", "DELETE ON appointment", "appointment: rows are cancelled, never deleted"),
        "CREATE TRIGGER hold_occupies AFTER INSERT ON hold BEGIN \(occupy("hold", "0")); END",
        "CREATE TRIGGER hold_releases AFTER DELETE ON hold BEGIN \(release("hold")); END",
        refusal("hold_stays", "UPDATE OF \(place) ON hold", "hold: a hold is released, never moved"),
    ]

    private static let place =
        "id, practitioner_id, patient_id, starts_at, ends_at, busy_from, busy_until, pools"

    private static func refusal(_ name: String, _ what: String, _ why: String) -> String {
        "CREATE TRIGGER \(name) BEFORE \(what) BEGIN SELECT RAISE(ABORT, '\(why)'); END"
    }

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

    private static let postgres = [
        """
        CREATE FUNCTION occupancy_within_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE room BIGINT;
        BEGIN
            -- Each statement after this lock sees what was committed under it (READ COMMITTED).
            PERFORM pg_advisory_xact_lock(hashtextextended(NEW.resource, 0));
            IF NEW.is_overbook = 1 THEN RETURN NEW; END IF;
            SELECT capacity INTO room FROM pool WHERE 'pool/' || id = NEW.resource;
            IF room < 1 THEN
                RAISE EXCEPTION 'occupancy: the pool is empty' USING ERRCODE = 'check_violation';
            END IF;
            PERFORM 1 FROM occupancy AS other
            WHERE other.resource = NEW.resource AND other.starts_at < NEW.ends_at
                AND other.starts_at > NEW.starts_at - 86400 AND other.ends_at > NEW.starts_at
                AND (
                    SELECT count(*) FROM occupancy AS third
                    WHERE third.resource = NEW.resource
                        AND third.starts_at <= greatest(other.starts_at, NEW.starts_at)
                        AND third.starts_at > NEW.starts_at - 86400
                        AND third.ends_at > greatest(other.starts_at, NEW.starts_at)
                ) >= coalesce(room, 1);
            IF FOUND THEN
                RAISE EXCEPTION 'occupancy: no capacity left' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        """
        CREATE TRIGGER occupancy_within_capacity BEFORE INSERT ON occupancy
            FOR EACH ROW EXECUTE FUNCTION occupancy_within_capacity()
        """,
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$
        """,
        guarding("occupancy_is_not_changed", "UPDATE ON occupancy", "occupancy: rows are never changed"),
        guarding(
            "occupancy_is_not_emptied", "TRUNCATE ON occupancy", "occupancy: rows are never truncated",
            each: "STATEMENT"),
        """
        CREATE FUNCTION occupy(
            kind TEXT, id TEXT, practitioner TEXT, patient TEXT, pools TEXT, starts_at BIGINT, ends_at BIGINT,
            busy_from BIGINT, busy_until BIGINT, is_overbook BIGINT
        ) RETURNS void LANGUAGE sql AS $$
            INSERT INTO occupancy (resource, starts_at, ends_at, owner, is_overbook)
            SELECT resource, since, until, kind || '/' || id, is_overbook FROM (
                SELECT 'practitioner/' || practitioner AS resource, busy_from AS since, busy_until AS until
                UNION ALL SELECT 'patient/' || patient, starts_at, ends_at
                UNION ALL SELECT 'pool/' || member, busy_from, busy_until
                    FROM jsonb_array_elements_text(pools::jsonb) AS member
            ) AS uses ORDER BY resource
        $$
        """,
        """
        CREATE FUNCTION release(
            kind TEXT, id TEXT, practitioner TEXT, patient TEXT, pools TEXT, starts_at BIGINT, busy_from BIGINT
        ) RETURNS void LANGUAGE sql AS $$
            DELETE FROM occupancy WHERE owner = kind || '/' || release.id
                AND occupancy.starts_at = release.busy_from
                AND (resource = 'practitioner/' || practitioner OR resource IN (
                    SELECT 'pool/' || member FROM jsonb_array_elements_text(pools::jsonb) AS member));
            DELETE FROM occupancy WHERE owner = kind || '/' || release.id
                AND occupancy.starts_at = release.starts_at AND resource = 'patient/' || patient
        $$
        """,
        """
        CREATE FUNCTION appointment_occupies() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                PERFORM release('appointment', OLD.id, OLD.practitioner_id, OLD.patient_id, OLD.pools,
                    OLD.starts_at, OLD.busy_from);
            END IF;
            IF NEW.status IN \(occupying) THEN
                PERFORM occupy('appointment', NEW.id, NEW.practitioner_id, NEW.patient_id, NEW.pools,
                    NEW.starts_at, NEW.ends_at, NEW.busy_from, NEW.busy_until,
                    (NEW.overbook_reason IS NOT NULL)::int);
            END IF;
            RETURN NULL;
        END $$
        """,
        """
        CREATE TRIGGER appointment_occupies AFTER INSERT ON appointment
            FOR EACH ROW EXECUTE FUNCTION appointment_occupies()
        """,
        """
        CREATE TRIGGER appointment_moves AFTER UPDATE ON appointment FOR EACH ROW
            WHEN (\(moves)) EXECUTE FUNCTION appointment_occupies()
        """,
        guarding(
            "appointment_keeps_its_id", "UPDATE OF id ON appointment", "appointment: an id is never changed"),
        guarding(
            "appointment_is_kept", "DELETE ON appointment", "appointment: rows are cancelled, never deleted"),
        """
        CREATE FUNCTION hold_occupies() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                PERFORM release('hold', OLD.id, OLD.practitioner_id, OLD.patient_id, OLD.pools, OLD.starts_at,
                    OLD.busy_from);
            ELSE
                PERFORM occupy('hold', NEW.id, NEW.practitioner_id, NEW.patient_id, NEW.pools, NEW.starts_at,
                    NEW.ends_at, NEW.busy_from, NEW.busy_until, 0);
            END IF;
            RETURN NULL;
        END $$
        """,
        """
        CREATE TRIGGER hold_occupies AFTER INSERT OR DELETE ON hold
            FOR EACH ROW EXECUTE FUNCTION hold_occupies()
        """,
        guarding("hold_stays", "UPDATE OF \(place) ON hold", "hold: a hold is released, never moved"),
    ]

    private static func guarding(_ name: String, _ what: String, _ why: String, each: String = "ROW")
        -> String
    {
        "CREATE TRIGGER \(name) BEFORE \(what) FOR EACH \(each) EXECUTE FUNCTION refuse('\(why)')"
    }
}
