#!/usr/bin/env python3
"""The contract: what is served is what docs/api/openapi.json says, and every answer conforms to it, whatever is sent (R5).

usage: contract.py [--examples N] [--write]        default: 25 examples an operation, as nobody and as each of five roles
Fuzzes every operation with schemathesis, all checks. --write replaces docs/api/openapi.json and what is made from it
by what the program serves.
"""
import argparse, json, os, re, subprocess, sys
from contract_types import bounds, types
from harness import ROOT, Checks, Server, call

FILE, MADE = f"{ROOT}/docs/api/openapi.json", {f"{ROOT}/docs/api/contract.d.ts": types, f"{ROOT}/Sources/Gateway/Web/app/bounds.js": bounds}
# A stream that never ends cannot be fuzzed; ending the session in use would turn the rest of the run into 401.
LEFT_OUT = ["listenToEvents", "signOut", "endSession", "changePassword", "confirmAuthenticator", "enrolAuthenticator"]


def fuzz(server, role, examples, checks):
    # Not at hand: one role's run must not be judged by what another's changed.
    command = [os.path.join(os.path.dirname(sys.executable), "schemathesis"), "--config-file", os.path.join(os.path.dirname(__file__), "schemathesis.toml"),
               "run", f"{server.url}/openapi.json", "--checks", "all", "--max-examples", str(examples), "--seed", "7",
               # One thread: in Python 3.11 two that parse at once trip over one count of depths (SystemError in ast.parse).
               "--workers", "1", "--no-color", "--warnings", "off", "--no-shrink", "--continue-on-failure",
               "--suppress-health-check", "all", "--request-timeout", "20"]
    for name in LEFT_OUT:
        command += ["--exclude-operation-id", name]
    if role:
        command += ["--header", f"Authorization: Bearer {server.token(role)}"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=server.directory)
    cases = re.search(r"(\d[\d,]*) generated", done.stdout)
    print(f"{role or 'nobody'}: {cases.group(0) if cases else 'no count'}, exit {done.returncode}")
    checks.that(done.returncode == 0, f"as {role or 'nobody'}")
    if done.returncode:
        print(done.stdout[-6000:] + done.stderr[-2000:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=25)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--role", action="append")
    options = parser.parse_args()
    checks = Checks("contract")
    for role in options.role or [None, "patient", "practitioner", "receptionist", "administrator", "planner"]:
        with Server().seed() as server:
            status, served, _ = call(server.url, "GET", "/openapi.json")
            if options.write:
                os.makedirs(os.path.dirname(FILE), exist_ok=True)
                with open(FILE, "w") as file:
                    file.write(json.dumps(served, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
                for path, make in MADE.items():
                    with open(path, "w") as file:
                        file.write(make(served))
                return
            ids = [operation["operationId"] for path in served["paths"].values() for operation in path.values() if "operationId" in operation]
            checks.that(len(ids) == len(set(ids)), f"an operation has a name of its own: {sorted(i for i in set(ids) if ids.count(i) > 1)}")
            parts = [call(server.url, "GET", f"/openapi/{module}")[1] for module in ("scheduling", "users", "notifications", "messages", "reports", "auth", "scenarios", "gateway", "admin")]
            for part in parts:
                for path, item in part["paths"].items():
                    checks.that(all(served["paths"][path][method] == one for method, one in item.items()), f"{path} is the same in its module's contract")
            apart = sum(len(item) for part in parts for item in part["paths"].values())
            checks.that(apart + 6 == len(ids), f"modules serve {apart} of {len(ids)} operations; the process itself 6")
            checks.that(json.load(open(FILE)) == served, "docs/api/openapi.json is what is served; contract.py --write")
            for path, make in MADE.items():
                checks.that(open(path).read() == make(served), f"{os.path.relpath(path, ROOT)} is made from what is served; contract.py --write")
            fuzz(server, None if role in (None, "nobody") else role, options.examples, checks)
            log = open(server.log).read()
            checks.that("request failed" not in log, f"nothing failed inside: {[line for line in log.splitlines() if 'request failed' in line][:3]}")
            checks.that(server.process.poll() is None, "the server lives on")
    checks.end()


main()
