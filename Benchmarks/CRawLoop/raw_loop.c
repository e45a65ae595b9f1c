#include "raw_loop.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

// In the order the booking core runs them.
static const char *texts[] = {
    "SAVEPOINT one",
    "DELETE FROM hold WHERE expires_at <= ?",
    "SELECT version FROM clinic",
    "SELECT fingerprint, outcome FROM idempotency WHERE key = ?",
    "SELECT 1 FROM patient WHERE id = ?",
    "SELECT starts_at, ends_at FROM occupancy WHERE resource = ? AND starts_at < ? AND starts_at > ? AND ends_at > ? "
    "AND NOT EXISTS (SELECT 1 FROM hold WHERE 'hold/' || id = owner AND expires_at <= ?) ORDER BY starts_at",
    "SELECT starts_at, ends_at FROM occupancy WHERE resource = ? AND starts_at < ? AND starts_at > ? AND ends_at > ? "
    "AND NOT EXISTS (SELECT 1 FROM hold WHERE 'hold/' || id = owner AND expires_at <= ?) ORDER BY starts_at",
    "INSERT INTO appointment (id, version, status, type_id, practitioner_id, patient_id, starts_at, ends_at, busy_from, "
    "busy_until, pools, priority, is_pinned, booked_at, overbook_reason, series) "
    "VALUES (?, 1, 'booked', 'visit', ?, ?, ?, ?, ?, ?, '[]', 'normal', 0, ?, NULL, NULL)",
    "INSERT INTO outbox (event, subject, version, at) VALUES ('appointmentBooked', ?, 1, ?)",
    "INSERT INTO audit (at, caller, role, action, subject, detail) "
    "VALUES (?, 'benchmark', 'administrator', 'appointmentBooked', ?, NULL)",
    "INSERT INTO idempotency (key, fingerprint, outcome, at) VALUES (?, ?, ?, ?)",
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

static void text(sqlite3_stmt *statement, int index, const char *value) {
    sqlite3_bind_text(statement, index, value, -1, SQLITE_TRANSIENT);
}

double raw_loop(const char *path, int count, int batch, int practitioners, long long first) {
    sqlite3 *db;
    sqlite3_stmt *s[COUNT];
    if (sqlite3_open(path, &db) != SQLITE_OK) return -1;
    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;", 0, 0, 0);
    for (int i = 0; i < COUNT; i++)
        if (sqlite3_prepare_v2(db, texts[i], -1, &s[i], NULL) != SQLITE_OK) return -2;
    int failed = 0;
    double begin = now();
    for (int i = 0; i < count && !failed; i++) {
        char outcome[192], id[32], key[32], patient[32], practitioner[32], fingerprint[96], who[48], whom[48];
        long long start = first + 300LL * (i / practitioners), end = start + 300;
        snprintf(id, sizeof id, "raw%010d", i);
        snprintf(key, sizeof key, "key-%d", i);
        snprintf(patient, sizeof patient, "pt-%d", i);
        snprintf(practitioner, sizeof practitioner, "p-%d", i % practitioners);
        snprintf(fingerprint, sizeof fingerprint, "book visit %s normal slot %s %lld", patient, practitioner, start);
        snprintf(outcome, sizeof outcome, "%s 1 booked visit %s %s %lld %lld %lld %lld [] normal 0 %lld - -", id, practitioner,
                 patient, start, end, start, end, first);
        snprintf(who, sizeof who, "practitioner/%s", practitioner);
        snprintf(whom, sizeof whom, "patient/%s", patient);
        if (i % batch == 0 && sqlite3_exec(db, "BEGIN IMMEDIATE", 0, 0, 0) != SQLITE_OK) failed = 1;
        sqlite3_bind_int64(s[1], 1, first - 86400);
        text(s[3], 1, key);
        text(s[4], 1, patient);
        for (int k = 5; k <= 6; k++) {
            text(s[k], 1, k == 5 ? who : whom);
            sqlite3_bind_int64(s[k], 2, end);
            sqlite3_bind_int64(s[k], 3, start - 86400);
            sqlite3_bind_int64(s[k], 4, start);
            sqlite3_bind_int64(s[k], 5, first - 86400);
        }
        text(s[7], 1, id);
        text(s[7], 2, practitioner);
        text(s[7], 3, patient);
        for (int k = 0; k < 2; k++) {
            sqlite3_bind_int64(s[7], 4 + 2 * k, start);
            sqlite3_bind_int64(s[7], 5 + 2 * k, end);
        }
        sqlite3_bind_int64(s[7], 8, first);
        text(s[8], 1, id);
        sqlite3_bind_int64(s[8], 2, first);
        sqlite3_bind_int64(s[9], 1, first);
        text(s[9], 2, id);
        text(s[10], 1, key);
        text(s[10], 2, fingerprint);
        text(s[10], 3, outcome);
        sqlite3_bind_int64(s[10], 4, first);
        for (int k = 0; k < COUNT; k++)
            if (!run(s[k])) failed = 1;
        if ((i % batch == batch - 1 || i == count - 1) && sqlite3_exec(db, "COMMIT", 0, 0, 0) != SQLITE_OK) failed = 1;
    }
    double seconds = now() - begin;
    if (failed) fprintf(stderr, "raw loop: %s\n", sqlite3_errmsg(db));
    for (int i = 0; i < COUNT; i++) sqlite3_finalize(s[i]);
    sqlite3_close(db);
    return failed ? -3 : seconds;
}
