"""Mail by SMTP to a server of the test's own: once, readable, encrypted, and when the server is back."""
import email, email.policy, json, os, ssl, subprocess, tempfile, time, uuid
import pytest
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
    checks.that(b"\n" not in raw.replace(b"\r\n", b"") and max(map(len, raw.split(b"\r\n"))) <= 78, "lines are short and end with CR LF")
    mail = sink.messages()[0]
    checks.that(mail["From"].addresses[0].display_name == "Praxis Müller" and str(mail["To"]) == "patient1@example.org", f"{mail['From']}")
    checks.that(mail["Subject"].startswith("Your appointment on ") and mail["Date"].datetime is not None, f"{mail['Subject']} {mail['Date']}")
    checks.that("Your appointment is booked" in mail.get_content() and mail["Auto-Submitted"] == "auto-generated", mail.get_content())
    notices = call(clinic.url, "GET", f"/v1/appointments/{booked['id']}/notices", token=desk)[1]["items"]
    checks.that(mail["Message-ID"] == f"<{notices[0]['id']}@clinic.example>" and notices[0]["state"] == "sent", f"{mail['Message-ID']} {notices[0]}")
    time.sleep(1.5)
    checks.that(len(sink.raw) == 1, f"once: {len(sink.raw)}")


def test_a_refusal_is_tried_again_and_arrives_once(checks, sink, clinic):
    before, sink.refusals = len(sink.raw), 1
    booked, desk = book(clinic, "pt-2")
    first = lambda: notice(clinic, desk, booked)
    checks.that(until(lambda: first()["attempts"] == 1), "it was tried")
    checks.that(first()["state"] == "waiting" and len(sink.raw) == before, f"and waits: {first()}")
    # The pause is half a minute and a little, at the program's own clock.
    checks.that(until(lambda: first()["state"] == "sent", most=50), f"then it arrives: {first()}")
    checks.that(len(sink.raw) == before + 1 and first()["attempts"] == 2, "once")


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
