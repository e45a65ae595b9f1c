"""Appointments in other people's calendars: read by another's library, kept by a CalDAV server, and ended when their owner says so."""
import icalendar, os, subprocess, sys, tempfile, time, urllib.error, urllib.request, uuid
import pytest
from harness import Server, call
from shapes import free_port


@pytest.fixture(scope="module")
def clinic():
    with Server().seed() as server:
        yield server


def read(clinic, path, tag=None):
    """Status, tag, and the calendar as another's library reads it; its raw bytes are checked on the way."""
    request = urllib.request.Request(clinic.url + path, headers={"If-None-Match": tag} if tag else {})
    try:
        with urllib.request.urlopen(request) as answer:
            raw = answer.read()
            assert b"\n" not in raw.replace(b"\r\n", b"") and max(map(len, raw.split(b"\r\n"))) <= 75, raw
            assert answer.headers["content-type"] == "text/calendar; charset=utf-8", answer.headers
            return answer.status, answer.headers["etag"], icalendar.Calendar.from_ical(raw)
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers["etag"], None


def events(calendar):
    """By appointment; the UID is that of an appointment of this clinic, and of no other's."""
    assert all(str(event["UID"]).endswith("@appointments.slotwise") for event in calendar.walk("VEVENT")), calendar
    return {str(event["UID"]).split("@")[0]: event for event in calendar.walk("VEVENT")}


def times(events):
    return {uid: (event.decoded("DTSTART").isoformat().replace("+00:00", "Z"), int(event["SEQUENCE"])) for uid, event in events.items()}


def book(clinic, patient, number=0):
    desk = clinic.token("receptionist")
    slots = call(clinic.url, "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-01", token=desk)[1]["items"]
    status, body, _ = call(clinic.url, "POST", "/v1/appointments", {
        "appointmentType": "gp-return", "practitioner": "p-01", "start": slots[number]["start"], "patient": patient}, desk,
        {"Idempotency-Key": uuid.uuid4().hex})
    assert status == 201, (status, body)
    return body, slots


def test_a_calendar_follows_the_book(checks, clinic):
    url, ada, desk = clinic.url, clinic.token("patient", "pt-1"), clinic.token("receptionist")
    booked, slots = book(clinic, "pt-1")
    checks.that(call(url, "GET", "/v1/calendar-feed", token=ada)[0] == 404, "there is no address until somebody wants one")
    status, feed, _ = call(url, "PUT", "/v1/calendar-feed", token=ada)
    checks.that(status == 200 and feed["patients"] == ["pt-1"], f"{status} {feed}")
    mine = lambda: {one["id"]: (one["start"], one["version"]) for one in call(url, "GET", "/v1/appointments?patient=pt-1&limit=200", token=desk)[1]["items"] if one["status"] in ("booked", "arrived", "checked-in", "fulfilled")}
    status, tag, calendar = read(clinic, feed["path"])
    checks.that(times(events(calendar)) == mine() and booked["id"] in mine(), f"it has what the book has: {times(events(calendar))} {mine()}")
    checks.that(str(calendar["NAME"]) == "My appointments" and calendar["REFRESH-INTERVAL"].dt.total_seconds() == 3600, f"{calendar}")
    said = calendar.to_ical().decode()
    name = call(url, "GET", "/v1/patients/pt-1", token=desk)[1]["name"]
    checks.that(name not in said and "return visit" not in said and "pt-1" not in said, f"and nothing of whom and why: {said[:400]}")
    checks.that(read(clinic, feed["path"], tag)[0] == 304, "asked again nothing is sent")
    moved = call(url, "POST", f"/v1/appointments/{booked['id']}/rescheduling", {"practitioner": "p-01", "start": slots[-1]["start"]}, desk)[1]
    status, other, calendar = read(clinic, feed["path"], tag)
    checks.that((status, times(events(calendar))[booked["id"]]) == (200, (slots[-1]["start"], moved["version"])) and other != tag, f"a move is seen: {status}")
    call(url, "POST", f"/v1/appointments/{booked['id']}/cancellation", {}, desk)
    checks.that(booked["id"] not in events(read(clinic, feed["path"])[2]), "what is cancelled is gone")


def test_an_address_is_a_secret_that_ends(checks, clinic):
    url, ada = clinic.url, clinic.token("patient", "pt-2")
    first = call(url, "PUT", "/v1/calendar-feed", token=ada)[1]["path"]
    checks.that(read(clinic, first)[0] == 200 and call(url, "GET", "/v1/calendar-feed", token=ada)[1]["path"] == first, "it is shown again")
    checks.that(read(clinic, first[:-4] + "AAAA")[0] == 404, "one that is guessed is none")
    second = call(url, "PUT", "/v1/calendar-feed", token=ada)[1]["path"]
    checks.that(read(clinic, first)[0] == 404 and read(clinic, second)[0] == 200, "another one ends it")
    token = call(url, "POST", f"/v1/appointments/{book(clinic, 'pt-2', 3)[0]['id']}/links", token=clinic.token("receptionist"))[1]["token"]
    checks.that(read(clinic, f"/v1/calendars/{token}")[0] == 404 and read(clinic, f"/v1/links/{token}/calendar")[0] == 200, "a link to an appointment is no address")
    checks.that(call(url, "GET", f"/v1/links/{second.rsplit('/', 1)[1]}")[0] in (404, 410), "nor an address a link")
    checks.that(call(url, "DELETE", "/v1/calendar-feed", token=ada)[0] == 204 and read(clinic, second)[0] == 404, "its owner ends it")
    checks.that(call(url, "DELETE", "/v1/calendar-feed", token=ada)[0] == 404, "once")
    checks.that(call(url, "PUT", "/v1/calendar-feed", token=clinic.token("receptionist"))[0] == 403, "who has no appointments has no calendar")
    checks.that(call(url, "PUT", "/v1/calendar-feed")[0] == 401, "nor has nobody")


def test_an_address_ends_with_the_right_to_read(checks, clinic):
    url, mother, admin = clinic.url, clinic.token("patient", "pt-4"), clinic.token("administrator")
    email = clinic.account("patient", "pt-4")["email"]
    account = [user for user in call(url, "GET", "/v1/admin/users?limit=200", token=admin)[1]["items"] if user["email"] == email]
    path = call(url, "PUT", "/v1/calendar-feed", token=mother)[1]["path"]
    checks.that(read(clinic, path)[0] == 200 and len(account) == 1, f"{account}")
    checks.that(call(url, "PATCH", f"/v1/admin/users/{account[0]['id']}", {"isActive": False}, admin, {"If-Match": "*"})[0] == 200, "her account is closed")
    end = time.monotonic() + 5
    while read(clinic, path)[0] == 200 and time.monotonic() < end:
        time.sleep(0.05)
    checks.that(read(clinic, path)[0] == 404, "then nothing is read")


def test_a_practitioner_reads_what_it_is_and_not_of_whom(checks, clinic):
    booked, _ = book(clinic, "pt-3", 5)
    path = call(clinic.url, "PUT", "/v1/calendar-feed", token=clinic.token("practitioner", "p-01"))[1]["path"]
    mine = events(read(clinic, path)[2])
    checks.that(booked["id"] in mine and "General practice" in str(mine[booked["id"]]["SUMMARY"]), f"{mine.get(booked['id'])}")
    name = call(clinic.url, "GET", "/v1/patients/pt-3", token=clinic.token("receptionist"))[1]["name"]
    checks.that(not any(name in str(event.to_ical()) for event in mine.values()), "no patient is named")


def test_one_appointment_goes_into_a_calendar(checks, clinic):
    booked, _ = book(clinic, "pt-5", 7)
    request = lambda who: urllib.request.Request(f"{clinic.url}/v1/appointments/{booked['id']}/calendar", headers={"Authorization": f"Bearer {clinic.token('patient', who)}", "Accept-Language": "de"})
    with urllib.request.urlopen(request("pt-5")) as answer:
        event, = icalendar.Calendar.from_ical(answer.read()).walk("VEVENT")
    checks.that(str(event["SUMMARY"]).startswith("Termin: ") and str(event["UID"]).split("@")[0] == booked["id"], f"{event}")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request("pt-6"))
    checks.that(refused.value.code == 404, "another's is none")


def test_a_calendar_server_keeps_it_as_it_is(checks, clinic):
    """Radicale takes the whole calendar and gives the same events back."""
    path = call(clinic.url, "PUT", "/v1/calendar-feed", token=clinic.token("practitioner", "p-02"))[1]["path"]
    raw = urllib.request.urlopen(clinic.url + path).read()
    port, folder = free_port(), tempfile.mkdtemp(prefix="slotwise-caldav-")
    with open(f"{folder}/log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--hosts", f"127.0.0.1:{port}", "--auth-type", "none", "--rights-type", "authenticated", "--storage-filesystem-folder", folder],
            stdout=log, stderr=log, env={**os.environ, "RADICALE_CONFIG": ""})
    try:
        ask = lambda method, body=None: urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/ada/clinic/", data=body, method=method, headers={"Content-Type": "text/calendar; charset=utf-8", "Authorization": "Basic YWRhOmFkYQ=="}))
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                checks.that(ask("PUT", raw).status == 201, "it is taken")
                break
            except urllib.error.HTTPError:
                raise
            except OSError:
                time.sleep(0.1)
        kept = events(icalendar.Calendar.from_ical(ask("GET").read()))
        sent = events(icalendar.Calendar.from_ical(raw))
        facts = lambda found: {uid: {name: event[name].to_ical() for name in ("DTSTART", "DTEND", "SUMMARY", "LOCATION", "SEQUENCE", "DTSTAMP", "STATUS")} for uid, event in found.items()}
        checks.that(len(sent) > 5 and facts(kept) == facts(sent), f"{len(sent)} events, {len(kept)} kept")
    finally:
        process.terminate()
        process.wait()
