"""Messages between people: read by nobody else, heard of at once, and found in no file."""
import base64, gzip, os, shutil, subprocess, tempfile, time, uuid
import pytest
from events import Listener
from harness import PROGRAM, Server, call

CANARY = "the-canary-sings-4711"


@pytest.fixture(scope="module")
def clinic():
    with Server().seed() as server:
        yield server


def write(clinic, token, path, body, key=None):
    return call(clinic.url, "POST", path, body, token, {"Idempotency-Key": key or uuid.uuid4().hex})


def seen_by(clinic, practitioner):
    """A patient of the practitioner's with an account."""
    desk = clinic.token("receptionist")
    for one in call(clinic.url, "GET", f"/v1/appointments?practitioner={practitioner}&status=booked&limit=200", token=desk)[1]["items"]:
        if any(account.get("of") == one["patient"] for account in clinic.accounts):
            return one["patient"]
    slot = call(clinic.url, "GET", f"/v1/slots?appointmentType=gp-return&practitioner={practitioner}", token=desk)[1]["items"][0]
    write(clinic, desk, "/v1/appointments", {"appointmentType": "gp-return", "practitioner": practitioner, "start": slot["start"], "patient": "pt-1"})
    return "pt-1"


def texts(clinic, thread, token):
    status, page, _ = call(clinic.url, "GET", f"/v1/threads/{thread}/messages", token=token)
    return [one["text"] for one in reversed(page["items"])] if status == 200 else status


def test_two_people_write_and_hear_of_it_at_once(checks, clinic):
    patient = seen_by(clinic, "p-01")
    ada, doctor, desk, other = clinic.token("patient", patient), clinic.token("practitioner", "p-01"), clinic.token("receptionist"), clinic.token("practitioner", "p-02")
    listeners = {name: Listener(clinic, token) for name, token in [("ada", ada), ("doctor", doctor), ("desk", desk), ("other", other)]}
    time.sleep(0.5)
    key = uuid.uuid4().hex
    new = {"patient": patient, "practitioner": "p-01", "subject": "A question", "text": f"It itches.\n{CANARY}"}
    status, thread, _ = write(clinic, ada, "/v1/threads", new, key)
    checks.that(status == 201 and thread["unread"] == 0 and thread["subject"] == "A question", f"{status} {thread}")
    checks.that(write(clinic, ada, "/v1/threads", new, key)[1]["id"] == thread["id"], "the same request again is the same conversation")
    checks.that(write(clinic, ada, "/v1/threads", new | {"text": "another"}, key)[0] == 422, "another under its key is refused")
    for name in ("ada", "doctor"):
        checks.that(listeners[name].wait("messageWritten", thread["id"]), f"{name} hears of it")
    time.sleep(0.5)
    checks.that(not any(data.get("subject") == thread["id"] for who in ("desk", "other") for _, _, data in listeners[who].events), "nobody else does")
    checks.that(CANARY not in "".join(str(one.events) for one in listeners.values()), "and of what it is nobody")
    checks.that(call(clinic.url, "GET", "/v1/unread-messages", token=doctor)[1]["count"] == 1, "it waits to be read")
    checks.that(texts(clinic, thread["id"], doctor) == [new["text"]], "it is read")
    checks.that(call(clinic.url, "PUT", f"/v1/threads/{thread['id']}/reading", {"number": 1}, doctor)[0] == 204, "that is noted")
    checks.that(listeners["ada"].wait("messagesRead", thread["id"]), "and heard of")
    status, answer, _ = write(clinic, doctor, f"/v1/threads/{thread['id']}/messages", {"text": "Come today."})
    checks.that(status == 201 and answer["side"] == "practitioner", f"{status} {answer}")
    checks.that(texts(clinic, thread["id"], ada) == [new["text"], "Come today."], "the answer is read")
    for role in ("receptionist", "administrator", "planner"):
        token = clinic.token(role)
        status = texts(clinic, thread["id"], token)
        checks.that(status == (403 if role == "planner" else 404), f"{role}: {status}")
    checks.that(texts(clinic, thread["id"], other) == 404, "a colleague reads nothing")
    checks.that(write(clinic, clinic.token("patient", patient), "/v1/threads", new | {"practitioner": "p-none"})[0] == 404, "one writes to whom one sees")
    trail = call(clinic.url, "GET", "/v1/admin/audit-events?service=messages&limit=200", token=clinic.token("administrator"))[1]["items"]
    checks.that(any(row["action"] == "patientRead" and f"messages {thread['id']}" in (row.get("detail") or "") for row in trail), "who read is in the trail")
    address = call(clinic.url, "GET", f"/v1/patients/{patient}", token=desk)[1]["email"]
    end = time.monotonic() + 10
    while time.monotonic() < end:
        mails = [one for one in call(clinic.url, "GET", "/v1/admin/outbox", token=clinic.token("administrator"))[1]["items"] if one["subject"] == "A message for you"]
        if mails:
            break
        time.sleep(0.05)
    checks.that([one["address"] for one in mails] == [address] and CANARY not in mails[0]["text"] and "/messages" in mails[0]["text"], f"mail says that something waits: {mails} {address}")


def test_what_is_wrong_is_refused_by_name(checks, clinic):
    ada = clinic.token("patient", "pt-2")
    new = {"patient": "pt-2", "subject": "S", "text": "T"}
    for change, field in [({"text": ""}, "text"), ({"text": " \n "}, "text"), ({"text": "a\u0000b"}, "text"), ({"text": "a" * 4001}, "text"), ({"subject": "a\nb"}, "subject"), ({"html": "x"}, "html")]:
        status, problem, _ = write(clinic, ada, "/v1/threads", new | change)
        checks.that(status == 422 and field in str(problem), f"{change if len(str(change)) < 80 else field}: {status} {problem}")
    checks.that(call(clinic.url, "POST", "/v1/threads", new, ada)[0] == 400, "a message has a key, so that it is not written twice")
    checks.that(write(clinic, ada, "/v1/threads", new | {"patient": "pt-3"})[0] == 404, "for others nobody writes")


def test_what_is_erased_is_gone(checks, clinic):
    ada, admin = clinic.token("patient", "pt-3"), clinic.token("administrator")
    thread = write(clinic, ada, "/v1/threads", {"patient": "pt-3", "subject": "S", "text": "to be destroyed"})[1]["id"]
    checks.that(call(clinic.url, "DELETE", f"/v1/threads/{thread}", token=clinic.token("receptionist"))[0] == 403, "by administrators alone")
    checks.that(call(clinic.url, "DELETE", f"/v1/threads/{thread}", token=admin)[0] == 204 and texts(clinic, thread, ada) == 410, "it cannot be read any more")
    checks.that(write(clinic, ada, f"/v1/threads/{thread}/messages", {"text": "T"})[0] == 410, "nor gone on with")


def test_no_file_holds_what_was_written(checks):
    """In no database, log, backup or temporary file, while it runs and after it was killed; and the key is in no backup."""
    with Server().seed() as server:
        patient = seen_by(server, "p-01")
        thread = write(server, server.token("patient", patient), "/v1/threads", {"patient": patient, "practitioner": "p-01", "subject": CANARY, "text": CANARY})[1]["id"]
        write(server, server.token("practitioner", "p-01"), f"/v1/threads/{thread}/messages", {"text": f"{CANARY} again"})
        checks.that(texts(server, thread, server.token("practitioner", "p-01")) == [CANARY, f"{CANARY} again"], "they read it")
        backup = tempfile.mkdtemp(prefix="slotwise-canary-") + "/backup"
        done = subprocess.run([PROGRAM, "backup", backup, "--data", server.directory], capture_output=True, text=True, env=server.environment())
        checks.that(done.returncode == 0, done.stderr)
        before = holding(server.directory, backup)
        server.kill()
        found = before + holding(server.directory, backup)
        checks.that(found == [], f"{found}")
        keys = open(server.store.environment.get("SLOTWISE_MESSAGE_KEYS", f"{server.directory}/messages.key")).read()
        checks.that("messages.sqlite" in os.listdir(backup) and holding(backup, text=keys.split()[1]) == [], f"the key is in no backup: {os.listdir(backup)}")
        shutil.rmtree(os.path.dirname(backup))
        server.start()
        checks.that(texts(server, thread, server.token("practitioner", "p-01")) == [CANARY, f"{CANARY} again"], "after a kill they read it still")


def holding(*folders, text=CANARY):
    """Files of folders, and of the machine's for temporary ones that a server makes, that hold a text in some writing."""
    wanted = [text.encode(), text.encode("utf-16-le"), text.encode().hex().encode(), *(base64.b64encode(b"x" * pad + text.encode())[4:-4] for pad in range(3))]
    found = []
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in filter(lambda name: os.path.isfile(f"{place}/{name}"), names):
                with open(f"{place}/{name}", "rb") as file:
                    data = file.read()
                if data[:2] == b"\x1f\x8b":
                    data = gzip.decompress(data)
                found += [f"{place}/{name}" for one in wanted if one in data]
    return found


def test_a_key_file_that_is_wrong_is_refused(checks):
    server = Server().seed()
    path = f"{server.directory}/own.keys"
    start = lambda: subprocess.run([server.parts[0].program, "serve", "--data", server.directory, "--port", str(server.port)], capture_output=True, text=True, env={**os.environ, **server.serving(), "SLOTWISE_MESSAGE_KEYS": path}, timeout=20)
    for content, mode, said in [("nonsense\n", 0o600, "line 1"), ("first " + "A" * 43 + "=\n", 0o644, "open to others")]:
        with open(path, "w") as file:
            file.write(content)
        os.chmod(path, mode)
        done = start()
        checks.that(done.returncode == 2 and said in done.stderr, f"{said}: {done.returncode} {done.stderr[-300:]}")
    made = subprocess.run([PROGRAM, "message-key", f"{server.directory}/new.keys"], capture_output=True, text=True)
    checks.that(made.returncode == 0 and os.stat(f"{server.directory}/new.keys").st_mode & 0o077 == 0, f"{made}")
    subprocess.run([PROGRAM, "message-key", f"{server.directory}/new.keys"], check=True, capture_output=True)
    checks.that(len(open(f"{server.directory}/new.keys").read().splitlines()) == 2, "another key is added")
