#!/usr/bin/env python3
"""Reports of a book of a million appointments: how fast they are counted from scratch, and how long each report takes.

usage: reports.py [--program .build/release/slotwise] [--appointments 1000000] [--json FILE]
       python3 Tests/Service/postgres.py env SLOTWISE_TEST_ENGINE=postgres python3 Benchmarks/reports.py …     on PostgreSQL
"""
import argparse, datetime, json, os, random, statistics, sys, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "Service"))
import harness
from harness import Server, call

STANDARD = ["appointments", "practitioners", "engagement", "reminders", "revenue"]
DIMENSIONS = ["day", "week", "month", "weekday", "hour", "practitioner", "location", "appointmentType", "priority", "status", "lead", "bookedBy", "cancelledBy", "cancelReason", "age", "reminded"]
MEASURES = ["appointments", "patients", "fulfilled", "missed", "cancelled", "missedShare", "cancelledShare", "ownBookings", "movedByPlans", "hours", "leadDays", "revenue", "bookedRevenue", "lostRevenue"]

# In the order in which they were booked. Who stayed away or cancelled keeps no time from anybody, so that no row is checked against the others.
APPOINTMENTS = """
INSERT INTO appointment (id, version, status, type_id, practitioner_id, patient_id, starts_at, ends_at, busy_from, busy_until, pools, priority, is_pinned, booked_at, booked_by, stepped_by, step_reason, stepped_at)
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count} - 1),
    p (k, id) AS (SELECT row_number() OVER (ORDER BY id) - 1, id FROM practitioner), q (k, id) AS (SELECT row_number() OVER (ORDER BY id) - 1, id FROM patient),
    t (k, id) AS (SELECT row_number() OVER (ORDER BY id) - 1, id FROM appointment_type),
    r (i, lead, at) AS (SELECT i, (i * 17) % 70, {now} - 86400 * (930 - (i * 900) / {count} - (i * 17) % 70) + 600 * ((i * 31) % 60) FROM n)
SELECT 'old-' || i, 1, CASE (i * 13) % 4 WHEN 0 THEN 'cancelled' ELSE 'noshow' END, t.id, p.id, q.id, at, at + 600, at, at + 600, '[]', CASE i % 3 WHEN 0 THEN 'urgent' ELSE 'normal' END, {no},
    at - 86400 * lead, CASE i % 2 WHEN 0 THEN 'patient' ELSE 'clinic' END, CASE i % 5 WHEN 0 THEN 'clinic' ELSE 'patient' END, CASE i % 4 WHEN 0 THEN 'ill' ELSE 'busy' END, at
FROM r JOIN p ON p.k = i % (SELECT count(*) FROM p) JOIN q ON q.k = (i * 101) % (SELECT count(*) FROM q) JOIN t ON t.k = (i / 7) % (SELECT count(*) FROM t)
"""
EVENTS = "INSERT INTO outbox (event, subject, version, at, audience) SELECT 'appointmentImported', id, 1, {now}, '[]' FROM appointment WHERE id LIKE 'old-%'"


def fill(server, count):
    """A book of so many appointments, with an event of each."""
    now = int(time.time()) // 86_400 * 86_400 + 8 * 3_600
    for statement in (APPOINTMENTS, EVENTS):
        server.store.execute("scheduling", statement.format(count=count, now=now, no=0))
    # Whoever tells patients has heard of them: figures are made again beside nobody else's work.
    server.store.execute("notifications", f"UPDATE feed_position SET position = {server.store.value('scheduling', 'SELECT max(id) FROM outbox')} WHERE feed = 'scheduling'")
    return server.store.value("scheduling", "SELECT count(*) FROM appointment")


def counted(server):
    """Seconds from the start of the server until everything that there is was counted."""
    begin, last = time.monotonic(), server.store.value("scheduling", "SELECT max(id) FROM outbox")
    server.start()
    while server.store.value("reports", "SELECT coalesce(max(position), 0) FROM feed_position WHERE feed = 'scheduling'") < last:
        time.sleep(0.1)
    return time.monotonic() - begin


def definitions(chance):
    """Reports as people put them together: of all days, of a year and of a month."""
    today = datetime.date.today()
    for days in (1_000, 1_000, 365, 31):
        for _ in range(15):
            yield {"measures": chance.sample(MEASURES, chance.randint(1, 8)), "dimensions": chance.sample(DIMENSIONS, chance.randint(0, 2)), "from": str(today - datetime.timedelta(days)), "to": str(today)}


def timed(server, token, method, path, body=None):
    begin = time.monotonic()
    status, answer, _ = call(server.url, method, path, body, token)
    assert status == 200 or answer.get("type", "").endswith("rule-broken"), (status, answer, body)
    return (time.monotonic() - begin) * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=f"{harness.ROOT}/.build/release/slotwise")
    parser.add_argument("--appointments", type=int, default=1_000_000)
    parser.add_argument("--json")
    options = parser.parse_args()
    harness.PROGRAM = options.program
    server = Server().seed("large")
    # The stores are made, and what was seeded is counted, before the clock runs.
    counted(server)
    server.stop()
    begin = time.monotonic()
    total = fill(server, options.appointments)
    print(f"{total} appointments, filled in {time.monotonic() - begin:.0f} s", flush=True)
    seconds, events = counted(server), options.appointments
    print(f"counted from scratch: {events} events in {seconds:.1f} s, {events / seconds:,.0f} a second", flush=True)
    token, today = server.token("administrator"), datetime.date.today()
    span = f"from={today - datetime.timedelta(1_000)}&to={today}"
    standard = {name: sorted(timed(server, token, "GET", f"/v1/reports/{name}?{span}") for _ in range(5)) for name in STANDARD}
    for name, times in standard.items():
        print(f"{name:15} median {statistics.median(times):6.0f} ms, most {times[-1]:6.0f} ms")
    custom = [(timed(server, token, "POST", "/v1/reports/custom", wish), wish) for wish in definitions(random.Random(15))]
    times = sorted([one for row in standard.values() for one in row] + [one for one, _ in custom])
    p95 = times[int(len(times) * .95)]
    print(f"{len(times)} reports: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, most {times[-1]:.0f} ms")
    for taken, wish in sorted(custom, key=lambda one: -one[0])[:5]:
        print(f"  {taken:6.0f} ms  {wish['measures']} by {wish['dimensions']} from {wish['from']}")
    server.stop()
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"appointments": total, "eventsPerSecond": events / seconds, "p95Ms": p95, "standardMs": {name: statistics.median(times) for name, times in standard.items()}}, file, indent=2)


main()
