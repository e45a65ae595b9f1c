#include "booking.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

// In the order the booking core runs them.
const char *const booking_texts[] = {
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
    "INSERT INTO audit (at, caller, role, action, subject, detail) "
    "VALUES (?7, 'benchmark', 'administrator', 'appointmentBooked', ?1, NULL)",
    "INSERT INTO idempotency (key, fingerprint, outcome, at) VALUES (?2, ?10, ?11, ?7)",
    "RELEASE one",
};
const int booking_count = sizeof booking_texts / sizeof *booking_texts;

double seconds_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void booking_fill(value v[VALUES], int i, int practitioners, long long first) {
    memset(v, 0, VALUES * sizeof *v);
    v[FIRST].number = first;
    v[BEFORE].number = first - 86400;
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
}
