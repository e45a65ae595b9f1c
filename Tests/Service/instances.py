"""Two instances on one PostgreSQL: what is done at one is known at the other, and goes on without it."""
import datetime, json, os, signal, statistics, subprocess, tempfile, threading, time, uuid
import clock, pytest
from events import Listener
from harness import PROGRAM, Server, call
from stores import ON_POSTGRES, DatabaseServer

pytestmark = pytest.mark.skipif(not ON_POSTGRES, reason="several instances need PostgreSQL")


@pytest.fixture(scope="module")
def both():
    here = Server().seed("medium")
    with here, here.beside() as there:
        yield here, there


def seconds_until(holds, most=20.0):
    """How long it takes until something holds; more than `most` if it does not."""
    begin = time.monotonic()
    while not holds():
        if time.monotonic() - begin > most:
            break
        time.sleep(0.01)
    return time.monotonic() - begin


def test_what_ends_here_is_refused_there_within_a_second(checks, both):
    here, there = both
    took = []
    for _ in range(10):
        token = here.token("receptionist")
        assert call(there.url, "GET", "/v1/sessions", token=token)[0] == 200
        session = next(s["id"] for s in call(here.url, "GET", "/v1/sessions", token=token)[1]["items"] if s["isCurrent"])
        status, _, _ = call(here.url, "DELETE", f"/v1/sessions/{session}", token=token)
        checks.that(status == 204, f"signing out: {status}")
        took.append(seconds_until(lambda token=token: call(there.url, "GET", "/v1/sessions", token=token)[0] == 401))
    print(f"signed out at one, refused at the other: median {statistics.median(took) * 1000:.0f} ms, worst {max(took) * 1000:.0f} ms")
    checks.that(max(took) < 1, f"within a second: {took}")


def test_guessing_is_slowed_down_for_both_together(checks, both):
    pair = [Server(limits=True, store=both[0].store) for _ in range(2)]
    with pair[0], pair[1]:
        begin = time.monotonic()
        statuses = [call(pair[n % 2].url, "POST", "/v1/sessions", {"email": f"nobody{n}@clinic.example", "password": "x"})[0] for n in range(20)]
        more = int((time.monotonic() - begin) / 5) + 1
    # Each states the time from its own start, so one of them may refuse a little before the other does.
    checks.that(set(statuses) == {401, 429} and 10 <= statuses.count(401) <= 10 + more, f"ten in all: {statuses}")


def test_bookings_here_are_heard_there(checks, both):
    here, there = both
    desk = here.token("receptionist")
    listener = Listener(there, there.token("administrator"))
    time.sleep(0.5)
    took, booked = [], []
    patients = [a["of"] for a in here.accounts if a["role"] == "patient"]
    for patient in patients:
        slots = call(here.url, "GET", "/v1/slots?appointmentType=gp-return", token=desk)[1]["items"]
        slot = slots[len(slots) // 2]
        status, body, _ = call(here.url, "POST", "/v1/appointments", {
            "appointmentType": "gp-return", "practitioner": slot["practitioner"], "start": slot["start"], "patient": patient}, desk,
            {"Idempotency-Key": uuid.uuid4().hex})
        if status == 201:
            took.append(seconds_until(lambda subject=body["id"]: any(d.get("subject") == subject for _, _, d in listener.events), 5))
            booked.append(body["id"])
    checks.that(len(booked) >= 10, f"{len(booked)} booked")
    checks.that(max(took) < 1, f"each heard within a second: {took}")
    heard = [d["subject"] for _, event, d in listener.events if event == "appointmentBooked"]
    checks.that([subject for subject in heard if subject in booked] == booked, "each once, in order")
    print(f"booked at one, heard at the other: {len(booked)}, median {statistics.median(took) * 1000:.0f} ms, worst {max(took) * 1000:.0f} ms")


def book(server, token, patient, slot):
    """Whether a slot was booked, and how long the answer took."""
    begin = time.monotonic()
    status, body, _ = call(server.url, "POST", "/v1/appointments", {
        "appointmentType": "gp-return", "practitioner": slot["practitioner"], "start": slot["start"], "patient": patient}, token,
        {"Idempotency-Key": uuid.uuid4().hex}, timeout=60)
    return status, time.monotonic() - begin, body


def test_a_database_that_is_frozen_keeps_nobody_waiting_and_is_found_again(checks, both):
    here, _ = both
    desk, patient = here.token("receptionist"), here.accounts[-1]["of"]
    slots = call(here.url, "GET", "/v1/slots?appointmentType=gp-return", token=desk)[1]["items"]
    server = DatabaseServer()
    server.signal(signal.SIGSTOP)
    try:
        status, seconds, body = book(here, desk, patient, slots[-1])
        print(f"the database frozen: answered {status} after {seconds:.1f} s")
        checks.that(status == 503 and seconds < 15, f"a booking is answered: {status} after {seconds:.1f} s {body}")
        checks.that(call(here.url, "GET", "/livez")[0] == 200, "the process lives")
        checks.that(call(here.url, "GET", "/readyz", timeout=60)[0] == 503, "and is not ready")
    finally:
        server.signal(signal.SIGCONT)
    took = seconds_until(lambda: call(here.url, "GET", "/readyz", timeout=60)[0] == 200)
    status, _, body = book(here, desk, patient, slots[-1])
    print(f"awake: ready after {took:.1f} s")
    checks.that(status in (201, 409), f"it is found again: {status} {body}")


def test_an_instance_that_is_frozen_keeps_nobody_from_booking(checks, both):
    here, there = both
    desk, patients = there.token("receptionist"), [a["of"] for a in here.accounts if a["role"] == "patient"]
    slots = call(there.url, "GET", "/v1/slots?appointmentType=gp-return", token=desk)[1]["items"]
    worst, booked = 0, 0
    for patient, slot in zip(patients[:6], slots[::7], strict=False):
        # Frozen at any moment, now and then in the middle of a write.
        busy = threading.Thread(target=book, args=(here, desk, patients[-1], slot))
        busy.start()
        time.sleep(0.004)
        here.process.send_signal(signal.SIGSTOP)
        try:
            status, seconds, _ = book(there, desk, patient, slots[slots.index(slot) + 1])
        finally:
            here.process.send_signal(signal.SIGCONT)
        busy.join()
        worst, booked = max(worst, seconds), booked + (status == 201)
    print(f"beside a frozen instance {booked} of 6 booked, the slowest within {worst:.1f} s")
    checks.that(worst < 12, f"nobody waits longer than the server's deadline: {worst:.1f} s")
    checks.that(booked >= 3, f"{booked} booked")


def planned(server, token):
    """Begins a plan for the next two weeks; its id."""
    today = datetime.date.fromisoformat(call(server.url, "GET", "/v1/slots?appointmentType=gp-return", token=token)[1]["items"][0]["start"][:10])
    selection = {"from": str(today + datetime.timedelta(days=1)), "to": str(today + datetime.timedelta(days=14))}
    status, body, _ = call(server.url, "POST", "/v1/proposals", {"selection": selection, "deadlineSeconds": 8}, token)
    assert status == 202, (status, body)
    return body["id"]


def children(server, name):
    """Processes that an instance runs under this name."""
    return subprocess.run(["pgrep", "-P", str(server.process.pid), "-f", name], capture_output=True, text=True).stdout.split()


def who_runs(both, name):
    """The instance that runs such a process, and the other; nobody if none does."""
    seconds_until(lambda: any(children(server, name) for server in both))
    return next(((one, other) for one, other in (both, both[::-1]) if children(one, name)), (None, None))


def test_a_plan_asked_of_one_is_read_from_the_other_and_made_although_its_instance_is_killed(checks, both):
    here, there = both
    token = here.token("administrator")
    plan = planned(here, token)
    def status(server):
        return call(server.url, "GET", f"/v1/proposals/{plan}", token=token)[1].get("status")
    checks.that(status(there) == "solving", f"it is known there: {status(there)}")
    busy, idle = who_runs(both, "solver-worker")
    assert busy, "nobody solves"
    busy.kill()
    took = seconds_until(lambda: status(idle) != "solving", 60)
    print(f"its solver killed, the plan was made by the other after {took:.1f} s")
    checks.that(status(idle) == "ready", f"the other makes it: {status(idle)}")
    busy.start()
    checks.that(status(busy) == "ready", "and both answer")


def test_a_worker_makes_the_plans_of_servers_that_make_none(checks, both):
    here = both[0]
    server, directory = Server(store=here.store), tempfile.mkdtemp(prefix="slotwise-worker-")
    os.environ["SLOTWISE_WORK"] = "off"
    for other in both:
        other.stop()
    try:
        server.start()
        token = here.token_at(server, "administrator")
        plan = planned(server, token)
        def status():
            return call(server.url, "GET", f"/v1/proposals/{plan}", token=token)[1]
        time.sleep(3)
        checks.that((status()["status"], status().get("termination")) == ("solving", "waiting"), f"it waits: {status()}")
        worker = subprocess.Popen([PROGRAM, "work", "--data", directory], env=here.environment(), stderr=subprocess.DEVNULL)
        took = seconds_until(lambda: status()["status"] != "solving", 60)
        print(f"a worker made the plan within {took:.1f} s of its start")
        checks.that(status()["status"] == "ready", f"and is made by a worker: {status()}")
        worker.terminate()
        checks.that(worker.wait(30) == 0, "which ends when it is told to")
        server.stop()
    finally:
        del os.environ["SLOTWISE_WORK"]
        for other in both:
            other.start()


def test_a_run_of_a_scenario_outlives_whoever_ran_it(checks, both):
    here = both[0]
    token = here.token("planner")
    first = clock.today() + datetime.timedelta(days=3)
    away = {"kind": "absence", "practitioner": "p-01", "from": str(first), "to": str(first + datetime.timedelta(days=4))}
    status, body, _ = call(here.url, "POST", "/v1/scenarios", {"name": "away", "changes": [away], "question": {"kind": "place"}}, token)
    assert status == 201, (status, body)
    status, run, _ = call(here.url, "POST", f"/v1/scenarios/{body['id']}/runs", {}, token)
    assert status == 202, (status, run)
    busy, idle = who_runs(both, "scenario-worker")
    assert busy, "nobody runs it"
    busy.kill()
    def latest():
        return call(idle.url, "GET", f"/v1/scenarios/{body['id']}", token=token)[1]["latestRun"]
    took = seconds_until(lambda: latest()["status"] != "running", 60)
    print(f"the run ended {took:.1f} s after the instance that ran it was killed")
    checks.that(latest()["status"] == "ready" and latest()["id"] == run["id"], json.dumps(latest())[:300])
    busy.start()
