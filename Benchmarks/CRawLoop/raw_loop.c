#include "raw_loop.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

// What a statement is bound to, by its number.
enum { ID = 1, KEY, PATIENT, PRACTITIONER, START, END, FIRST, WHO, WHOM, FINGERPRINT, OUTCOME, BEFORE, AUDIENCE, HASH, VALUES };

// In the order the booking core runs them.
static const char *texts[] = {
    "SAVEPOINT one",
    "DELETE FROM hold WHERE expires_at <= ?12",
    "SELECT version FROM clinic WHERE part = 'clinic'",
    "SELECT 1 FROM patient WHERE id = ?3",
    "SELECT fingerprint, outcome FROM idempotency WHERE key = ?2",
    "SELECT id FROM hold WHERE patient_id = ?3 AND practitioner_id = ?4 AND starts_at = ?5 AND type_id = 'visit' "
    "AND expires_at > ?7",
    "SELECT starts_at, ends_at FROM occupancy WHERE resource = ?8 AND starts_at < ?6 AND starts_at > ?5 - 86400 AND "
    "ends_at > ?5 AND NOT EXISTS (SELECT 1 FROM hold WHERE 'hold/' || id = owner AND expires_at <= ?12) ORDER BY starts_at",
    "SELECT starts_at, ends_at FROM occupancy WHERE resource = ?9 AND starts_at < ?6 AND starts_at > ?5 - 86400 AND "
    "ends_at > ?5 AND NOT EXISTS (SELECT 1 FROM hold WHERE 'hold/' || id = owner AND expires_at <= ?12) ORDER BY starts_at",
    "INSERT INTO appointment (id, version, status, type_id, practitioner_id, patient_id, starts_at, ends_at, busy_from, "
    "busy_until, pools, priority, is_pinned, booked_at, overbook_reason, series) "
    "VALUES (?1, 1, 'booked', 'visit', ?4, ?3, ?5, ?6, ?5, ?6, '[]', 'normal', 0, ?7, NULL, NULL)",
    "INSERT INTO outbox (event, subject, version, at, audience) VALUES ('appointmentBooked', ?1, 1, ?7, ?13)",
    "SELECT hash FROM audit_head",
    "INSERT INTO audit (at, caller, role, action, subject, detail, hash) "
    "VALUES (?7, 'benchmark', 'administrator', 'appointmentBooked', ?1, NULL, ?14)",
    "UPDATE audit_head SET entries = entries + 1, hash = ?14",
    "INSERT INTO idempotency (key, fingerprint, outcome, at) VALUES (?2, ?10, ?11, ?7)",
    "RELEASE one",
};
enum { COUNT = sizeof texts / sizeof *texts };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int run(sqlite3_stmt *statement) {
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) continue;
    sqlite3_reset(statement);
    return result == SQLITE_DONE;
}

// A value of one booking: text, or a number where there is no text.
typedef struct { char text[512]; long long number; } value;

static void bind(sqlite3_stmt *statement, const value *values) {
    for (int i = 1; i < VALUES; i++) {
        if (!sqlite3_bind_parameter_name(statement, i)) continue;
        if (values[i].text[0]) sqlite3_bind_text(statement, i, values[i].text, -1, SQLITE_TRANSIENT);
        else sqlite3_bind_int64(statement, i, values[i].number);
    }
}

double raw_loop(const char *path, int count, int batch, int practitioners, long long first) {
    sqlite3 *db;
    sqlite3_stmt *s[COUNT];
    static value v[VALUES];
    if (sqlite3_open(path, &db) != SQLITE_OK) return -1;
    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;", 0, 0, 0);
    for (int i = 0; i < COUNT; i++)
        if (sqlite3_prepare_v2(db, texts[i], -1, &s[i], NULL) != SQLITE_OK) {
            fprintf(stderr, "raw loop: %s: %s\n", texts[i], sqlite3_errmsg(db));
            return -2;
        }
    memset(v, 0, sizeof v);
    memset(v[HASH].text, 'a', 64);
    v[FIRST].number = first;
    v[BEFORE].number = first - 86400;
    int failed = 0;
    double begin = now();
    for (int i = 0; i < count && !failed; i++) {
        long long start = first + 300LL * (i / practitioners), end = start + 300;
        v[START].number = start;
        v[END].number = end;
        snprintf(v[ID].text, sizeof v->text, "raw%010d", i);
        snprintf(v[KEY].text, sizeof v->text, "key-%d", i);
        snprintf(v[PATIENT].text, sizeof v->text, "pt-%d", i);
        snprintf(v[PRACTITIONER].text, sizeof v->text, "p-%d", i % practitioners);
        snprintf(v[WHO].text, sizeof v->text, "practitioner/%s", v[PRACTITIONER].text);
        snprintf(v[WHOM].text, sizeof v->text, "patient/%s", v[PATIENT].text);
        snprintf(v[AUDIENCE].text, sizeof v->text, "%.100s %.100s", v[WHOM].text, v[WHO].text);
        snprintf(v[FINGERPRINT].text, sizeof v->text, "book visit %.32s normal slot %.32s %lld", v[PATIENT].text, v[PRACTITIONER].text, start);
        snprintf(v[OUTCOME].text, sizeof v->text,
                 "{\"format\":1,\"appointments\":[{\"id\":\"%.32s\",\"version\":1,\"status\":\"booked\",\"type\":\"visit\","
                 "\"practitioner\":\"%.32s\",\"patient\":\"%.32s\",\"start\":%lld,\"end\":%lld,\"busyFrom\":%lld,\"busyUntil\":%lld,"
                 "\"bookedAt\":%lld,\"pools\":[],\"priority\":\"normal\",\"isPinned\":false}]}",
                 v[ID].text, v[PRACTITIONER].text, v[PATIENT].text, start, end, start, end, first);
        if (i % batch == 0 && sqlite3_exec(db, "BEGIN IMMEDIATE", 0, 0, 0) != SQLITE_OK) failed = 1;
        for (int k = 0; k < COUNT; k++) {
            bind(s[k], v);
            if (!run(s[k])) {
                fprintf(stderr, "raw loop: %s: %s\n", texts[k], sqlite3_errmsg(db));
                failed = 1;
            }
        }
        if ((i % batch == batch - 1 || i == count - 1) && sqlite3_exec(db, "COMMIT", 0, 0, 0) != SQLITE_OK) failed = 1;
    }
    double seconds = now() - begin;
    for (int i = 0; i < COUNT; i++) sqlite3_finalize(s[i]);
    sqlite3_close(db);
    return failed ? -3 : seconds;
}
