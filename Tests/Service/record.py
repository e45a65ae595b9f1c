"""A record of another system's appointments comes in by a mapping, and reports say of it what plain counting does.

The public record of 110,527 appointments is taken where SLOTWISE_RECORD names its file; else one that is made up, of the same columns.
"""
import collections, csv, datetime, gzip, io, json, os, random, subprocess, time
import pytest
from harness import PROGRAM, Server, call

COLUMNS = ["PatientId", "AppointmentID", "ScheduledDay", "AppointmentDay", "Age", "SMS_received", "No-show"]
MAPPING = {"pastVisits": {
    "file": "record.csv",
    "columns": {"id": "AppointmentID", "patient": "PatientId", "bookedOn": "ScheduledDay", "day": "AppointmentDay", "age": "Age", "reminded": "SMS_received", "status": "No-show"},
    "words": {"status": {"No": "fulfilled", "Yes": "noshow"}, "reminded": {"0": "no", "1": "yes"}},
}}
LEADS = [(0, "0"), (2, "1-2"), (7, "3-7"), (14, "8-14"), (30, "15-30"), (60, "31-60"), (10_000, "61+")]
AGES = [(17, "0-17"), (34, "18-34"), (49, "35-49"), (64, "50-64"), (79, "65-79"), (130, "80+")]
MEASURES = ["appointments", "patients", "fulfilled", "missed", "missedShare", "leadDays"]


def made_up(count):
    """A record in which leads, ages and reminders matter, some rows of which nobody can have meant."""
    chance, first = random.Random(15), datetime.date(2016, 4, 29)
    for number in range(count):
        day = first + datetime.timedelta(days=chance.randrange(40))
        lead = chance.choice([0, 0, 0, 1, 2, 3, 7, 8, 14, 15, 30, 31, 60, 61, 90]) if number % 500 else -1
        booked = day - datetime.timedelta(days=lead)
        reminded = int(lead > 2 and chance.random() < 0.6)
        missed = chance.random() < (0.05 if lead <= 0 else 0.3 - 0.08 * reminded)
        age = -1 if number == 7 else chance.randrange(0, 100)
        yield [str(chance.randrange(count // 2)), str(5_000_000 + number), f"{booked}T{chance.randrange(6, 22):02}:10:08Z", f"{day}T00:00:00Z", str(age), str(reminded), "Yes" if missed else "No"]


@pytest.fixture(scope="module")
def record():
    """Rows by column, of the file that SLOTWISE_RECORD names."""
    path = os.environ.get("SLOTWISE_RECORD")
    if not path:
        return [dict(zip(COLUMNS, row, strict=True)) for row in made_up(5_000)]
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def band(value, bands):
    return next(name for most, name in bands if value <= most)


def plain(record):
    """The rows that can have been meant, each with its groups; and the lines of the others."""
    good, bad = [], []
    for line, row in enumerate(record, start=2):
        day, booked = (datetime.date.fromisoformat(row[column][:10]) for column in ("AppointmentDay", "ScheduledDay"))
        lead, age = (day - booked).days, int(row["Age"])
        if lead < 0 or age < 0:
            bad.append(line)
            continue
        good.append({
            "patient": row["PatientId"], "missed": row["No-show"] == "Yes", "leadDays": lead, "day": str(day), "month": str(day)[:7], "weekday": str(day.isoweekday()),
            "lead": band(lead, LEADS), "age": band(age, AGES), "reminded": "yes" if row["SMS_received"] == "1" else "no",
        })
    return good, bad


def figures(rows):
    missed = sum(row["missed"] for row in rows)
    return [len(rows), len({row["patient"] for row in rows}), len(rows) - missed, missed, missed / len(rows), sum(row["leadDays"] for row in rows) / len(rows)]


def near(values, wanted):
    return all(abs(value["value"] - want) < 1e-9 * max(1, abs(want)) for value, want in zip(values, wanted, strict=True))


def counted(clinic, token, rows, first="2016-01-01", last="2016-12-31"):
    """Waits until reports have counted so many from one day to another."""
    for _ in range(1200):
        _, report, _ = call(clinic.url, "POST", "/v1/reports/custom", {"measures": ["appointments"], "dimensions": [], "from": first, "to": last}, token)
        if report["total"][0].get("value") == rows:
            return
        time.sleep(0.25)
    raise AssertionError(f"{report['total']} of {rows} are counted")


def test_reports_of_a_record_equal_an_independent_count(checks, record, tmp_path):
    with open(tmp_path / "record.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(record[0]))
        writer.writeheader()
        writer.writerows(record)
    (tmp_path / "mapping.json").write_text(json.dumps(MAPPING))
    good, bad = plain(record)
    clinic = Server().seed()
    begun = time.monotonic()
    told = clinic.cli("import", str(tmp_path), "--mapping", str(tmp_path / "mapping.json"), "--skip-bad-rows")
    print(f"{len(good)} imported in {time.monotonic() - begun:.1f} s")
    checks.that(told["imported"] == {"pastVisits": len(good)}, told["imported"])
    checks.that([int(line.split(":")[1]) for line in told["skipped"]] == bad and bad, f"bad rows are named by their lines: {told['skipped'][:5]}")
    again = clinic.cli("import", str(tmp_path), "--mapping", str(tmp_path / "mapping.json"), "--skip-bad-rows")
    checks.that(again["imported"] == {} and again["unchanged"] == {"pastVisits": len(good)}, f"the same again is nothing: {again['imported']}")
    with clinic:
        begun, token = time.monotonic(), clinic.token("administrator")
        counted(clinic, token, len(good))
        print(f"counted in {time.monotonic() - begun:.1f} s")
        for dimensions in [[], ["lead"], ["age"], ["month"], ["weekday"], ["day"], ["lead", "reminded"], ["age", "lead", "reminded"]]:
            wish = {"measures": MEASURES, "dimensions": dimensions, "from": "2016-01-01", "to": "2016-12-31"}
            _, report, _ = call(clinic.url, "POST", "/v1/reports/custom", wish, token)
            groups = collections.defaultdict(list)
            for row in good:
                groups[tuple(row[dimension] for dimension in dimensions)].append(row)
            checks.that(len(report["rows"]) == len(groups), f"groups by {dimensions}")
            checks.that(near(report["total"], figures(good)), f"total by {dimensions}: {report['total']}")
            for row in report["rows"]:
                wanted = figures(groups[tuple(row["keys"])]) if tuple(row["keys"]) in groups else None
                checks.that(wanted and near(row["values"], wanted), f"{row['keys']}: {row['values']}, counted {wanted}")
        effect = f"{clinic.url}", "GET", "/v1/reports/reminders?from=2016-01-01&to=2016-12-31"
        _, report, _ = call(*effect, token=token)
        _, table, _ = call(*effect[:2], effect[2] + "&format=csv", token=token)
        lines = list(csv.reader(io.StringIO(table.decode())))
        checks.that(lines[0][:2] == ["lead", "reminded"] and len(lines) == len(report["rows"]) + 2, f"{lines[0]}")
        for line, row in zip(lines[1:], report["rows"], strict=False):
            checks.that(line[2:] == [text(figure.get("value")) for figure in row["values"]], f"the file says what the screen does: {line} {row}")
        for name, wanted in [("fulfilled", len([row for row in good if not row["missed"]])), ("noshow", len([row for row in good if row["missed"]]))]:
            stored = clinic.store.value("scheduling", f"SELECT count(*) FROM past_visit WHERE status = '{name}'")
            checks.that(stored == wanted, f"{name}: {stored} in the book")


def text(value):
    return "" if value is None else str(int(value)) if value == int(value) else str(value)


def test_a_word_that_no_mapping_knows_is_refused_by_its_line(checks, tmp_path):
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in made_up(20)][8:11]
    rows[1]["No-show"] = "Perhaps"
    with open(tmp_path / "record.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / "mapping.json").write_text(json.dumps(MAPPING))
    done = subprocess.run([PROGRAM, "import", str(tmp_path), "--mapping", str(tmp_path / "mapping.json"), "--data", str(tmp_path / "clinic")], capture_output=True, text=True)
    checks.that(done.returncode == 2 and "record.csv:3: status: “Perhaps”" in done.stderr, done.stderr)
