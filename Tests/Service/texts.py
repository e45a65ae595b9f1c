"""Text messages by a provider of the test's own: once, escaped, with receipts; what never arrives is not tried again."""
import http.server, json, os, subprocess, tempfile, threading, urllib.error, urllib.parse, urllib.request
import pytest
from harness import Server, call
from mail import book, notice, until


class Provider:
    """Takes text messages as Twilio does, answers what it is told to, and remembers what it was asked."""

    def __init__(self):
        self.asked, self.answers, self.paths = [], [], []
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), strict_parsing=True))
                provider.asked.append((dict(self.headers), form))
                provider.paths.append(self.path)
                status, body = provider.answers.pop(0) if provider.answers else (201, {"sid": f"SM{len(provider.asked)}"})
                data = json.dumps(body).encode()
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", provider.url.replace("Messages", "Elsewhere"))
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self):
                provider.paths.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/2010-04-01/Accounts/AC1/Messages.json"


@pytest.fixture(scope="module")
def provider():
    return Provider()


@pytest.fixture(scope="module")
def clinic(provider):
    file = f"{tempfile.mkdtemp(prefix='slotwise-texts-')}/settings.json"
    with open(file, "w") as out:
        json.dump({"slotwise": {"smsURL": provider.url, "smsFrom": "+15550100", "smsUser": "AC1", "smsPassword": "a secret of the test", "smsCountryCode": "+49"}}, out)
    with Server(arguments=["--config", file]).seed() as server:
        yield server


def by_text(clinic, patient, phone, language="en"):
    """A patient who wants text messages."""
    desk = clinic.token("receptionist")
    assert call(clinic.url, "PATCH", f"/v1/patients/{patient}", {"phone": phone}, desk, {"If-Match": "*"})[0] == 200
    assert call(clinic.url, "PUT", f"/v1/patients/{patient}/contact-preferences", {"channels": ["sms"], "language": language}, desk, {"If-Match": "*"})[0] == 200


def told(callback, status, code=None):
    """What a provider tells of one that it took, with whatever else it sends."""
    form = {"MessageSid": "SM1", "MessageStatus": status, "To": "+4930", **({"ErrorCode": code} if code else {})}
    request = urllib.request.Request(callback, data=urllib.parse.urlencode(form).encode(), method="POST")
    try:
        return urllib.request.urlopen(request).status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_a_text_message_arrives_once_and_its_receipt_is_seen(checks, provider, clinic):
    by_text(clinic, "pt-1", "030/555 01 23", "de")
    booked, desk = book(clinic, "pt-1")
    checks.that(until(lambda: provider.asked), "it arrives")
    headers, form = provider.asked[0]
    checks.that((form["To"], form["From"]) == ("+49305550123", "+15550100"), f"{form}")
    checks.that(form["Body"].startswith("Ihr Termin ist gebucht: ") and "/link#" in form["Body"], form["Body"])
    checks.that(headers["Authorization"].startswith("Basic ") and headers["Idempotency-Key"] == notice(clinic, desk, booked)["id"], f"{headers}")
    now = lambda: notice(clinic, desk, booked)
    checks.that(until(lambda: now()["state"] == "sent") and now()["channel"] == "sms" and "arrivedAt" not in now(), f"{now()}")
    checks.that(told(form["StatusCallback"], "sent") == 204 and "arrivedAt" not in now(), "on its way is not arrived")
    checks.that(told(form["StatusCallback"], "delivered") == 204 and "arrivedAt" in now(), f"it arrived: {now()}")
    checks.that(told(form["StatusCallback"], "undelivered", "30003") == 204 and now()["state"] == "sent", "what is told late changes nothing")
    checks.that(told(form["StatusCallback"][:-3] + "abc", "undelivered") == 404, "whoever was not asked tells nothing")
    checks.that(len(provider.asked) == 1, "once")
    checks.that("a secret of the test" not in open(clinic.log).read() and "5550123" not in open(clinic.log).read(), "the log holds neither secret nor number")


def test_what_did_not_arrive_is_seen_by_the_desk(checks, provider, clinic):
    by_text(clinic, "pt-2", "+49 170 5550002")
    count = len(provider.asked)
    booked, desk = book(clinic, "pt-2")
    checks.that(until(lambda: len(provider.asked) > count), "it is taken")
    told(provider.asked[-1][1]["StatusCallback"], "undelivered", "30003")
    found = notice(clinic, desk, booked)
    checks.that((found["state"], found["why"]) == ("failed", "undelivered 30003"), f"{found}")


def test_a_number_that_is_none_is_not_tried_again(checks, provider, clinic):
    by_text(clinic, "pt-3", "+49 170 5550003")
    provider.answers.append((400, {"code": 21211, "message": "no valid number"}))
    booked, desk = book(clinic, "pt-3")
    checks.that(until(lambda: notice(clinic, desk, booked)["state"] == "failed"), f"{notice(clinic, desk, booked)}")
    checks.that(notice(clinic, desk, booked)["why"] == "unreachable 21211", f"{notice(clinic, desk, booked)}")


def test_who_said_stop_gets_nothing_more(checks, provider, clinic):
    by_text(clinic, "pt-4", "+49 170 5550004")
    provider.answers.append((400, {"code": 21610, "message": "unsubscribed recipient"}))
    count = len(provider.asked)
    booked, desk = book(clinic, "pt-4")
    checks.that(until(lambda: notice(clinic, desk, booked).get("why") == "unreachable"), f"{notice(clinic, desk, booked)}")
    choices = lambda: call(clinic.url, "GET", "/v1/patients/pt-4/contact-preferences", token=desk)[1]["channels"]
    checks.that(choices() == [], f"the desk sees that: {choices()}")
    other, _ = book(clinic, "pt-4")
    checks.that(until(lambda: notice(clinic, desk, other).get("why") == "unreachable") and len(provider.asked) == count + 1, "and nothing is sent")


def test_who_is_reached_by_another_way_is(checks, provider, clinic):
    by_text(clinic, "pt-1", "+49 170 5550009")
    desk = clinic.token("receptionist")
    call(clinic.url, "PUT", "/v1/patients/pt-1/contact-preferences", {"channels": ["sms", "email"], "language": "en"}, desk, {"If-Match": "*"})
    provider.answers.append((400, {"code": 21614, "message": "no mobile number"}))
    booked, _ = book(clinic, "pt-1")
    checks.that(until(lambda: notice(clinic, desk, booked)["state"] == "sent"), f"{notice(clinic, desk, booked)}")
    checks.that(notice(clinic, desk, booked)["channel"] == "email", f"by mail then: {notice(clinic, desk, booked)}")


def test_what_is_led_elsewhere_or_wrong_with_the_clinic_is_tried_again(checks, provider, clinic):
    by_text(clinic, "pt-7", "+49 170 5550007")
    for answer in [(302, {}), (404, {}), (400, {"code": 21606, "message": "no number of yours"})]:
        provider.answers.append(answer)
        booked, desk = book(clinic, "pt-7")
        checks.that(until(lambda: notice(clinic, desk, booked)["attempts"] == 1), f"{answer}: {notice(clinic, desk, booked)}")  # noqa: B023
        found = notice(clinic, desk, booked)
        checks.that((found["state"], found["why"]) == ("waiting", f"trouble {answer[0]}"), f"{answer}: {found}")
    checks.that(not any("Elsewhere" in path for path in provider.paths), "nothing goes where nobody said")


def test_a_provider_in_trouble_is_asked_again(checks, provider, clinic):
    by_text(clinic, "pt-5", "+49 170 5550005")
    provider.answers.append((503, {}))
    booked, desk = book(clinic, "pt-5")
    checks.that(until(lambda: notice(clinic, desk, booked)["attempts"] == 1) and notice(clinic, desk, booked)["state"] == "waiting", f"{notice(clinic, desk, booked)}")
    checks.that(until(lambda: notice(clinic, desk, booked)["state"] == "sent", most=50), f"{notice(clinic, desk, booked)}")


def test_settings_that_do_not_fit_are_refused(checks):
    directory = Server().seed().directory
    for settings, said in [({"SLOTWISE_SMS_URL": "http://sms.example/x"}, "SLOTWISE_SMS_URL"), ({"SLOTWISE_SMS_URL": "https://sms.example/x"}, "SLOTWISE_SMS_FROM"),
                           ({"SLOTWISE_SMS_URL": "https://sms.example/x", "SLOTWISE_SMS_FROM": "+1", "SLOTWISE_SMS_COUNTRY_CODE": "DE"}, "SLOTWISE_SMS_COUNTRY_CODE"),
                           ({"SLOTWISE_SMS_URL": "https://sms.example/x", "SLOTWISE_SMS_FROM": "+1", "SLOTWISE_SMS_BODY": "To={{to}}"}, "SLOTWISE_SMS_BODY")]:
        server = Server(data=directory)
        done = subprocess.run([server.parts[0].program, "serve", "--data", directory, "--port", str(server.port)], capture_output=True, text=True, env={**os.environ, **server.serving(), **settings}, timeout=20)
        checks.that(done.returncode == 2 and said in done.stderr, f"{settings}: {done.returncode} {done.stderr[-200:]}")


def answered(address, number, text):
    """What a provider hands on, with whatever else it sends."""
    form = {"MessageSid": "SM9", "From": number, "To": "+15550100", "Body": text, "NumMedia": "0"}
    request = urllib.request.Request(address, data=urllib.parse.urlencode(form).encode(), method="POST")
    try:
        return urllib.request.urlopen(request).status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_whoever_answers_stop_gets_no_more(checks, clinic):
    desk = clinic.token("receptionist")
    allowed = lambda patient: call(clinic.url, "GET", f"/v1/patients/{patient}/contact-preferences", token=desk)[1]["channels"]
    numbers = {"pt-11": "030/777 01 23", "pt-12": "+49 (0)30 7770123", "pt-13": "0049 30 7770123", "pt-14": "+44 30 7770123", "pt-15": "+49 30 7770124"}
    for patient, number in numbers.items():
        by_text(clinic, patient, number)
    address = call(clinic.url, "GET", "/v1/admin/text-answers", token=clinic.token("administrator"))[1]["address"]
    for text in ("Thank you, I do not want to stop", "", "stop it please", "Cancel"):
        checks.that(answered(address, "+49307770123", text) == 204 and allowed("pt-11") == ["sms"], f"an answer is no STOP: {text}")
    checks.that(answered(address[:-4] + "AAAA", "+49307770123", "STOP") == 404 and allowed("pt-11") == ["sms"], "nobody else says so for a provider")
    checks.that(answered(address, "not a number", "STOP") == 422, "a number is one")
    checks.that(answered(address, "+49307770123", " Stop. ") == 204, "STOP")
    checks.that([allowed(patient) for patient in numbers] == [[], [], [], ["sms"], ["sms"]], f"whose number it is, however it is written: {[allowed(patient) for patient in numbers]}")
    checks.that(answered(address, "+49307770124", "ABMELDEN") == 204 and allowed("pt-15") == [], "in German too")
