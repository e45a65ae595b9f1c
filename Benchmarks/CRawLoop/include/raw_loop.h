// The statements of a booking in a plain C loop: the yardstick for the booking core.
#ifndef RAW_LOOP_H
#define RAW_LOOP_H

// Books `count` appointments in the SQLite file at `path`, `batch` to a commit at synchronous=FULL, each in a savepoint
// of its own. Booking i is with practitioner `p-(i % practitioners)` at the next free five minutes from `first`
// (seconds since 1970). Returns the seconds it took, or a negative number for an error.
double raw_loop(const char *path, int count, int batch, int practitioners, long long first);

// The same in a schema of a PostgreSQL server, which is reached at `address`; a commit begins with the row that writers take.
double postgres_loop(const char *address, const char *schema, int count, int batch, int practitioners, long long first);

#endif
