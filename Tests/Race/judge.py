#!/usr/bin/env python3
"""Judges a race by the clients' log and the database alone.

usage: judge.py DIRECTORY
Looks for double bookings (practitioner, patient, rooms over capacity), acknowledged bookings that are gone, half effects (a series in part,
rows without event or audit, occupancy that is not what the appointments say), answers that are neither done nor a clean refusal, replies to a
repeated request that differ, and a database that accepts an overlapping raw INSERT. Prints one line of counts; exit code 1 for a fault.
"""
import contextlib, json, os, shutil, sqlite3, sys, tempfile
from collections import defaultdict

OCCUPYING = {"pending", "booked", "arrived", "checked-in", "fulfilled"}
directory = sys.argv[1]
faults, counts = defaultdict(list), defaultdict(int)

requests, answers = {}, defaultdict(list)
for line in open(f"{directory}/clients.log"):
    entry = json.loads(line)
    if entry.get("request"):
        requests[entry["request"]["key"]] = entry["request"]
    if entry.get("answer"):
        answers[entry["answer"]["key"]].append(entry["answer"])

work = tempfile.mkdtemp()
for suffix in ("", "-wal"):
    with contextlib.suppress(FileNotFoundError):
        shutil.copy(f"{directory}/scheduling.sqlite{suffix}", work)
db = sqlite3.connect(f"{work}/scheduling.sqlite")
db.row_factory = sqlite3.Row
if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
    faults["corrupt"].append("integrity_check")
rows = {r["id"]: r for r in db.execute("SELECT * FROM appointment")}
capacity = {f"pool/{r['id']}": r["capacity"] for r in db.execute("SELECT * FROM pool")}

# Nobody in two places: sweep over every resource; overbooks are permitted, the others are not.
uses = defaultdict(list)
for r in rows.values():
    if r["status"] in OCCUPYING and r["overbook_reason"] is None:
        uses[f"practitioner/{r['practitioner_id']}"].append((r["busy_from"], r["busy_until"], r["id"]))
        uses[f"patient/{r['patient_id']}"].append((r["starts_at"], r["ends_at"], r["id"]))
        for pool in json.loads(r["pools"]):
            uses[f"pool/{pool}"].append((r["busy_from"], r["busy_until"], r["id"]))
for resource, ranges in uses.items():
    steps = sorted([(a, 1) for a, _, _ in ranges] + [(b, -1) for _, b, _ in ranges])
    level = 0
    for at, change in steps:
        level += change
        if level > capacity.get(resource, 1):
            faults["double booking"].append(f"{resource} at {at}")
            break

# What was acknowledged is there; what was cancelled is cancelled.
last = {}
for key, given in answers.items():
    request = requests[key]
    done = [a for a in given if a["outcome"] == "ok"]
    counts[given[-1]["outcome"]] += 1
    for a in given:
        if a["outcome"] == "failed":
            faults["unclean answer"].append(f"{request['kind']}: {a.get('detail')}")
    if len({json.dumps(a["appointments"]) for a in done}) > 1:
        faults["replay differs"].append(key)
    for a in done:
        wanted = {"dropHeld": 0, "absence": 0, "series": len(request["starts"])}.get(request["kind"], 1)
        if len(a["appointments"]) != wanted:
            faults["half effect"].append(f"{request['kind']} {key}")
        for appointment in a["appointments"]:
            row = rows.get(appointment)
            if row is None:
                faults["lost"].append(f"{request['kind']} {appointment}")
            elif request["kind"] == "cancel" and row["status"] != "cancelled":
                faults["lost"].append(f"cancellation of {appointment}")
cancelled = {r["subject"] for k, r in requests.items() if r["kind"] == "cancel"}
for key, given in answers.items():
    if requests[key]["kind"] in ("cancel",) or not any(a["outcome"] == "ok" for a in given):
        continue
    for a in given:
        for appointment in a["appointments"]:
            row = rows.get(appointment)
            if row is not None and row["status"] == "cancelled" and appointment not in cancelled:
                faults["lost"].append(f"{appointment} is cancelled, and nobody asked for it")

# All or nothing.
series = defaultdict(int)
for r in rows.values():
    if r["series"]:
        series[r["series"]] += 1
faults["half effect"] += [f"series {s} has {n} of 3" for s, n in series.items() if n != 3]
for table, column in (("outbox", "event"), ("audit", "action")):
    known = {r[0] for r in db.execute(f"SELECT DISTINCT subject FROM {table} WHERE {column} = 'appointmentBooked'")}
    faults["half effect"] += [f"{a} has no {table} row" for a in rows if a not in known]
    twice = db.execute(f"SELECT subject FROM {table} WHERE {column} = 'appointmentBooked' GROUP BY subject HAVING count(*) > 1").fetchall()
    faults["half effect"] += [f"{a[0]} was booked twice in {table}" for a in twice]
owners = {r[0] for r in db.execute("SELECT DISTINCT owner FROM occupancy")}
holds = {f"hold/{r[0]}" for r in db.execute("SELECT id FROM hold")}
expected = {f"appointment/{r['id']}" for r in rows.values() if r["status"] in OCCUPYING} | holds
faults["half effect"] += [f"occupancy of {o}" for o in owners ^ expected]

# The engine refuses an overlapping row by itself, whoever asks.
victim = next((r for r in rows.values() if r["status"] == "booked" and r["overbook_reason"] is None), None)
if victim is None:
    faults["nothing happened"].append("no booked appointment")
else:
    columns = list(victim.keys())
    other = db.execute("SELECT id FROM patient WHERE id <> ? LIMIT 1", [victim["patient_id"]]).fetchone()[0]
    copy = dict(victim) | {"id": "raw", "patient_id": other}
    try:
        if os.path.exists(f"{directory}/raw-insert"):
            # The race was on a server, and that was asked there.
            if open(f"{directory}/raw-insert").read() != "accepted":
                raise sqlite3.IntegrityError
        else:
            db.execute(f"INSERT INTO appointment ({','.join(columns)}) VALUES ({','.join('?' * len(columns))})", [copy[c] for c in columns])
        faults["raw INSERT accepted"].append(victim["id"])
    except sqlite3.IntegrityError:
        pass

if counts["ok"] < 200:
    faults["nothing happened"].append(f"only {counts['ok']} requests were done")
summary = {k: len(v) for k, v in faults.items() if v}
print(f"{len(requests)} requests: {counts['ok']} done, {counts['refused']} refused, {len(requests) - len(answers)} unanswered; "
      f"{len(rows)} appointments; faults: {summary or 'none'}")
for kind, found in faults.items():
    for fault in found[:3]:
        print(f"  {kind}: {fault}")
sys.exit(1 if summary else 0)
