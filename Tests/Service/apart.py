"""Every service in a process of its own: what each may ask, what is left when one is away, and that nothing is told to strangers."""
import concurrent.futures, datetime, os, signal, socket, statistics, subprocess, time, uuid
import clock, pytest
from events import Listener
from harness import Server, call
from shapes import APART
from stores import DatabaseServer

pytestmark = pytest.mark.skipif(not APART, reason="one process has no parts to take away")


@pytest.fixture(scope="module")
def clinic():
    with Server().seed() as server:
        yield server


def part(server, name):
    return next(part for part in server.parts if part.name == name)


class Away:
    """A service that is killed, and started again at the end."""

    def __init__(self, server, name):
        self.part = part(server, name)

    def __enter__(self):
        self.part.kill()

    def __exit__(self, *_):
        self.part.start()


def until(holds, most=5.0):
    """Seconds until something holds; more than `most` if it does not."""
    begin = time.monotonic()
    while not holds() and time.monotonic() - begin <= most:
        time.sleep(0.005)
    return time.monotonic() - begin


def book(server, token, patient, practitioner="p-01"):
    slots = call(server.url, "GET", f"/v1/slots?appointmentType=gp-return&practitioner={practitioner}", token=token)[1]["items"]
    slot = slots[len(slots) // 2]
    return call(server.url, "POST", "/v1/appointments", {
        "appointmentType": "gp-return", "practitioner": practitioner, "start": slot["start"], "patient": patient}, token,
        {"Idempotency-Key": uuid.uuid4().hex})


def is_away(answer, name):
    """Whether people are told which part is away, and when to come back."""
    status, body, head = answer
    return status == 503 and body["type"] == "/problems/part-away" and name in body["parts"] and int(head["Retry-After"]) > 0


def test_all_parts_are_one_clinic(checks, clinic):
    desk = clinic.token("receptionist")
    status, booked, _ = book(clinic, desk, "pt-1")
    checks.that(status == 201, f"booked: {status} {booked}")
    status, made, head = call(clinic.url, "POST", "/v1/patients", {"name": "Nora New", "phone": "+49 30 1234567"}, desk)
    checks.that(status == 201 and head["Location"] == f"/v1/patients/{made['id']}", f"registered: {status} {made}")
    status, booked, _ = book(clinic, desk, made["id"])
    checks.that(status == 201, f"who was registered a moment ago is booked: {status} {booked}")
    parts = {row["name"]: row.get("trouble") for row in call(clinic.url, "GET", "/v1/admin/system", token=clinic.token("administrator"))[1]["modules"]}
    checks.that(parts == dict.fromkeys(["scheduling", "users", "notifications", "messages", "reports", "auth", "scenarios", "gateway", "machine"]), f"all are well: {parts}")
    for service in ("scheduling", "users", "notifications", "messages", "reports", "auth", "scenarios"):
        status, trail, _ = call(clinic.url, "GET", f"/v1/admin/audit-events?service={service}", token=clinic.token("administrator"))
        checks.that(status == 200 and all(row["service"] == service for row in trail["items"]), f"the trail of {service}: {status}")
    contract = call(clinic.url, "GET", "/openapi.json")[1]
    served = set(contract["paths"])
    checks.that({"/v1/appointments", "/v1/patients", "/v1/sessions", "/v1/scenarios", "/v1/admin/system", "/v1/events"} <= served, f"one contract: {len(served)} paths")
    checks.that(call(clinic.url, "DELETE", "/v1/appointments")[0] == 405, "a path has the methods of all parts")
    checks.that(call(clinic.url, "GET", "/v1/nothing")[0] == 404, "what nobody serves is nothing")


def test_a_what_if_works_on_a_copy_that_came_over_the_wire(checks, clinic):
    planner = clinic.token("planner")
    day = clock.today() + datetime.timedelta(days=7)
    away = {"kind": "absence", "practitioner": "p-01", "from": str(day), "to": str(day)}
    status, scenario, _ = call(clinic.url, "POST", "/v1/scenarios", {"name": "A doctor less", "changes": [away], "question": {"kind": "place"}}, planner)
    checks.that(status == 201, f"a scenario: {status} {scenario}")
    status, run, _ = call(clinic.url, "POST", f"/v1/scenarios/{scenario['id']}/runs", {}, planner)
    checks.that(status == 202, f"a run: {status} {run}")
    latest = lambda: call(clinic.url, "GET", f"/v1/scenarios/{scenario['id']}", token=planner)[1]["latestRun"]
    until(lambda: latest()["status"] not in ("waiting", "running"), most=60)
    checks.that(latest()["status"] == "ready", f"it was answered: {latest()}")
    status, plan, _ = call(clinic.url, "POST", f"/v1/scenarios/{scenario['id']}/proposal", {}, planner)
    checks.that(status == 202, f"a plan for the live book is begun: {status} {plan}")
    admin = clinic.token("administrator")
    until(lambda: call(clinic.url, "GET", f"/v1/proposals/{plan['id']}", token=admin)[1]["status"] != "solving", most=60)
    checks.that(call(clinic.url, "GET", f"/v1/proposals/{plan['id']}", token=admin)[1]["status"] == "ready", "and made")


def test_what_ends_at_one_part_is_refused_at_all_within_a_second(checks, clinic):
    took = []
    for _ in range(10):
        token = clinic.token("receptionist")
        checks.that(call(clinic.url, "GET", "/v1/appointments?limit=1", token=token)[0] == 200, "signed in")
        checks.that(call(clinic.url, "GET", "/v1/patients?limit=1", token=token)[0] == 200, "signed in")
        checks.that(call(clinic.url, "DELETE", "/v1/sessions/current", token=token)[0] == 204, "signs out")
        took.append(max(until(lambda path=path, token=token: call(clinic.url, "GET", path, token=token)[0] == 401)
                        for path in ("/v1/appointments?limit=1", "/v1/patients?limit=1", "/v1/events")))
    print(f"signed out at auth, refused at scheduling, users and gateway: median {statistics.median(took) * 1000:.0f} ms, worst {max(took) * 1000:.0f} ms")
    checks.that(max(took) < 1, f"within a second: {took}")


def test_without_people_whoever_is_known_is_booked(checks, clinic):
    desk, admin = clinic.token("receptionist"), clinic.token("administrator")
    checks.that(call(clinic.url, "GET", "/v1/patients/pt-1", token=desk)[0] == 200, "read before")
    with Away(clinic, "users"):
        checks.that(is_away(call(clinic.url, "GET", "/v1/patients/pt-1", token=desk), "users"), "records are away, and people are told")
        checks.that(is_away(call(clinic.url, "POST", "/v1/patients", {"name": "Nobody"}, desk), "users"), "nobody is registered")
        status, booked, _ = book(clinic, desk, "pt-2")
        checks.that(status == 201, f"a known patient is booked: {status} {booked}")
        checks.that(call(clinic.url, "GET", "/readyz")[0] == 200, "the gateway goes on")
        rows = {row["name"]: row.get("trouble") for row in call(clinic.url, "GET", "/v1/admin/system", token=admin)[1]["modules"]}
        checks.that(rows == {"scheduling": None, "users": "it does not answer", "notifications": None, "messages": None, "reports": None, "auth": None, "scenarios": None, "gateway": None, "machine": None}, f"administrators see which: {rows}")
    checks.that(call(clinic.url, "GET", "/v1/patients/pt-1", token=desk)[0] == 200, "it is back by itself")


def test_without_accounts_who_is_signed_in_goes_on(checks, clinic):
    desk, other = clinic.token("receptionist"), clinic.account("practitioner", "p-01")
    fresh = clinic.token("planner")
    checks.that(call(clinic.url, "GET", "/v1/appointments?limit=1", token=desk)[0] == 200, "signed in")
    with Away(clinic, "auth"):
        status, booked, _ = book(clinic, desk, "pt-3")
        checks.that(status == 201, f"booked: {status} {booked}")
        checks.that(call(clinic.url, "GET", "/v1/scenarios", token=fresh)[0] == 200, "a token of before opens what it never opened")
        signing = call(clinic.url, "POST", "/v1/sessions", {"email": other["email"], "password": other["password"]})
        checks.that(is_away(signing, "auth"), f"nobody signs in, and people are told: {signing[:2]}")
        checks.that(call(clinic.url, "GET", "/v1/appointments?limit=1", token="nonsense")[0] == 401, "a stranger stays one")
        users = part(clinic, "users")
        users.kill()
        users.start()
        asked = call(clinic.url, "GET", "/v1/patients/pt-1", token=desk)
        checks.that(is_away(asked, "auth"), f"who never heard of the accounts says so, and signs nobody out: {asked[:2]}")
    checks.that(call(clinic.url, "GET", "/v1/patients/pt-1", token=desk)[0] == 200, "it is back by itself")


def test_streams_outlive_the_book_and_miss_nothing(checks, clinic):
    desk = clinic.token("receptionist")
    listener = Listener(clinic, clinic.token("administrator"))
    time.sleep(0.3)
    with Away(clinic, "scheduling"):
        checks.that(is_away(call(clinic.url, "GET", "/v1/slots?appointmentType=gp-return", token=desk), "scheduling"), "no times, and people are told")
        checks.that(call(clinic.url, "GET", "/v1/patients/pt-1", token=desk)[0] == 200, "records are read")
        checks.that(call(clinic.url, "GET", "/")[0] == 200, "the app opens")
    status, booked, _ = book(clinic, desk, "pt-4")
    checks.that(status == 201 and listener.wait("appointmentBooked", booked["id"]), f"heard after the restart: {status}")
    checks.that(not listener.ended.is_set(), "on the same stream")
    ids = [int(number) for number, _, _ in listener.events if number]
    checks.that(ids == sorted(set(ids)), "each once and in order")


def test_a_gateway_that_starts_first_says_what_it_waits_for(checks):
    server = Server().seed()
    gateway = server.parts[-1]
    gateway.start()
    answer = call(server.url, "GET", "/v1/locations")
    checks.that(is_away(answer, "scheduling"), f"before anybody answered: {answer[:2]}")
    checks.that(call(server.url, "GET", "/livez")[0] == 200, "it lives")
    for other in server.parts[:-1]:
        other.start()
    took = until(lambda: call(server.url, "GET", "/v1/locations")[0] == 200)
    checks.that(took < 5, f"once they are there it serves: {took:.1f} s")
    server.stop()


def test_strangers_are_told_nothing(checks, clinic):
    users = f"http://127.0.0.1:{part(clinic, 'users').port}"
    for path in ("/internal/v1/users/knows", "/internal/v1/users/surface", "/internal/v1/auth/keys", "/internal/v1/scheduling/copy"):
        checks.that(call(clinic.url, "POST", path, {})[0] == 404, f"{path} is nothing where people enter")
        status, body, _ = call(users, "POST", path, {})
        checks.that(status == 401, f"{path} is answered to no stranger: {status} {body}")
        status, body, _ = call(users, "POST", path, {}, headers={"Slotwise-Service": "eyJhbGciOiJub25lIn0.e30."})
        checks.that(status == 401, f"{path} is answered to no forged token: {status} {body}")
    checks.that(call(users, "GET", "/v1/patients/pt-1", token=clinic.token("receptionist"))[0] == 404, "people's requests enter at the gateway only")
    checks.that(call(users, "GET", "/readyz")[0] == 200, "whether it is well may be asked")


def test_a_client_is_counted_by_where_it_comes_from(checks, clinic):
    limited = Server(limits=True, store=clinic.store)
    with limited:
        statuses = []
        for number in range(14):
            # Whoever says that they are somebody else is still counted as themselves.
            forged = {"Slotwise-Client": f"10.0.0.{number}", "X-Forwarded-For": f"10.0.0.{number}"}
            statuses.append(call(limited.url, "POST", "/v1/sessions", {"email": f"x{number}@clinic.example", "password": "x"}, headers=forged)[0])
        checks.that(statuses.count(401) in (10, 11) and 429 in statuses, f"ten in all: {statuses}")


def raw(port, text, secure=None):
    """What comes back for bytes as they stand, until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(text.replace("\n", "\r\n").encode())
        connection.settimeout(1)
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except TimeoutError:
            pass
    return answer.decode()


def test_a_head_has_no_body_whoever_answers(checks, clinic):
    for path in ("/v1/locations", "/livez"):
        both = raw(clinic.port, f"HEAD {path} HTTP/1.1\nHost: x\n\nGET /livez HTTP/1.1\nHost: x\n\n")
        head, rest = both.split("\r\n\r\n", 1)
        checks.that(head.startswith("HTTP/1.1 200") and "content-length: 0" not in head.lower(), f"HEAD {path} says how long it would be: {head}")
        checks.that(rest.startswith("HTTP/1.1 200"), f"after it comes the next answer and nothing else: {rest[:60]}")
    with Away(clinic, "users"):
        both = raw(clinic.port, f"HEAD /v1/patients/pt-1 HTTP/1.1\nHost: x\nAuthorization: Bearer {clinic.token('receptionist')}\n\nGET /livez HTTP/1.1\nHost: x\n\n")
    head, rest = both.split("\r\n\r\n", 1)
    checks.that(head.startswith("HTTP/1.1 503") and rest.startswith("HTTP/1.1 200"), f"a part that is away: {both[:200]}")


def test_headers_of_a_connection_stay_with_it(checks, clinic):
    desk = clinic.token("receptionist")
    tag = call(clinic.url, "GET", "/v1/patients/pt-1", token=desk)[2]["ETag"]
    ask = f"GET /v1/patients/pt-1 HTTP/1.1\nHost: x\nAuthorization: Bearer {desk}\nIf-None-Match: {tag}\n"
    checks.that(raw(clinic.port, f"{ask}\n").startswith("HTTP/1.1 304"), "what is known is not sent again")
    checks.that(raw(clinic.port, f"{ask}Connection: If-None-Match\n\n").startswith("HTTP/1.1 200"), "a header that Connection names is not sent on")
    checks.that(raw(clinic.port, "GET /v1/locations HTTP/1.1\n\n").startswith("HTTP/1.1 400"), "a request names its host")
    status, body, head = call(clinic.url, "GET", "/v1/patients/pt-none", token=desk, headers={"X-Request-ID": "tell-the-clinic-1"})
    checks.that(status == 404 and head["X-Request-ID"] == "tell-the-clinic-1" and body["instance"].endswith("tell-the-clinic-1"), f"one id for one request: {body}")
    checks.that(not [name for name in head if name.lower().startswith("slotwise-")], f"what services tell each other stays there: {dict(head)}")


def test_only_what_keeps_its_answer_is_sent_again(checks, clinic):
    desk = clinic.token("receptionist")
    with Away(clinic, "scheduling"):
        began = time.monotonic()
        asked = call(clinic.url, "POST", "/v1/holds", {"appointmentType": "gp-return", "practitioner": "p-01", "start": "2030-01-01T09:00:00Z"}, desk,
                     {"Idempotency-Key": uuid.uuid4().hex})
        once = time.monotonic() - began
        asked_again = call(clinic.url, "GET", "/v1/slots?appointmentType=gp-return", token=desk)
        twice = time.monotonic() - began - once
    checks.that(is_away(asked, "scheduling") and is_away(asked_again, "scheduling"), "both are told")
    # Three tries have two pauses between them, of 0.3 s together.
    checks.that(once < twice and twice > 0.3, f"a hold keeps no answer for its key, and is sent once; what only reads is tried: {once:.3f} s, {twice:.3f} s")


def test_what_ends_with_an_account_ends_also_if_the_book_was_away(checks, clinic):
    patient, admin = clinic.token("patient", "pt-5"), clinic.token("administrator")
    account = clinic.account("patient", "pt-5")
    status, booked, _ = book(clinic, patient, "pt-5")
    status, link, _ = call(clinic.url, "POST", f"/v1/appointments/{booked['id']}/links", {}, patient)
    checks.that(status == 201 and call(clinic.url, "GET", f"/v1/links/{link['token']}")[0] == 200, f"a link: {status} {link}")
    users = call(clinic.url, "GET", "/v1/admin/users?limit=200", token=admin)[1]["items"]
    user = next(one for one in users if one["email"] == account["email"])
    tag = call(clinic.url, "GET", f"/v1/admin/users/{user['id']}", token=admin)[2]["ETag"]
    with Away(clinic, "scheduling"):
        status, changed, _ = call(clinic.url, "PATCH", f"/v1/admin/users/{user['id']}", {"isActive": False}, admin, {"If-Match": tag})
        checks.that(status == 200, f"the account is closed all the same: {status} {changed}")
    ends = lambda: clinic.store.value("auth", "SELECT count(*) FROM link_end")
    until(lambda: ends() == 0, most=20)
    checks.that(ends() == 0, "the book was told when it was back")
    status, gone, _ = call(clinic.url, "GET", f"/v1/links/{link['token']}")
    checks.that(status in (404, 410), f"and nobody opens the link any more: {status} {gone}")


def test_a_path_that_is_an_address_is_asked_of_nobody(checks):
    # Over HTTP/2 a client says whatever it likes where the path stands.
    server = Server().seed()
    files = server.directory
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{files}/key.pem", "-out", f"{files}/chain.pem", "-days", "2", "-subj", "/CN=localhost"],
                   check=True, capture_output=True)
    gateway = server.parts[-1]
    gateway.arguments += ["--tls-certificate", f"{files}/chain.pem", "--tls-key", f"{files}/key.pem"]
    for other in server.parts[:-1]:
        other.start()
    os.makedirs(gateway.directory, exist_ok=True)
    with open(gateway.log, "a") as log:
        gateway.process = subprocess.Popen([gateway.program, "serve", "--data", gateway.directory, *gateway.arguments], stderr=log, stdout=subprocess.DEVNULL, env=gateway.environment())
    def ask(target):
        done = subprocess.run(["curl", "-sk", "--http2", "-o", "/dev/null", "-w", "%{http_version} %{http_code}", "--request-target", target, f"https://127.0.0.1:{server.port}/"],
                              capture_output=True, text=True)
        return done.stdout
    until(lambda: ask("/v1/locations") == "2 200", most=20)
    checks.that(ask("/v1/locations") == "2 200", "a path is answered over HTTP/2")
    trap = socket.socket()
    trap.bind(("127.0.0.1", 0))
    trap.listen()
    trap.settimeout(1)
    answer = ask(f"@127.0.0.1:{trap.getsockname()[1]}/v1/locations")
    try:
        trap.accept()
        checks.that(False, "somebody was asked who is none of us")
    except TimeoutError:
        pass
    checks.that(answer in ("2 404", "2 400", "0 000"), f"and it is no path: {answer}")
    server.stop()


def test_a_database_that_is_frozen_is_nobodys_fault(checks, clinic):
    tokens = {role: clinic.token(role) for role in ("receptionist", "planner", "administrator")}
    asked = {"/v1/patients/pt-1": "receptionist", "/v1/appointments?limit=1": "receptionist", "/v1/scenarios": "planner", "/v1/admin/users": "administrator"}
    database = DatabaseServer()
    database.signal(signal.SIGSTOP)
    try:
        with concurrent.futures.ThreadPoolExecutor() as threads:
            answers = list(threads.map(lambda row: (row[0], call(clinic.url, "GET", row[0], token=tokens[row[1]], timeout=60)), asked.items()))
    finally:
        database.signal(signal.SIGCONT)
    for path, (status, body, head) in answers:
        checks.that(status == 503 and body["type"] == "/problems/unavailable" and "Retry-After" in head, f"{path}: {status} {body}")
    for path, role in asked.items():
        until(lambda path=path, role=role: call(clinic.url, "GET", path, token=tokens[role])[0] == 200, most=10)
        checks.that(call(clinic.url, "GET", path, token=tokens[role])[0] == 200, f"{path} is answered again")
