#!/usr/bin/env python3
"""What it costs that services are processes of their own: CPU of each operation in one process and in one for each service, and of each contract.

usage: python3 Tests/Service/postgres.py Benchmarks/contracts.py [--program .build/release/slotwise] [--seconds 3] [--json FILE]

Both shapes keep a clinic of the same seed in one PostgreSQL and are asked by turns with wrk (Debian), 16 clients; what is counted is the
CPU of all processes of the shape, without PostgreSQL's. The contracts are asked at the internal address as other services ask them.
"""
import argparse, datetime, json, os, sys, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "Service"))
os.environ["SLOTWISE_TEST_ENGINE"] = "postgres"
import harness, jwt
from harness import Server, call
from shapes import KEY
from wrk import booking_lua, bookings, cpu_seconds, lua, wrk_run

ROUNDS, CLIENTS = 3, 16


def measured(server, seconds, script, url=None):
    """Milliseconds of CPU a request, all processes of a shape together, and what else wrk says."""
    before = sum(cpu_seconds(part.process.pid) for part in server.parts)
    run = wrk_run(url or server.url, CLIENTS, seconds, script)
    run["cpuMs"] = (sum(cpu_seconds(part.process.pid) for part in server.parts) - before) * 1000 / max(1, run["requests"])
    if run["notDone"] > run["requests"] * 0.02:
        raise SystemExit(f"{run['notDone']} of {run['requests']} were not done")
    return run


def operations(server):
    """What people ask, by name: what is asked of one service, and what needs another."""
    desk, patient = server.token("receptionist"), server.token("patient", "pt-1")
    practitioner = call(server.url, "GET", "/v1/practitioners")[1]["items"][0]
    kind, day = f"{practitioner['skills'][0]}-return", datetime.date.today() + datetime.timedelta(days=3)
    while day.weekday() > 4:
        day += datetime.timedelta(days=1)
    return {
        "slots of a practitioner and day": lua("GET", f"/v1/slots?appointmentType={kind}&practitioner={practitioner['id']}&from={day}&to={day}", desk),
        "a page of appointments": lua("GET", "/v1/appointments?limit=20", desk),
        "a month of a day sheet": lua("GET", f"/v1/practitioners/{practitioner['id']}/agenda?from={day}&to={day + datetime.timedelta(days=30)}", desk),
        "a patient's record": lua("GET", "/v1/patients/pt-1", desk),
        "their own, by the patient": lua("GET", "/v1/appointments?patient=pt-1", patient),
        "sessions of an account": lua("GET", "/v1/sessions", desk),
        "scenarios": lua("GET", "/v1/scenarios", server.token("planner")),
        "five suggestions, four weeks": lua("POST", "/v1/suggestions", desk, {"appointmentType": kind, "patient": "pt-1", "count": 5}),
    }


def token(service):
    """As services sign it."""
    return jwt.encode({"aud": [service], "exp": time.time() + 600}, KEY, algorithm="HS256")


def contracts():
    """Each contract as it is asked, by service."""
    caller = {"name": "bench", "role": "receptionist", "patients": [], "isConfirmed": True}
    return {
        "users": {
            "patients": ["pt-1"], "page": {"limit": 500}, "changes": {"position": 0, "limit": 500}, "knows": "pt-1",
            "keep": {"subject": [], "caller": caller},
        },
        "scheduling": {
            "knows-practitioner": "p-01", "knows-location": "loc-1", "sees": {"practitioner": "p-01", "patient": "pt-1"},
            "end-links": {"maker": "nobody"}, "last": {}, "events": {"position": 0, "limit": 500},
        },
        "auth": {
            "keys": {}, "standing": {}, "changes": {"position": 0, "limit": 500}, "dependants": "nobody", "condition": {}, "trail": {"limit": 50},
        },
    }


def question(path, service, body):
    text = json.dumps(body)
    return "\n".join([
        'wrk.method = "POST"', f'wrk.path = "{path}"', f'wrk.headers["Slotwise-Service"] = "{token(service)}"',
        'wrk.headers["Content-Type"] = "application/json"', f"wrk.body = [==[{text}]==]"])


def compare(one, apart, seconds):
    rows = []
    scripts = [operations(server) for server in (one, apart)]
    for name in scripts[0]:
        best = [min(measured(server, seconds, script[name])["cpuMs"] for _ in range(ROUNDS)) for server, script in zip((one, apart), scripts, strict=True)]
        rows.append({"operation": name, "one": best[0], "apart": best[1], "ratio": best[1] / best[0]})
    desks = [server.token("receptionist") for server in (one, apart)]
    requests = [bookings(server, desk) for server, desk in zip((one, apart), desks, strict=True)]
    best = [min(measured(server, 2, booking_lua(mine[number::ROUNDS], desk))["cpuMs"] for number in range(ROUNDS))
            for server, mine, desk in zip((one, apart), requests, desks, strict=True)]
    return [*rows, {"operation": "booking", "one": best[0], "apart": best[1], "ratio": best[1] / best[0]}]


def ask_contracts(apart, seconds):
    rows = []
    for service, calls in contracts().items():
        part = next(part for part in apart.parts if part.name == service)
        for name, body in calls.items():
            run = measured(apart, seconds, question(f"/internal/v1/{service}/{name}", service, body), f"http://127.0.0.1:{part.port}")
            rows.append({"contract": f"{service} {name}", "cpuMs": run["cpuMs"], "p50ms": run["p50ms"], "perSecond": run["perSecond"]})
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=harness.PROGRAM)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--json")
    options = parser.parse_args()
    harness.PROGRAM = options.program
    with Server(apart=False).seed("medium") as one, Server(apart=True).seed("medium") as apart:
        rows, asked = compare(one, apart, options.seconds), ask_contracts(apart, options.seconds)
    print(f"{'CPU of a request, ms':36}{'one process':>13}{'apart':>9}{'ratio':>8}")
    for row in rows:
        print(f"{row['operation']:36}{row['one']:13.3f}{row['apart']:9.3f}{row['ratio']:8.2f}")
    print(f"\n{'a contract over the wire':36}{'CPU ms':>13}{'p50 ms':>9}{'a second':>10}")
    for row in asked:
        print(f"{row['contract']:36}{row['cpuMs']:13.3f}{row['p50ms']:9.2f}{row['perSecond']:10.0f}")
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"operations": rows, "contracts": asked}, file, indent=1)


if __name__ == "__main__":
    main()
