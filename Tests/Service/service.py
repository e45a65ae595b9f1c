"""The platform: settings by flag, variable and file, targets, TLS with HTTP/2, health, metrics, rate limits, ETags, HEAD, systemd, links."""
import datetime, glob, json, os, re, shutil, socket, ssl, subprocess, tempfile, time, uuid
import clock
from harness import PROGRAM, Server, call
from shapes import free_port


def test_targets(checks, stopped):
    listed = subprocess.run([PROGRAM, "serve", "--list-targets"], capture_output=True, text=True).stdout
    checks.that("auth  needs scheduling" in listed, listed)
    for arguments, wanted in (["--target", "nothing"], "there is no “nothing”"), (["--target", "auth"], "needs scheduling"):
        done = subprocess.run([PROGRAM, "serve", *arguments, "--data", stopped.directory], capture_output=True, text=True)
        checks.that(done.returncode == 2 and wanted in done.stderr, f"{arguments}: {done.returncode} {done.stderr[-300:]}")
    done = subprocess.run([PROGRAM, "serve", "--data", "/nowhere"], capture_output=True, text=True)
    checks.that(done.returncode == 2 and "no book" in done.stderr, done.stderr)
    done = subprocess.run([PROGRAM, "serve", "--data", stopped.directory, "--port", "99999"], capture_output=True, text=True)
    checks.that(done.returncode == 2 and "0 to 65535" in done.stderr, done.stderr)


def listening(arguments, environment, directory):
    """The address that a server with these settings says it listens on."""
    process = subprocess.Popen([PROGRAM, "serve", *arguments], stderr=subprocess.PIPE, text=True, env={**clock.environment(), **environment})
    try:
        for line in process.stderr:
            if found := re.search(r"listening on \w+://([\d.]+:\d+)", line):
                return found[1]
            if process.poll() is not None:
                return line
    finally:
        process.terminate()
        process.wait(30)


def test_settings(checks, stopped):
    directory = stopped.directory
    flag, variable, file = free_port(), free_port(), free_port()
    config = f"{directory}/settings.json"
    json.dump({"slotwise": {"port": file, "data": directory}}, open(config, "w"))
    checks.that(listening(["--config", config], {}, directory) == f"127.0.0.1:{file}", "the file counts")
    checks.that(listening(["--config", config], {"SLOTWISE_PORT": str(variable)}, directory) == f"127.0.0.1:{variable}", "the variable before the file")
    checks.that(listening(["--config", config, "--port", str(flag)], {"SLOTWISE_PORT": str(variable)}, directory) == f"127.0.0.1:{flag}", "the flag before both")


def test_a_store_that_is_lost(checks):
    server = Server().seed()
    with server:
        pass
    lost = lambda name: [os.remove(file) for file in glob.glob(f"{server.directory}/{name}.sqlite*")]
    lost("notifications")
    with server:
        checks.that(call(server.url, "GET", "/readyz")[0] == 200, "what is due is worked out again")
    backup = f"{server.directory}/kept"
    checks.that(server.cli("backup", backup)["files"] != [], "and is backed up")
    lost("auth")
    done = subprocess.run([PROGRAM, "serve", "--data", server.directory, "--port", str(server.port)], capture_output=True, text=True, env=server.serving(), timeout=20)
    checks.that(done.returncode == 2 and "auth is empty or new" in done.stderr, f"accounts are not: {done.returncode} {done.stderr[-300:]}")


def test_saved_unchanged(checks, stopped):
    """Whatever the clinic has, also by import at the ends of what is allowed, is the same after it was shown and saved."""
    directory = stopped.directory
    with tempfile.TemporaryDirectory() as sheets:
        with open(f"{sheets}/types.csv", "w") as file:
            file.write("id,name,durationMinutes,skill,gridMinutes,noticeMinutes,horizonDays,perPractitionerDay,perPatient,needsApproval\n"
                       "far,Far ahead,720,gp,45,525600,730,1000,1000,yes\nnear,Near,1,gp,5,0,0,1,1,no\n")
        with open(f"{sheets}/carveOuts.csv", "w") as file:
            file.write("practitioner,weekday,hours,priorities,types,releaseMinutes\np-01,monday,09:00-10:00,urgent,,90000\n")
        subprocess.run([PROGRAM, "import", sheets, "--data", directory], check=True, capture_output=True, env=clock.environment())
    with Server(directory) as server:
        server.accounts = stopped.accounts
        admin = server.token("administrator")
        for path in ["appointment-types/far", "appointment-types/near", "locations/loc-1", "practitioners/p-01", "pools/laser-1", "carve-outs", "holidays", "settings"]:
            _, shown, head = call(server.url, "GET", f"/v1/admin/{path}", token=admin)
            status, answer, _ = call(server.url, "PUT", f"/v1/admin/{path}", shown, admin, {"If-Match": head["ETag"]})
            checks.that(status == 200, f"{path}: {status} {answer}")
            _, again, _ = call(server.url, "GET", f"/v1/admin/{path}", token=admin)
            checks.that(again == shown, f"{path}: {shown} became {again}")
        far = call(server.url, "GET", "/v1/admin/appointment-types/far", token=admin)[1]
        kept = call(server.url, "GET", "/v1/admin/carve-outs", token=admin)[1]["items"]
        checks.that(far["horizonDays"] == 730 and kept[0]["releaseMinutes"] == 90000, f"{far} {kept}")
        two_administrators(checks, server.url, admin)


def two_administrators(checks, url, admin):
    """Two who read the same clinic change two things of it, and both changes are kept; the same thing twice is refused."""
    def read(path):
        _, body, head = call(url, "GET", f"/v1/admin/{path}", token=admin)
        return body, head["ETag"]

    (place, of_place), (person, of_person), (days, of_days) = read("locations/loc-1"), read("practitioners/p-01"), read("holidays")
    place["name"], person["name"] = "Elsewhere", "Dr Renamed"
    days["items"].append({"date": "2031-12-24", "name": "Eve"})
    for path, body, tag in [("locations/loc-1", place, of_place), ("practitioners/p-01", person, of_person), ("holidays", days, of_days)]:
        status, answer, _ = call(url, "PUT", f"/v1/admin/{path}", body, admin, {"If-Match": tag})
        checks.that(status == 200, f"{path} with what was read before the others changed: {status} {answer}")
        checks.that(call(url, "PUT", f"/v1/admin/{path}", body, admin, {"If-Match": tag})[0] == 412, f"{path} twice")
        checks.that(read(path)[0] == body, f"{path} is kept")


def test_operations_apart(checks, stopped):
    """Figures and contract at an address of their own are nowhere else; health is at both."""
    directory = stopped.directory
    port = free_port()
    with Server(directory, arguments=["--operations-address", f"127.0.0.1:{port}"]) as server:
        apart = f"http://127.0.0.1:{port}"
        for path, here, there in [("/openapi/scenarios", 404, 200), ("/metrics", 404, 200), ("/docs", 404, 200), ("/openapi.json", 404, 200), ("/readyz", 200, 200), ("/v1/appointments", 401, 404), ("/", 200, 404)]:
            found = call(server.url, "GET", path)[0], call(apart, "GET", path)[0]
            checks.that(found == (here, there), f"{path}: {found}")
        checks.that(b"slotwise_" in call(apart, "GET", "/metrics")[1], "the figures are all there")
    wrong = subprocess.run([PROGRAM, "serve", "--data", directory, "--operations-address", "9090"], capture_output=True, text=True)
    checks.that(wrong.returncode == 2 and "host:port" in wrong.stderr, f"a wrong address is named: {wrong.stderr}")


def test_systemd(checks, stopped):
    directory = stopped.directory
    path = f"{directory}/notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(path)
        listener.settimeout(10)
        process = subprocess.Popen([PROGRAM, "serve", "--data", directory, "--port", "0"], stderr=subprocess.DEVNULL, env={**clock.environment(), "NOTIFY_SOCKET": path})
        checks.that(listener.recv(100) == b"READY=1", "systemd is told when it is ready")
        process.terminate()
        checks.that(listener.recv(100) == b"STOPPING=1", "and when it stops")
        checks.that(process.wait(30) == 0, "cleanly")


def test_tls(checks, stopped):
    directory = stopped.directory
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{directory}/key.pem", "-out", f"{directory}/chain.pem",
                    "-days", "2", "-subj", "/CN=localhost"], check=True, capture_output=True)
    server = Server(directory)
    process = subprocess.Popen([PROGRAM, "serve", "--data", directory, "--port", str(server.port), "--tls-certificate", f"{directory}/chain.pem", "--tls-key", f"{directory}/key.pem"], stderr=subprocess.PIPE, text=True, env=clock.environment())
    for line in process.stderr:
        if "listening on https" in line:
            break
    for protocol in ("h2", "http/1.1"):
        context = ssl.create_default_context(cafile=f"{directory}/chain.pem")
        context.check_hostname = False
        context.set_alpn_protocols([protocol])
        with socket.create_connection(("127.0.0.1", server.port)) as plain, context.wrap_socket(plain) as s:
            checks.that(s.selected_alpn_protocol() == protocol, f"TLS agrees on {protocol}: {s.selected_alpn_protocol()}")
            checks.that(s.version() in ("TLSv1.2", "TLSv1.3"), s.version())
            if protocol == "http/1.1":
                s.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                checks.that(b" 200 " in s.recv(4096), "and answers")
    # Whoever says nothing, before or after the handshake, is shown out.
    silent = socket.create_connection(("127.0.0.1", server.port))
    slow = context.wrap_socket(socket.create_connection(("127.0.0.1", server.port)))
    slow.sendall(b"GET /livez HT")
    for s, what in ((silent, "no handshake"), (slow, "no whole head")):
        s.settimeout(15)
        begin = time.monotonic()
        try:
            while s.recv(4096):
                pass
        except TimeoutError:
            pass
        except OSError:
            pass
        checks.that(time.monotonic() - begin < 12, f"TLS with {what} ends: {time.monotonic() - begin:.1f} s")
        s.close()
    if shutil.which("curl"):
        done = subprocess.run(["curl", "-sk", "--http2", "-o", "/dev/null", "-w", "%{http_version} %{http_code}", f"https://127.0.0.1:{server.port}/livez"], capture_output=True, text=True)
        checks.that(done.stdout in ("2 200", "1.1 200"), f"curl: {done.stdout}")
    process.terminate()
    checks.that(process.wait(30) == 0, "the TLS server ends cleanly")


def test_edge(checks, server):
    url, ada = server.url, server.token("patient", "pt-1")
    status, body, head = call(url, "GET", "/nope")
    checks.that(status == 404 and head["Content-Type"] == "application/problem+json" and body["type"] == "/problems/not-found" and body["next"], "problem+json")
    status, _, head = call(url, "PUT", "/v1/sessions")
    checks.that(status == 405 and head["Allow"] == "GET, POST", f"405 says what would do: {head['Allow']}")
    status, body, head = call(url, "HEAD", "/livez")
    checks.that(status == 200 and not body, "HEAD has no body")
    _, _, head = call(url, "GET", "/livez", headers={"X-Request-ID": "my-request-1"})
    checks.that(head["X-Request-ID"] == "my-request-1", "a request keeps its id")
    _, _, head = call(url, "GET", "/livez", headers={"X-Request-ID": "<script>"})
    checks.that(head["X-Request-ID"] != "<script>", "unless it is none")
    status, body, head = call(url, "GET", "/v1/patients/pt-1", token=ada)
    tag = head["ETag"]
    checks.that(call(url, "GET", "/v1/patients/pt-1", token=ada, headers={"If-None-Match": tag})[0] == 304, "304 for what the client has")
    change = {"phone": "+49 30 5550099"}
    checks.that(call(url, "PATCH", "/v1/patients/pt-1", change, ada)[0] == 428, "a change without If-Match is refused")
    checks.that(call(url, "PATCH", "/v1/patients/pt-1", change, ada, {"If-Match": "\"99\""})[0] == 412, "with another's too")
    status, body, head = call(url, "PATCH", "/v1/patients/pt-1", change, ada, {"If-Match": tag})
    checks.that(status == 200 and body["phone"] == change["phone"] and head["ETag"] != tag, "with the one that was read it is made")
    checks.that(call(url, "PATCH", "/v1/patients/pt-1", change, ada, {"If-Match": tag})[0] == 412, "once")
    status, body, _ = call(url, "POST", "/v1/holds", {"appointmentType": "x", "start": "tomorrow"}, ada)
    checks.that(status == 422 and body["errors"][0]["field"] in ("practitioner", "start") and body["errors"][0]["rule"], f"422 names field and rule: {body}")
    checks.that(call(url, "POST", "/v1/holds", raw=b"a=b", token=ada, headers={"Content-Type": "application/x-www-form-urlencoded"})[0] == 415, "415")
    checks.that(call(url, "POST", "/v1/holds", raw=b"{", token=ada)[0] == 400, "400 for broken JSON")
    for path in ("/readyz", "/docs", "/openapi.json"):
        checks.that(call(url, "GET", path)[0] == 200, path)
    checks.that("script-src" not in call(url, "GET", "/docs")[2]["Content-Security-Policy"] and b"<script" not in call(url, "GET", "/docs")[1], "the page has no script")
    text = call(url, "GET", "/metrics")[1]
    checks.that(b'slotwise_http_requests_total{operation="live",status="200"}' in text, "metrics count")
    done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True)
    checks.that(done.returncode == 0, f"promtool: {done.stdout.decode()}{done.stderr.decode()}")
    pages, path = 0, "/v1/appointments?limit=1"
    while path and pages < 4:
        status, body, head = call(url, "GET", path, token=ada)
        checks.that(status == 200 and len(body["items"]) <= 1, f"page {pages}: {status}")
        path = re.match(r"<(.+)>; rel=\"next\"", head["Link"] or "")
        path, pages = path and path[1], pages + 1


def test_links(checks, server):
    """From booking to cancelling by a link, without signing in."""
    url, ada = server.url, server.token("patient", "pt-1")
    slot = call(url, "GET", "/v1/slots?appointmentType=gp-return", token=ada)[1]["items"][-1]
    booked = call(url, "POST", "/v1/appointments", {k: slot[k] for k in ("appointmentType", "practitioner", "start")} | {"patient": "pt-1"}, ada, {"Idempotency-Key": uuid.uuid4().hex})[1]
    token = call(url, "POST", f"/v1/appointments/{booked['id']}/links", token=ada)[1]["token"]
    checks.that(call(url, "GET", f"/v1/links/{token}")[1]["id"] == booked["id"], "a link shows its appointment")
    checks.that(call(url, "POST", f"/v1/links/{token}/confirmation")[0] == 200, "confirms it")
    checks.that(call(url, "GET", f"/v1/links/{token}x")[0] == 404, "a changed link is none")
    status, body, _ = call(url, "POST", f"/v1/links/{token}/cancellation", {"reason": "patient-request"})
    checks.that(status == 200 and body["status"] == "cancelled", f"cancels it: {status}")


def test_once_wrong(checks, server):
    """What was wrong once."""
    url, ada, doctor = server.url, server.token("patient", "pt-1"), server.token("practitioner", "p-01")
    status = call(url, "GET", "/v1/appointments?cursor=-9223372036854775808.x", token=ada)[0]
    checks.that(status == 422, f"a cursor beyond all numbers is refused: {status}")
    slot = call(url, "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-01", token=ada)[1]["items"][-1]
    place = {k: slot[k] for k in ("appointmentType", "practitioner", "start")} | {"patient": "pt-1"}
    hold = call(url, "POST", "/v1/holds", place, ada)[1]["id"]
    answers = [call(url, "POST", "/v1/appointments", {"hold": hold, "patient": "pt-1"}, ada, {"Idempotency-Key": "hold-again-1"})[:2] for _ in range(2)]
    checks.that(answers[0][0] == 201 and answers[0] == answers[1], f"a hold that was booked is answered again under its key: {answers}")
    types = [t["id"] for t in call(url, "GET", "/v1/appointment-types")[1]["items"] if t["id"].endswith("-return")]
    for kind in types:
        for slot in call(url, "GET", f"/v1/slots?appointmentType={kind}", token=ada)[1]["items"][:3]:
            status, body, _ = call(url, "POST", "/v1/appointments", {"appointmentType": kind, "start": slot["start"], "patient": "pt-1"}, doctor, {"Idempotency-Key": uuid.uuid4().hex})
            checks.that(status != 201 or body["practitioner"] == "p-01", f"a practitioner books on their own schedule only: {status} {body.get('practitioner')}")
    import socket
    with socket.create_connection(("127.0.0.1", server.port)) as s:
        s.sendall(f"GET /livez HTTP/1.1\r\nHost: x\r\n\r\nGET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ada}\r\n\r\n".encode())
        s.settimeout(14)
        said = b""
        try:
            while chunk := s.recv(65536):
                said += chunk
            checks.that(False, f"a stream that was asked for ahead is left open: {said[-200:]}")
        except TimeoutError:
            checks.that(b"welcome" in said and b" 408 " not in said, "a stream that was asked for ahead goes on")
    with socket.create_connection(("127.0.0.1", server.port)) as s:
        s.sendall(b"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n")
        s.settimeout(15)
        s.recv(65536)
        s.sendall(b"x")
        begin = time.monotonic()
        try:
            while s.recv(65536):
                pass
            checks.that(time.monotonic() - begin < 13, "a body after its answer does not keep the connection for ever")
        except TimeoutError:
            checks.that(False, "a body after its answer keeps the connection")


def test_scenarios(checks, server):
    """A what-if on the live book, compared, and made real."""
    url, planner, admin = server.url, server.token("planner"), server.token("administrator")
    before = call(url, "GET", "/v1/appointments?limit=200", token=admin)[1]
    day = clock.today() + datetime.timedelta(days=7)
    made = [call(url, "POST", "/v1/scenarios", {"name": f"Without {who}", "changes": [{"kind": "absence", "practitioner": who, "from": str(day), "to": str(day + datetime.timedelta(days=4))}],
            "question": {"kind": "place"}}, planner) for who in ("p-01", "p-02")]
    checks.that([m[0] for m in made] == [201, 201], f"scenarios: {made}")
    ids = [m[1]["id"] for m in made]
    for one in ids:
        checks.that(call(url, "POST", f"/v1/scenarios/{one}/runs", token=planner)[0] == 202, "a run begins")
    end = time.monotonic() + 60
    while time.monotonic() < end and any(call(url, "GET", f"/v1/scenarios/{one}", token=planner)[1]["latestRun"]["status"] == "running" for one in ids):
        time.sleep(0.1)
    runs = [call(url, "GET", f"/v1/scenarios/{one}", token=planner)[1]["latestRun"] for one in ids]
    checks.that(all(r["status"] == "ready" and r["figures"] for r in runs), f"runs: {[r.get('failure') for r in runs]}")
    compared = call(url, "GET", f"/v1/scenarios/{ids[0]}/comparison?with={ids[1]}", token=planner)[1]["columns"]
    checks.that([c["scenario"] for c in compared] == ids and all(c["figures"] for c in compared), "side by side")
    checks.that(call(url, "GET", "/v1/appointments?limit=200", token=admin)[1] == before, "the live book is as it was")
    status, body, _ = call(url, "POST", f"/v1/scenarios/{ids[0]}/proposal", token=planner)
    checks.that(status == 202 and len(body["supposed"]) == 1, f"a planner makes it a proposal: {status} {body}")
    recorded = call(url, "GET", "/v1/absences", token=admin)[1]["items"]
    while (plan := call(url, "GET", f"/v1/proposals/{body['id']}", token=admin)[1])["status"] == "solving":
        time.sleep(0.05)
    checks.that(plan["status"] == "ready" and len(plan["moves"]) == len(runs[0]["moves"]), f"with the moves of the scenario: {len(plan['moves'])} and {len(runs[0]['moves'])}")
    checks.that(call(url, "GET", "/v1/absences", token=admin)[1]["items"] == recorded, "which records nothing before it is applied")
    checks.that(call(url, "POST", f"/v1/proposals/{body['id']}/application", token=planner)[0] == 403, "and is not a planner's to apply")
    checks.that(call(url, "POST", f"/v1/proposals/{body['id']}/application", token=server.token("receptionist"))[0] == 403, "nor of anybody who may not record absences")
    status, moved, _ = call(url, "POST", f"/v1/proposals/{body['id']}/application", token=admin)
    now = call(url, "GET", "/v1/absences", token=admin)[1]["items"]
    checks.that(status == 200 and len(now) == len(recorded) + 1 and not [a for a in now if a not in recorded][0]["displaced"], f"applied, the absence is recorded and displaces nobody: {status} {moved}")
    status, body, _ = call(url, "POST", "/v1/scenarios", {"name": "x", "changes": [{"kind": "absence"}], "question": {"kind": "place"}}, planner)
    checks.that(status == 422 and body["errors"][0]["field"] == "changes[0].practitioner", f"what is missing is named: {body}")


def test_limits(checks, stopped):
    directory = stopped.directory
    with Server(directory, limits=True) as server:
        statuses = [call(server.url, "POST", "/v1/sessions", {"email": f"nobody{i}@clinic.example", "password": "x"})[0] for i in range(14)]
        checks.that(statuses[:10] == [401] * 10 and 429 in statuses[10:], f"guessing is slowed down: {statuses}")
        statuses = {call(server.url, "GET", "/livez")[0] for _ in range(400)}
        checks.that(429 in statuses, f"and so is everything else: {statuses}")
