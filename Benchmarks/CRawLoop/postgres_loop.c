#include <postgresql/libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "booking.h"
#include "raw_loop.h"

// A statement with $1, $2 … for the values that it names, and which those are.
typedef struct { char text[1024]; int values[16]; int count; } prepared;

static void number(const char *text, prepared *p) {
    char *out = p->text;
    p->count = 0;
    for (const char *in = text; *in;) {
        if (*in != '?') {
            *out++ = *in++;
            continue;
        }
        int named = (int)strtol(in + 1, (char **)&in, 10), at = 0;
        while (at < p->count && p->values[at] != named) at++;
        if (at == p->count) p->values[p->count++] = named;
        out += sprintf(out, "$%d", at + 1);
    }
    *out = 0;
}

static int done(PGconn *db, PGresult *result, const char *what) {
    ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return 1;
    fprintf(stderr, "postgres loop: %s: %s", what, PQerrorMessage(db));
    return 0;
}

static int run(PGconn *db, int k, const prepared *p, const value *v) {
    char name[8], numbers[16][24];
    const char *texts[16];
    snprintf(name, sizeof name, "s%d", k);
    for (int i = 0; i < p->count; i++) {
        const value *one = &v[p->values[i]];
        snprintf(numbers[i], sizeof *numbers, "%lld", one->number);
        texts[i] = one->text[0] ? one->text : numbers[i];
    }
    return done(db, PQexecPrepared(db, name, p->count, texts, NULL, NULL, 0), p->text);
}

double postgres_loop(const char *address, const char *schema, int count, int batch, int practitioners, long long first) {
    static prepared p[32];
    static value v[VALUES];
    char path[128];
    PGconn *db = PQconnectdb(address);
    if (PQstatus(db) != CONNECTION_OK) return -1;
    PQsetNoticeProcessor(db, NULL, NULL);
    snprintf(path, sizeof path, "SET search_path = %s", schema);
    int failed = !done(db, PQexec(db, path), path);
    for (int k = 0; k < booking_count && !failed; k++) {
        char name[8];
        snprintf(name, sizeof name, "s%d", k);
        number(booking_texts[k], &p[k]);
        failed = !done(db, PQprepare(db, name, p[k].text, 0, NULL), p[k].text);
    }
    double begin = seconds_now();
    for (int i = 0; i < count && !failed; i++) {
        booking_fill(v, i, practitioners, first);
        if (i % batch == 0) failed = !done(db, PQexec(db, "BEGIN; UPDATE book SET batch = batch + 1 RETURNING batch"), "BEGIN");
        for (int k = 0; k < booking_count && !failed; k++) failed = !run(db, k, &p[k], v);
        if ((i % batch == batch - 1 || i == count - 1) && !failed) failed = !done(db, PQexec(db, "COMMIT"), "COMMIT");
    }
    double seconds = seconds_now() - begin;
    PQfinish(db);
    return failed ? -3 : seconds;
}
