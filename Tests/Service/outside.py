"""Calendars of others: what they block is what another reader of recurrences finds, and what cannot be read blocks what it did before."""
import datetime, http.server, itertools, json, os, random, subprocess, tempfile, threading, time, uuid, zoneinfo
import clock, pytest
from dateutil import rrule, tz
from harness import PROGRAM, Server, call

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata", "UTC"]
FROM, DAYS = datetime.date(2026, 1, 1), 700
STAMP = "%Y%m%dT%H%M%S"
HORIZON = datetime.datetime.combine(FROM, datetime.time()) + datetime.timedelta(days=DAYS + 2)


def some(chance, values, most):
    return ",".join(str(one) for one in chance.sample(values, chance.randint(1, most)))


def rule_of(chance, start, zone):
    """A rule as people and programs write them, and some that only programs do."""
    frequency = chance.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    parts = [f"FREQ={frequency}"]
    likely = lambda part: chance.random() < part
    if likely(0.5):
        parts.append(f"INTERVAL={chance.choice([1, 2, 3, 4, 5, 13])}")
    if likely(0.3):
        parts.append(f"COUNT={chance.randint(1, 200)}")
    elif likely(0.4):
        end = start + datetime.timedelta(days=chance.randint(1, 2500))
        # As a day, on the wall, or as a point of time, which dateutil takes only where the start has a zone.
        parts.append("UNTIL=" + chance.choice([end.strftime("%Y%m%d"), end.strftime(STAMP), end.replace(tzinfo=tz.gettz(zone)).astimezone(datetime.UTC).strftime(STAMP) + "Z"]))
    if likely(0.25):
        parts.append("BYMONTH=" + some(chance, range(1, 13), 3))
    if frequency == "YEARLY" and likely(0.15):
        parts.append("BYWEEKNO=" + some(chance, [1, 2, 20, 52, 53, -1, -2], 2))
    if frequency == "YEARLY" and likely(0.15):
        parts.append("BYYEARDAY=" + some(chance, [1, 60, 100, 200, 365, 366, -1, -366], 3))
    if frequency in ("MONTHLY", "YEARLY", "DAILY") and likely(0.3):
        parts.append("BYMONTHDAY=" + some(chance, [1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -31], 3))
    if likely(0.45):
        # dateutil takes the nth of a weekday and every one of another for both at once; RFC 5545 for either. They are not mixed here.
        ordinals = frequency in ("MONTHLY", "YEARLY") and "BYWEEKNO" not in str(parts) and likely(0.6)
        parts.append("BYDAY=" + ",".join((chance.choice(["1", "2", "3", "-1", "-2", "5"]) if ordinals else "") + day for day in chance.sample(WEEKDAYS, chance.randint(1, 4))))
    if likely(0.12):
        parts.append("BYHOUR=" + some(chance, [0, 2, 8, 9, 17, 23], 2))
    if likely(0.08):
        parts.append("BYMINUTE=" + some(chance, [0, 30, 45], 2))
    if likely(0.12) and "BY" in str(parts):
        parts.append("BYSETPOS=" + some(chance, [1, 2, -1, -2], 2))
    if likely(0.2):
        parts.append("WKST=" + chance.choice(["SU", "MO", "TH"]))
    chance.shuffle(parts)
    return ";".join(parts)


def until(part, zone):
    """An end as the wall of a zone shows it: a day as the end has all of its hours."""
    text = part.removeprefix("UNTIL=")
    if text.endswith("Z"):
        text = datetime.datetime.strptime(text, STAMP + "Z").replace(tzinfo=datetime.UTC).astimezone(tz.gettz(zone)).strftime(STAMP)
    return f"UNTIL={text}" if "T" in text else f"UNTIL={text}T235959"


def case(chance):
    """A calendar of one event, and its begins as dateutil finds them."""
    while True:
        zone = chance.choice(ZONES)
        start = datetime.datetime(chance.randint(2018, 2027), chance.randint(1, 12), chance.randint(1, 28), chance.randint(0, 23), chance.choice([0, 15, 30, 59]))
        text = rule_of(chance, start, zone)
        meant = ";".join(until(part, zone) if part.startswith("UNTIL=") else part for part in text.split(";"))
        first = next(iter(rrule.rrulestr(meant, dtstart=start)), None)
        # An event begins with its first occurrence.
        if first is None:
            continue
        walls = list(itertools.takewhile(lambda wall: wall < HORIZON, rrule.rrulestr(meant, dtstart=first)))
        if walls and walls[0] == first:
            break
    excluded = chance.sample(walls, min(len(walls) - 1, chance.randint(0, 4)))
    moved = [wall for wall in chance.sample(walls, min(len(walls), 3)) if wall not in excluded and wall != first][: chance.randint(0, 2)]
    minutes = chance.choice([15, 50, 90])
    at = lambda name, wall: f"{name};TZID={zone}:{wall.strftime(STAMP)}"
    event = ["BEGIN:VEVENT", "UID:one", at("DTSTART", first), f"DURATION:PT{minutes}M", f"RRULE:{text}"]
    if excluded:
        event.append(f"EXDATE;TZID={zone}:" + ",".join(wall.strftime(STAMP) for wall in excluded))
    lines = [*event, "END:VEVENT"]
    for wall in moved:
        lines += ["BEGIN:VEVENT", "UID:one", at("RECURRENCE-ID", wall), at("DTSTART", wall + datetime.timedelta(hours=3, minutes=7)), f"DURATION:PT{minutes}M", "END:VEVENT"]
    begins = [wall for wall in walls if wall not in excluded and wall not in moved] + [wall + datetime.timedelta(hours=3, minutes=7) for wall in moved]
    # Of a time that comes twice the first; one that is skipped is as late as if it had not been (RFC 5545, 3.3.5).
    instant = lambda wall: int(tz.resolve_imaginary(wall.replace(tzinfo=tz.gettz(zone), fold=0)).timestamp())
    return text, zone, "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]), merged([(instant(wall), instant(wall) + minutes * 60) for wall in begins])


def merged(ranges):
    begin = int(datetime.datetime.combine(FROM, datetime.time(), datetime.UTC).timestamp())
    window, found = (begin, begin + DAYS * 86_400), []
    for start, end in sorted((max(a, window[0]), min(b, window[1])) for a, b in ranges):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def busy(texts):
    """What the program finds in calendars, as seconds since 1970."""
    folder = tempfile.mkdtemp(prefix="slotwise-outside-")
    files = []
    for number, text in enumerate(texts):
        files.append(os.path.join(folder, f"{number}.ics"))
        with open(files[-1], "w", newline="") as out:
            out.write(text)
    done = subprocess.run([PROGRAM, "busy", *files, "--from", f"{FROM}", "--days", f"{DAYS}", "--zone", "UTC", "--json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    seconds = lambda text: int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())
    return [[(seconds(one["start"]), seconds(one["end"])) for one in item["busy"]] for item in json.loads(done.stdout)["items"]]


def test_recurrences_are_as_another_reader_finds_them(checks):
    seed = int(os.environ.get("SLOTWISE_SEED", "20261126"))
    chance = random.Random(seed)
    cases = [case(chance) for _ in range(300)]
    different, count = 0, 0
    for (rule, zone, _, wanted), found in zip(cases, busy([text for _, _, text, _ in cases]), strict=True):
        count += len(wanted)
        if found != wanted:
            different += 1
            odd = sorted(set(found) ^ set(wanted))[:3]
            print(rule, zone, len(found), len(wanted), [(datetime.datetime.fromtimestamp(a, zoneinfo.ZoneInfo(zone)).isoformat(), (a, b) in found) for a, b in odd])
    print(f"{len(cases)} rules, {count} busy times, {different} differ (seed {seed})")
    checks.that(different == 0, f"{different} of {len(cases)} rules differ (SLOTWISE_SEED={seed})")
    checks.that(count > 5_000, f"there is something to find: {count}")


class CalendarServer:
    """Somebody's calendar on a server of the test's own, which counts who asks and fails when it is told to."""

    def __init__(self):
        self.text, self.tag, self.status, self.asked = "", 1, 200, []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append((self.path, self.headers.get("If-None-Match")))
                if self.path == "/dripping":
                    self.send_response(200)
                    self.end_headers()
                    for _ in range(600):
                        time.sleep(0.1)
                        try:
                            self.wfile.write(b"X")
                            self.wfile.flush()
                        except OSError:
                            return None
                    return None
                if self.path == "/elsewhere":
                    self.send_response(302)
                    self.send_header("Location", "http://localhost:1/private")
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                same = server.status == 200 and self.headers.get("If-None-Match") == f'"{server.tag}"'
                body = b"" if same or server.status != 200 else server.text.encode()
                self.send_response(304 if same else server.status)
                self.send_header("ETag", f'"{server.tag}"')
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def shows(self, *events):
        """What it shows from now on."""
        lines = [line for event in events for line in ["BEGIN:VEVENT", f"UID:{uuid.uuid4()}", "SUMMARY:Therapy of my own", *event, "END:VEVENT"]]
        self.text, self.tag = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]), self.tag + 1


@pytest.fixture(scope="module")
def clinic():
    with Server().seed() as server:
        yield server


def slots(clinic, practitioner, token):
    return [one["start"] for one in call(clinic.url, "GET", f"/v1/slots?appointmentType=gp-return&practitioner={practitioner}&limit=500", token=token)[1]["items"]]


def stamp(text):
    return text.replace("-", "").replace(":", "")


def test_what_a_practitioner_does_elsewhere_blocks_slots(checks, clinic):
    theirs, path = CalendarServer(), "/v1/practitioners/p-01/outside-calendar"
    doctor, desk, admin = clinic.token("practitioner", "p-01"), clinic.token("receptionist"), clinic.token("administrator")
    free = slots(clinic, "p-01", desk)
    busy = free[len(free) // 2]
    theirs.shows([f"DTSTART:{stamp(busy)}", "DURATION:PT10M"])
    checks.that(call(clinic.url, "GET", path, token=doctor)[0] == 404, "there is none at first")
    status, body, _ = call(clinic.url, "PUT", path, {"address": f"{theirs.url}/private/secret-of-mine.ics"}, doctor)
    checks.that(status == 200 and [one["start"] for one in body["busy"]] == [busy] and body["host"] == "127.0.0.1" and "fault" not in body, f"{status} {body}")
    now = slots(clinic, "p-01", desk)
    checks.that(busy not in now and set(now) < set(free), "what is busy is not offered")
    status, answer, _ = call(clinic.url, "POST", "/v1/appointments", {"appointmentType": "gp-return", "practitioner": "p-01", "start": busy, "patient": "pt-1"}, desk, {"Idempotency-Key": uuid.uuid4().hex})
    checks.that(status in (409, 422), f"nor booked: {status} {answer}")
    shown = json.dumps([body, call(clinic.url, "GET", path, token=admin)[1], call(clinic.url, "GET", "/v1/absences", token=admin)[1]])
    checks.that("secret-of-mine" not in shown and "Therapy" not in shown, "neither address nor reason is shown")
    checks.that("secret-of-mine" not in open(clinic.log).read(), "nor in the log")
    # Read again, it is the same, and nothing is read twice.
    count = len(theirs.asked)
    call(clinic.url, "PUT", path, {"address": f"{theirs.url}/private/secret-of-mine.ics"}, doctor)
    checks.that(theirs.asked[-1][1] == f'"{theirs.tag}"' and len(theirs.asked) == count + 1, f"{theirs.asked}")
    # Trouble keeps what was known.
    for trouble, said in ((lambda: setattr(theirs, "status", 503), "503"), (lambda: (setattr(theirs, "status", 200), setattr(theirs, "text", "<!doctype html>"), setattr(theirs, "tag", 99)), "there is no calendar")):
        trouble()
        body = call(clinic.url, "PUT", path, {"address": f"{theirs.url}/private/secret-of-mine.ics"}, doctor)[1]
        checks.that(said in body.get("fault", "") and [one["start"] for one in body["busy"]] == [busy], f"{body}")
    checks.that(busy not in slots(clinic, "p-01", desk), "it stays blocked")
    # What is booked there already is said, by name to whoever may know.
    mine = [one for one in call(clinic.url, "GET", "/v1/appointments?practitioner=p-01&limit=200", token=desk)[1]["items"] if one["status"] == "booked" and one["start"] > clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")][0]
    theirs.shows([f"DTSTART:{stamp(mine['start'])}", "DURATION:PT5M"])
    body = call(clinic.url, "PUT", path, {"address": f"{theirs.url}/private/secret-of-mine.ics"}, doctor)[1]
    checks.that([one["appointment"] for one in body["displaced"]] == [mine["id"]] and "fault" not in body, f"{body}")
    checks.that(busy in slots(clinic, "p-01", desk), "what is over there is free here")
    # It ends with what it blocked.
    checks.that(call(clinic.url, "DELETE", path, token=doctor)[0] == 204 and call(clinic.url, "GET", path, token=doctor)[0] == 404, "it ends")
    checks.that(slots(clinic, "p-01", desk) == free, "and all is as before")


def test_a_calendar_is_its_practitioners_and_the_administrators(checks, clinic):
    theirs, path = CalendarServer(), "/v1/practitioners/p-02/outside-calendar"
    theirs.shows()
    for who, wanted in ((clinic.token("practitioner", "p-01"), 404), (clinic.token("receptionist"), 403), (clinic.token("patient", "pt-1"), 403), (clinic.token("planner"), 403), (None, 401)):
        for method, body in (("GET", None), ("PUT", {"address": theirs.url}), ("DELETE", None)):
            status = call(clinic.url, method, path, body, who)[0]
            checks.that(status == wanted, f"{method}: {status}, not {wanted}")
    admin = clinic.token("administrator")
    checks.that(call(clinic.url, "PUT", path, {"address": theirs.url}, admin)[0] == 200, "an administrator may")
    checks.that(call(clinic.url, "PUT", "/v1/practitioners/nobody/outside-calendar", {"address": theirs.url}, admin)[0] == 404, "of nobody there is none")


def test_nobody_lets_the_clinic_ask_its_own_machines(checks, clinic):
    theirs, path, admin = CalendarServer(), "/v1/practitioners/p-03/outside-calendar", clinic.token("administrator")
    for address in ("ftp://calendar.example/x.ics", "calendar.ics", "https://", "file:///etc/passwd", "javascript:alert(1)"):
        status, answer, _ = call(clinic.url, "PUT", path, {"address": address}, admin)
        checks.that(status == 422 and answer["errors"][0]["field"] == "address", f"{address}: {status} {answer}")
    for address in ("https://localhost/x.ics", "https://10.0.0.1/x.ics", "http://192.168.1.1/", "https://[::1]/x.ics", "https://[::ffff:127.0.0.1]/", "https://2130706433/", f"{theirs.url}/elsewhere", "http://calendar.example/x.ics"):
        status, answer, _ = call(clinic.url, "PUT", path, {"address": address}, admin)
        checks.that(status == 200 and answer.get("fault"), f"{address}: {status} {answer}")
        checks.that("busy" in answer and answer["busy"] == [] and "readAt" not in answer, f"{address}: {answer}")
    checks.that([asked[0] for asked in theirs.asked] == ["/elsewhere"], f"{theirs.asked}")


def test_a_server_that_never_ends_is_given_up(checks, clinic):
    theirs, admin, began = CalendarServer(), clinic.token("administrator"), time.monotonic()
    status, answer, _ = call(clinic.url, "PUT", "/v1/practitioners/p-04/outside-calendar", {"address": f"{theirs.url}/dripping"}, admin, timeout=60)
    checks.that(status == 200 and "nobody answers" in answer.get("fault", ""), f"{status} {answer}")
    checks.that(time.monotonic() - began < 40, "within its time")
