"""Mail by SMTP to a server of the test's own: once, readable, encrypted, and when the server is back."""
import datetime, email, email.policy, json, os, random, re, ssl, subprocess, tempfile, time, urllib.error, urllib.request, uuid, zoneinfo
import clock, pytest
import icalendar
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from harness import Server, call
from shapes import free_port


class Sink:
    """Takes mail, refuses as often as it is told to, and may want a password over TLS."""

    def __init__(self, files=None):
        self.raw, self.refusals, self.connections = [], 0, 0
        options = {}
        if files:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f"{files}/chain.pem", f"{files}/key.pem")
            options = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": self.authenticate}
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, decode_data=False, **options)

    def authenticate(self, server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"clinic", b"a password of the test"))

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server, session, envelope):
        if self.refusals:
            self.refusals -= 1
            return "451 try again later"
        self.raw.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 taken"

    def messages(self):
        return [email.message_from_bytes(raw, policy=email.policy.default) for _, _, raw in self.raw]

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.controller.stop()


def served(sink, **settings):
    """A clinic that sends its mail there."""
    file = f"{tempfile.mkdtemp(prefix='slotwise-mail-')}/settings.json"
    with open(file, "w") as out:
        json.dump({"slotwise": {"mailServer": f"smtp://localhost:{sink.port}", "mailFrom": "Praxis Müller <desk@clinic.example>", **settings}}, out)
    return Server(arguments=["--config", file]).seed()


def book(server, patient):
    desk = server.token("receptionist")
    slots = call(server.url, "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-01", token=desk)[1]["items"]
    status, body, _ = call(server.url, "POST", "/v1/appointments", {
        "appointmentType": "gp-return", "practitioner": "p-01", "start": slots[len(slots) // 2]["start"], "patient": patient}, desk,
        {"Idempotency-Key": uuid.uuid4().hex})
    assert status == 201, (status, body)
    return body, desk


def notice(server, desk, booked):
    """The first notice of an appointment, once there is one."""
    items = call(server.url, "GET", f"/v1/appointments/{booked['id']}/notices", token=desk)[1]["items"]
    return items[0] if items else {"attempts": 0, "state": "not planned yet"}


def until(holds, most=20.0):
    end = time.monotonic() + most
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


@pytest.fixture(scope="module")
def sink():
    with Sink() as sink:
        yield sink


@pytest.fixture(scope="module")
def clinic(sink):
    with served(sink) as server:
        yield server


def test_a_booking_is_one_mail_that_every_reader_understands(checks, sink, clinic):
    booked, desk = book(clinic, "pt-1")
    checks.that(until(lambda: sink.raw), "it arrives")
    sender, recipients, raw = sink.raw[0]
    checks.that((sender, recipients) == ("desk@clinic.example", ["patient1@example.org"]), f"from and to: {sender} {recipients}")
    # An address stands on one line, however long it is; 998 is what no line may have.
    lines = [line for line in raw.split(b"\r\n") if not line.startswith(b"List-Unsubscribe: ")]
    checks.that(b"\n" not in raw.replace(b"\r\n", b"") and max(map(len, lines)) <= 78 and len(raw.split(b"\r\n")) - len(lines) == 1, "lines are short and end with CR LF")
    mail = sink.messages()[0]
    checks.that(mail["From"].addresses[0].display_name == "Praxis Müller" and str(mail["To"]) == "patient1@example.org", f"{mail['From']}")
    checks.that(mail["Subject"].startswith("Your appointment on ") and mail["Date"].datetime is not None, f"{mail['Subject']} {mail['Date']}")
    text = mail.get_body(("plain",)).get_content()
    checks.that("Your appointment is booked" in text and mail["Auto-Submitted"] == "auto-generated", text)
    notices = call(clinic.url, "GET", f"/v1/appointments/{booked['id']}/notices", token=desk)[1]["items"]
    checks.that(mail["Message-ID"] == f"<{notices[0]['id']}@clinic.example>" and notices[0]["state"] == "sent", f"{mail['Message-ID']} {notices[0]}")
    time.sleep(1.5)
    checks.that(len(sink.raw) == 1, f"once: {len(sink.raw)}")


def answered(sink, since, subject):
    """The first mail after `since` whose subject begins so, once it is there."""
    found = lambda: [mail for mail in sink.messages()[since:] if mail["Subject"].startswith(subject)]
    assert until(found), [mail["Subject"] for mail in sink.messages()[since:]]
    return found()[0]


def link(mail, page):
    """The token of a link to `page`, as it stands in the text and in the page of a mail."""
    parts = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]
    tokens = {match for part in parts for match in re.findall(rf"/{page}#([\w.-]+)", part)}
    assert len(tokens) == 1 and all(f"/{page}#" in part for part in parts), parts
    return tokens.pop()


def invitation(mail):
    """What a mail says to calendars, read by another's reader: method, and the event."""
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    raw = part.get_payload(decode=True)
    assert b"\n" not in raw.replace(b"\r\n", b"") and max(map(len, raw.split(b"\r\n"))) <= 75, raw
    calendar = icalendar.Calendar.from_ical(raw)
    assert str(calendar["METHOD"]) == part.get_param("method"), raw
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def test_whoever_reads_it_answers_without_signing_in_and_calendars_follow(checks, sink, clinic):
    since = len(sink.raw)
    booked, desk = book(clinic, "pt-3")
    url, mail = clinic.url, answered(sink, since, "Your appointment on")
    method, event = invitation(mail)
    checks.that((method, event.decoded("DTSTART").isoformat()) == ("REQUEST", booked["start"].replace("Z", "+00:00")), f"{method} {event}")
    checks.that(str(event["ORGANIZER"]) == "mailto:desk@clinic.example" and str(event["ATTENDEE"]) == "mailto:patient3@example.org", f"{event}")
    token = link(mail, "link")
    # Programs that look at links before people do: nothing comes of it.
    for _ in range(3):
        checks.that(call(url, "GET", f"/v1/links/{token}")[1]["id"] == booked["id"], "a look")
    slots = call(url, "GET", f"/v1/links/{token}/slots?practitioner=p-01")[1]["items"]
    checks.that(slots and call(url, "GET", f"/v1/appointments/{booked['id']}", token=desk)[1]["version"] == booked["version"], "changes nothing")
    status, moved, _ = call(url, "POST", f"/v1/links/{token}/rescheduling", {"practitioner": slots[-1]["practitioner"], "start": slots[-1]["start"]})
    checks.that(status == 200 and moved["start"] == slots[-1]["start"], f"moved: {status} {moved}")
    method, now = invitation(answered(sink, since, "Your appointment is now"))
    checks.that(method == "REQUEST" and now["UID"] == event["UID"] and now["SEQUENCE"] > event["SEQUENCE"], f"the same event, later: {now}")
    checks.that(call(url, "POST", f"/v1/links/{token}/cancellation", {})[0] == 200, "cancelled with the link of before")
    gone = answered(sink, since, "Your appointment on")
    until(lambda: len(sink.raw) >= since + 3)
    method, off = invitation(sink.messages()[-1])
    checks.that(method == "CANCEL" and off["UID"] == event["UID"] and off["SEQUENCE"] > now["SEQUENCE"] and str(off["STATUS"]) == "CANCELLED", f"{off} {gone['Subject']}")
    checks.that("/link#" not in sink.messages()[-1].get_body(("plain",)).get_content(), "there is nothing left to answer")


def test_who_wants_no_more_mail_says_so_with_one_click(checks, sink, clinic):
    since = len(sink.raw)
    book(clinic, "pt-4")
    mail = answered(sink, since, "Your appointment on")
    address = mail["List-Unsubscribe"].strip("<>")
    checks.that(mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and address.endswith(link(mail, "stop")), f"{address}")
    ask = lambda method: urllib.request.urlopen(urllib.request.Request(address, data=b"List-Unsubscribe=One-Click" if method == "POST" else None, method=method))
    with pytest.raises(urllib.error.HTTPError):
        ask("GET")
    desk = clinic.token("receptionist")
    channels = lambda: call(clinic.url, "GET", "/v1/patients/pt-4/contact-preferences", token=desk)[1]["channels"]
    checks.that(channels() == ["email"], "a look ends nothing")
    parts = b"--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
    in_parts = urllib.request.Request(address, data=parts, method="POST", headers={"Content-Type": "multipart/form-data; boundary=x"})
    checks.that(urllib.request.urlopen(in_parts).status == 200 and channels() == [], "a post does")
    checks.that(ask("POST").status == 200 and channels() == [], "and again, in the other writing, is the same")
    booked, desk = book(clinic, "pt-4")
    checks.that(until(lambda: notice(clinic, desk, booked).get("why") == "unreachable"), f"{notice(clinic, desk, booked)}")
    checks.that(call(clinic.url, "POST", "/v1/opt-outs/" + address.rsplit("/", 1)[1][:-3] + "abc")[0] == 404, "a changed link is none")


def test_a_refusal_is_tried_again_and_arrives_once(checks, sink, clinic):
    before, sink.refusals = len(sink.raw), 1
    booked, desk = book(clinic, "pt-2")
    first = lambda: notice(clinic, desk, booked)
    checks.that(until(lambda: first()["attempts"] == 1), "it was tried")
    checks.that(first()["state"] == "waiting" and len(sink.raw) == before, f"and waits: {first()}")
    # The pause is half a minute and a little, at the program's own clock.
    checks.that(until(lambda: first()["state"] == "sent", most=50), f"then it arrives: {first()}")
    checks.that(len(sink.raw) == before + 1 and first()["attempts"] == 2, "once")
    figures = dict(line.split() for line in urllib.request.urlopen(f"{clinic.url}/metrics").read().decode().splitlines() if line.startswith("slotwise_notice"))
    checks.that(float(figures["slotwise_notice_attempts_failed"]) == 1 and float(figures["slotwise_notice_attempts_sent"]) >= 2 and "slotwise_notices_due" in figures, f"operators see it: {figures}")


def test_all_mails_one_after_another_give_the_book(checks, sink, clinic):
    """Whoever keeps every invitation and change, as calendars do, has what the book has: nothing more, nothing less."""
    desk, chance, since = clinic.token("receptionist"), random.Random(14), len(sink.raw)
    mine = []
    for number in range(30, 42):
        mine.append(book(clinic, f"pt-{number}")[0])
    free = [one["start"] for one in call(clinic.url, "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-01&limit=500", token=desk)[1]["items"]]
    for _ in range(24):
        one = chance.choice(mine)
        if chance.random() < 0.3:
            call(clinic.url, "POST", f"/v1/appointments/{one['id']}/cancellation", {}, desk)
        else:
            call(clinic.url, "POST", f"/v1/appointments/{one['id']}/rescheduling", {"practitioner": "p-01", "start": chance.choice(free)}, desk)
    told = lambda: all(each["state"] != "waiting" for one in mine for each in call(clinic.url, "GET", f"/v1/appointments/{one['id']}/notices", token=desk)[1]["items"] if each["kind"] != "reminder")
    time.sleep(1)
    checks.that(until(told, 60), "everything is told")
    kept, heard = {}, {}
    for mail in sink.messages()[since:]:
        if "text/calendar" not in [part.get_content_type() for part in mail.walk()]:
            continue
        method, event = invitation(mail)
        uid, sequence = str(event["UID"]), int(event["SEQUENCE"])
        checks.that(sequence > heard.get(uid, -1), f"{uid}: {sequence} after {heard.get(uid)}")
        heard[uid] = sequence
        if method == "CANCEL":
            kept.pop(uid, None)
        else:
            kept[uid] = event["DTSTART"].dt
    book_has = {}
    for one in mine:
        now = call(clinic.url, "GET", f"/v1/appointments/{one['id']}", token=desk)[1]
        if now["status"] == "booked":
            book_has[f"{one['id']}@appointments.slotwise"] = datetime.datetime.fromisoformat(now["start"].replace("Z", "+00:00"))
    checks.that(kept == book_has and 0 < len(book_has) < len(mine), f"{len(kept)} kept, {len(book_has)} booked: {set(kept.items()) ^ set(book_has.items())}")


def test_the_clinic_signs_and_says_where_answers_go(checks, sink, clinic):
    admin = clinic.token("administrator")
    card = {"name": "Praxis am Park & Söhne", "phone": "+49 30 5550100", "replyTo": "desk@park.example"}
    checks.that(call(clinic.url, "PUT", "/v1/admin/clinic-card", card, admin, {"If-Match": "*"})[0] == 200, "it says who it is")
    words = {"subject": "Bis {{when}}", "text": "Hello {{name}},\nwe expect you: {{when}}.\n{{clinic}}"}
    checks.that(call(clinic.url, "PUT", "/v1/admin/templates/booked.email.en", words, admin, {"If-Match": "*"})[0] == 200, "in its own words")
    status, answer, _ = call(clinic.url, "PUT", "/v1/admin/templates/booked.email.en", {**words, "text": "{{reason}}"}, admin, {"If-Match": "*"})
    checks.that(status == 422 and "{{reason}}" in answer["errors"][0]["rule"], f"{status} {answer}")
    since = len(sink.raw)
    book(clinic, "pt-50")
    mail = answered(sink, since, "Bis ")
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    checks.that(str(mail["Reply-To"]) == "desk@park.example", f"{mail['Reply-To']}")
    checks.that("we expect you: " in plain and plain.count("Praxis am Park & Söhne") == 2 and "+49 30 5550100" in plain, plain)
    checks.that("Praxis am Park &amp; Söhne" in html and "& S" not in html, "a page escapes what a text does not")
    call(clinic.url, "DELETE", "/v1/admin/templates/booked.email.en", token=admin, headers={"If-Match": "*"})


def test_many_go_out_over_one_connection(checks, sink, clinic):
    before, connections = len(sink.raw), sink.connections
    desk = clinic.token("receptionist")
    reached = [one["id"] for one in call(clinic.url, "GET", "/v1/patients?limit=50", token=desk)[1]["items"] if one.get("email")][:10]
    for patient in reached:
        book(clinic, patient)
    checks.that(until(lambda: len(sink.raw) >= before + 10), f"{len(sink.raw) - before} of 10")
    checks.that(sink.connections - connections <= 3, f"{sink.connections - connections} connections for 10 mails")
    identities = [mail["Message-ID"] for mail in sink.messages()]
    checks.that(len(identities) == len(set(identities)), "each once")


def test_a_password_goes_over_an_encrypted_line_to_whom_it_trusts(checks):
    files = tempfile.mkdtemp(prefix="slotwise-mail-")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{files}/key.pem", "-out", f"{files}/chain.pem", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    with Sink(files) as sink:
        with served(sink, mailUser="clinic", mailPassword="a password of the test", mailAuthority=f"{files}/chain.pem") as server:
            book(server, "pt-1")
            checks.that(until(lambda: sink.raw), "with the right certificate and password it arrives")
            checks.that("a password of the test" not in open(server.log).read(), "and the log does not hold it")
        with served(sink, mailUser="clinic", mailPassword="a password of the test") as server:
            count = len(sink.raw)
            booked, desk = book(server, "pt-1")
            checks.that(until(lambda: notice(server, desk, booked)["attempts"] == 1), f"to a stranger it is not sent: {notice(server, desk, booked)}")
            checks.that(len(sink.raw) == count, "nothing arrived")
            checks.that("example.org" not in open(server.log).read(), "and the log names nobody")


def test_settings_that_do_not_fit_are_refused(checks):
    directory = Server().seed().directory
    for settings, said in [({"SLOTWISE_MAIL_SERVER": "http://x"}, "SLOTWISE_MAIL_SERVER"), ({"SLOTWISE_MAIL_SERVER": "smtp://localhost:25"}, "SLOTWISE_MAIL_FROM"),
                           ({"SLOTWISE_MAIL_SERVER": "smtp://localhost:25", "SLOTWISE_MAIL_FROM": "nobody"}, "SLOTWISE_MAIL_FROM")]:
        server = Server(data=directory)
        done = subprocess.run([server.parts[0].program, "serve", "--data", directory, "--port", str(server.port)], capture_output=True, text=True, env={**os.environ, **server.serving(), **settings}, timeout=20)
        checks.that(done.returncode == 2 and said in done.stderr, f"{settings}: {done.returncode} {done.stderr[-200:]}")


def test_a_practitioner_reads_in_the_evening_what_tomorrow_holds(checks):
    """Without a name; nobody but practitioners wishes it."""
    with Sink() as sink, served(sink) as server:
        doctor = server.token("practitioner", "p-01")
        checks.that(call(server.url, "GET", "/v1/day-sheet", token=doctor)[1] == {}, "nobody is told unasked")
        for role in ("patient", "receptionist", "administrator"):
            checks.that(call(server.url, "PUT", "/v1/day-sheet", {"at": "00:00"}, server.token(role))[0] == 404, role)
        for at in ("25:00", "24:00", "23:30"):
            checks.that(call(server.url, "PUT", "/v1/day-sheet", {"at": at}, doctor)[0] == 422, f"an hour is one that leaves time: {at}")
        # Somebody comes tomorrow, whatever day that is.
        sheets = lambda: [one for one in sink.messages() if "Tomorrow" in one["Subject"]]
        zone = zoneinfo.ZoneInfo("Europe/Berlin")
        tomorrow = (clock.now().astimezone(zone) + datetime.timedelta(days=1)).replace(hour=10, minute=7, second=0, microsecond=0)
        patient = call(server.url, "POST", "/v1/patients", {"name": "Comes Tomorrow"}, server.token("receptionist"))[1]["id"]
        booked = call(server.url, "POST", "/v1/appointments", {"appointmentType": "gp-return", "practitioner": "p-01", "patient": patient, "start": clock.text(tomorrow.astimezone(datetime.UTC)), "overbookReason": "asked for"}, server.token("administrator"), {"Idempotency-Key": uuid.uuid4().hex})
        checks.that(booked[0] == 201, f"{booked}")
        checks.that(call(server.url, "PUT", "/v1/day-sheet", {"at": "00:00"}, doctor)[1] == {"at": "00:00"} == call(server.url, "GET", "/v1/day-sheet", token=doctor)[1], "it is kept")
        day = tomorrow.date().isoformat()
        items = call(server.url, "GET", f"/v1/practitioners/p-01/agenda?from={day}&to={day}", token=doctor)[1]["items"]
        until(sheets, 30)
        mail = sheets()[0]
        checks.that(len(sheets()) == 1 and mail["To"] == server.account("practitioner", "p-01")["email"] and f"{len(items)} appointment" in mail["Subject"], f"{mail['To']} {mail['Subject']} {len(items)}")
        names = [one["patientName"] for one in items]
        text = mail.get_body(("plain",)).get_content()
        checks.that(not any(name in text for name in names) and "/agenda" in text, f"and nobody's name is in it: {text}")
