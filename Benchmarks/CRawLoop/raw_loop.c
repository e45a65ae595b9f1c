#include "raw_loop.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "booking.h"

static int run(sqlite3_stmt *statement) {
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) continue;
    sqlite3_reset(statement);
    return result == SQLITE_DONE;
}

static void bind(sqlite3_stmt *statement, const value *values) {
    for (int i = 1; i < VALUES; i++) {
        if (!sqlite3_bind_parameter_name(statement, i)) continue;
        if (values[i].text[0]) sqlite3_bind_text(statement, i, values[i].text, -1, SQLITE_TRANSIENT);
        else sqlite3_bind_int64(statement, i, values[i].number);
    }
}

double raw_loop(const char *path, int count, int batch, int practitioners, long long first) {
    sqlite3 *db;
    sqlite3_stmt *s[32];
    static value v[VALUES];
    if (sqlite3_open(path, &db) != SQLITE_OK) return -1;
    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;", 0, 0, 0);
    for (int i = 0; i < booking_count; i++)
        if (sqlite3_prepare_v2(db, booking_texts[i], -1, &s[i], NULL) != SQLITE_OK) {
            fprintf(stderr, "raw loop: %s: %s\n", booking_texts[i], sqlite3_errmsg(db));
            return -2;
        }
    int failed = 0;
    double begin = seconds_now();
    for (int i = 0; i < count && !failed; i++) {
        booking_fill(v, i, practitioners, first);
        if (i % batch == 0 && sqlite3_exec(db, "BEGIN IMMEDIATE", 0, 0, 0) != SQLITE_OK) failed = 1;
        for (int k = 0; k < booking_count; k++) {
            bind(s[k], v);
            if (!run(s[k])) {
                fprintf(stderr, "raw loop: %s: %s\n", booking_texts[k], sqlite3_errmsg(db));
                failed = 1;
            }
        }
        if ((i % batch == batch - 1 || i == count - 1) && sqlite3_exec(db, "COMMIT", 0, 0, 0) != SQLITE_OK) failed = 1;
    }
    double seconds = seconds_now() - begin;
    for (int i = 0; i < booking_count; i++) sqlite3_finalize(s[i]);
    sqlite3_close(db);
    return failed ? -3 : seconds;
}
