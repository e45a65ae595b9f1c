"""Reports that nobody thought of: random definitions, each answered as plain counting does, or refused by the name of what is wrong.

SLOTWISE_REPORT_FUZZ says how many (default 400).
"""
import collections, csv, datetime, os, random, re, time, zoneinfo
import pytest
from harness import Server, call
from record import AGES, LEADS, band, counted

MEASURES = {
    "appointments": lambda rows: len(rows), "patients": lambda rows: len({row["patient"] for row in rows}),
    "fulfilled": lambda rows: total(rows, "fulfilled"), "missed": lambda rows: total(rows, "missed"), "cancelled": lambda rows: total(rows, "cancelled"),
    "missedShare": lambda rows: share(total(rows, "missed"), total(rows, "missed") + total(rows, "fulfilled")),
    "cancelledShare": lambda rows: share(total(rows, "cancelled"), len(rows)), "ownBookings": lambda rows: share(total(rows, "own"), len(rows)),
    "movedByPlans": lambda rows: share(0, len(rows)), "leadDays": lambda rows: share(total(rows, "days"), len(rows)),
    "hours": lambda rows: sum(row["minutes"] for row in rows if not row["cancelled"]) / 60,
    "revenue": lambda rows: sum(row["cents"] for row in rows if row["fulfilled"]), "lostRevenue": lambda rows: sum(row["cents"] for row in rows if row["missed"]),
    "bookedRevenue": lambda rows: sum(row["cents"] for row in rows if not row["cancelled"]),
}
DIMENSIONS = ["day", "week", "month", "weekday", "hour", "practitioner", "location", "appointmentType", "priority", "status", "lead", "bookedBy", "cancelledBy", "cancelReason", "age", "reminded"]
REASONS = ["ill", "busy", "no-longer-needed", "Ms Meyer called", ""]


def total(rows, column):
    return sum(row[column] for row in rows)


def share(of, whole):
    return of / whole if whole else None


def fact(patient, day, booked, hour, status, **more):
    """A row as plain counting sees it."""
    cancelled = status == "cancelled"
    reason = more.pop("cancelReason") or None
    return more | {
        "patient": patient, "day": str(day), "week": str(day - datetime.timedelta(day.weekday())), "month": str(day)[:7], "weekday": str(day.isoweekday()), "hour": hour,
        "status": status, "fulfilled": status == "fulfilled", "missed": status == "noshow", "cancelled": cancelled, "own": more["bookedBy"] == "patient",
        "days": max(0, (day - booked).days), "lead": band(max(0, (day - booked).days), LEADS),
        "cancelledBy": (more["cancelledBy"] or "clinic") if cancelled else "", "reminded": more["reminded"] if status in ("fulfilled", "noshow") else "",
        "cancelReason": (reason if re.fullmatch("[a-z0-9-]{1,40}", reason) else "other") if cancelled and reason else "",
    }


def before(count, first):
    """A sheet of visits of before, and what plain counting makes of it."""
    chance, sheet, facts = random.Random(4711), [], []
    for number in range(count):
        day = first + datetime.timedelta(days=chance.randrange(90))
        booked = day - datetime.timedelta(days=chance.choice([0, 0, 1, 2, 3, 7, 8, 14, 15, 30, 31, 60, 61]))
        status = chance.choice(["fulfilled", "fulfilled", "noshow", "cancelled"])
        age, minutes, cents = chance.choice(["", *map(str, range(0, 100, 7))]), chance.choice([5, 15, 20, 45]), chance.randrange(0, 20_000)
        row = {
            "id": f"b-{number}", "patient": f"x-{chance.randrange(count // 3)}", "day": day, "bookedOn": booked, "status": status, "age": age, "reminded": chance.choice(["", "yes", "no"]),
            "practitioner": chance.choice(["", "p-01", "gone"]), "location": chance.choice(["", "elsewhere"]), "type": chance.choice(["", "old-type"]), "durationMinutes": minutes, "priceCents": cents,
            "bookedBy": chance.choice(["patient", "clinic"]), "cancelledBy": chance.choice(["", "patient", "clinic"]), "cancelReason": chance.choice(REASONS),
        }
        sheet.append(row)
        facts.append(fact(row["patient"], day, booked, "", status, age=band(int(age), AGES) if age else "", priority="", appointmentType=row["type"], minutes=minutes, cents=cents, **{name: row[name] for name in ("reminded", "practitioner", "location", "bookedBy", "cancelledBy", "cancelReason")}))
    return sheet, facts


def booked(clinic, folder):
    """The clinic's own appointments, from its sheets: nobody was told anything of them here, so that reminders are unknown."""
    clinic.cli("export", "--out", str(folder))
    sheets = {}
    for name in ("appointments", "patients", "types", "practitioners", "locations"):
        with open(f"{folder}/{name}.csv", newline="", encoding="utf-8") as file:
            sheets[name] = list(csv.DictReader(file))
    births, prices, zones = ({row["id"]: row[column] for row in sheets[name]} for name, column in (("patients", "birthDate"), ("types", "priceCents"), ("locations", "zone")))
    places = {row["id"]: row["location"] for row in sheets["practitioners"]}
    for row in sheets["appointments"]:
        zone = zoneinfo.ZoneInfo(zones[places[row["practitioner"]]])
        start, made = (datetime.datetime.fromisoformat(row[column]).astimezone(zone) for column in ("start", "bookedAt"))
        yield fact(row["patient"], start.date(), made.date(), f"{start.hour:02}", row["status"], reminded="", practitioner=row["practitioner"], location=places[row["practitioner"]], appointmentType=row["type"], priority=row["priority"], age=aged(births[row["patient"]], start.date()), minutes=int(row["durationMinutes"]), cents=int(prices[row["type"]]), bookedBy=row["bookedBy"], cancelledBy=row["lastStepBy"], cancelReason=row["lastStepReason"])


def aged(birth, day):
    if not birth:
        return ""
    born = datetime.date.fromisoformat(birth)
    return band(day.year - born.year - ((day.month, day.day) < (born.month, born.day)), AGES)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """A clinic with history of its own and another's, and each appointment as plain counting sees it."""
    folder, clinic = tmp_path_factory.mktemp("sheets"), Server().seed()
    own = list(booked(clinic, folder / "own"))
    sheet, theirs = before(1_500, datetime.date.fromisoformat(min(row["day"] for row in own)) - datetime.timedelta(days=30))
    (folder / "theirs").mkdir()
    with open(folder / "theirs" / "pastVisits.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(sheet[0]))
        writer.writeheader()
        writer.writerows(sheet)
    assert clinic.cli("import", str(folder / "theirs"))["skipped"] == []
    with clinic:
        clinic.facts = [row for row in own + theirs if row["status"] not in ("proposed", "waitlist", "entered-in-error")]
        yield clinic


def definition(chance, facts):
    """A report that somebody may put together, and whether it makes sense."""
    days = sorted({row["day"] for row in facts})
    first, last = sorted(chance.choices(days, k=2))
    measures = chance.sample(list(MEASURES), chance.randint(1, 8))
    dimensions = chance.sample(DIMENSIONS, chance.randint(0, 3))
    filters = [{"dimension": name, "values": [chance.choice([chance.choice(facts)[name], "nobody", "' OR 1 = 1 --"]) for _ in range(chance.randint(1, 4))]} for name in chance.sample(DIMENSIONS, chance.choice([0, 0, 1, 1, 2]))]
    wish, wrong = {"measures": measures, "dimensions": dimensions, "from": first, "to": last, "filters": filters}, None
    if chance.random() < 0.15:
        wrong = chance.choice(["measures", "measures", "dimensions", "to", "filters", "from"])
        wish[wrong] = {
            "measures": chance.choice([[], measures * 2, list(MEASURES)[:9], ["wealth"], "appointments"]), "dimensions": chance.choice([["day", "day"], DIMENSIONS[:4], ["shoe size"], None]),
            "to": chance.choice(["2000-01-01", "2099-12-31", "yesterday"]), "filters": chance.choice([[{"dimension": "day", "values": []}], [{"dimension": "status", "values": ["booked"]}] * 2, [{"dimension": "name", "values": ["a"]}], [{"dimension": "day", "values": ["\u0000"]}]]),
            "from": chance.choice(["2026-13-01", 7, None]),
        }[wrong]
    return wish, wrong


def plain(facts, wish):
    groups = collections.defaultdict(list)
    for row in facts:
        if wish["from"] <= row["day"] <= wish["to"] and all(row[one["dimension"]] in one["values"] for one in wish["filters"]):
            groups[tuple(row[name] for name in wish["dimensions"])].append(row)
    return groups


def same(figures, rows, measures):
    return all(abs((figure.get("value") or 0) - (wanted or 0)) < 1e-6 and ("value" in figure) == (wanted is not None) for figure, wanted in zip(figures, (MEASURES[name](rows) for name in measures), strict=True))


def test_random_reports_are_answered_as_plain_counting_does_or_refused_by_name(checks, clinic):
    chance, token = random.Random(15), clinic.token("administrator")
    counted(clinic, token, len(clinic.facts), min(row["day"] for row in clinic.facts), max(row["day"] for row in clinic.facts))
    slowest, refused, rows = 0, 0, 0
    for number in range(int(os.environ.get("SLOTWISE_REPORT_FUZZ", "400"))):
        wish, wrong = definition(chance, clinic.facts)
        begin = time.monotonic()
        status, answer, _ = call(clinic.url, "POST", "/v1/reports/custom", wish, token)
        slowest = max(slowest, time.monotonic() - begin)
        if wrong or status != 200:
            refused += 1
            checks.that(400 <= status < 500 and (wrong is None or wrong in str(answer)), f"{number}: {wrong} in {wish}: {status} {answer}")
            checks.that(wrong or status == 422 and "groups" in answer["detail"], f"{number}: {wish}: {status} {answer}")
            continue
        groups, measures = plain(clinic.facts, wish), wish["measures"]
        rows += len(answer["rows"])
        checks.that({tuple(row["keys"]) for row in answer["rows"]} == set(groups) or not wish["dimensions"], f"{number}: groups of {wish}")
        checks.that(all(same(row["values"], groups[tuple(row["keys"])], measures) for row in answer["rows"]), f"{number}: rows of {wish}")
        checks.that(same(answer["total"], [row for group in groups.values() for row in group], measures), f"{number}: total of {wish}: {answer['total']}")
    print(f"{refused} refused, {rows} rows compared, slowest {slowest * 1000:.0f} ms")
    checks.that(slowest < 2, f"the slowest took {slowest:.1f} s")
