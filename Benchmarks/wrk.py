"""Asks a server with wrk (Debian), and what it is asked."""
import datetime, json, os, random, re, subprocess, tempfile, time, uuid
from harness import call


def cpu_seconds(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wrk_run(url, clients, seconds, script):
    """Requests and latencies of one run against an address."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as file:
        file.write(script + """
local statuses = {}
function response(status) statuses[status] = (statuses[status] or 0) + 1 end
done = function(summary, latency)
  io.write(string.format("RESULT %d %d %f %f\\n", summary.requests, summary.errors.status, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
""")
    begin = time.monotonic()
    done = subprocess.run(["wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "10s", "-s", file.name, url], capture_output=True, text=True)
    elapsed = time.monotonic() - begin
    os.unlink(file.name)
    found = re.search(r"RESULT (\d+) (\d+) (\S+) (\S+)", done.stdout)
    if not found:
        raise SystemExit(done.stdout + done.stderr)
    requests, errors = int(found[1]), int(found[2])
    return {"clients": clients, "perSecond": requests / elapsed, "p50ms": float(found[3]), "p99ms": float(found[4]),
            "notDone": errors, "requests": requests}


def lua(method, path, token, body=None):
    lines = [f'wrk.method = "{method}"', f'wrk.path = "{path}"', f'wrk.headers["Authorization"] = "Bearer {token}"']
    if body is not None:
        lines += ['wrk.headers["Content-Type"] = "application/json"', f"wrk.body = [==[{json.dumps(body)}]==]"]
    return "\n".join(lines)


def bookings(server, token):
    """Bookings that do not get in each other's way: one for each free place, each with a patient of its own."""
    patients, cursor = [], ""
    while True:
        _, page, _ = call(server.url, "GET", f"/v1/patients?limit=200{cursor}", token=token)
        patients += [p["id"] for p in page["items"]]
        if not page.get("next"):
            break
        cursor = f"&cursor={page['next']}"
    requests, today = [], datetime.date.today()
    for practitioner in call(server.url, "GET", "/v1/practitioners")[1]["items"]:
        kind = f"{practitioner['skills'][0]}-return"
        for week in range(12):
            day = today + datetime.timedelta(days=1 + 7 * week)
            _, found, _ = call(server.url, "GET", f"/v1/slots?appointmentType={kind}&practitioner={practitioner['id']}&from={day}&to={day + datetime.timedelta(days=6)}&limit=500", token=token)
            end = ""
            for slot in found.get("items", []):
                if slot["start"] >= end:
                    buffer = datetime.datetime.fromisoformat(slot["end"].replace("Z", "+00:00")) + datetime.timedelta(minutes=20)
                    end = buffer.strftime("%Y-%m-%dT%H:%M:%SZ")
                    requests.append({"appointmentType": kind, "practitioner": practitioner["id"], "start": slot["start"]})
    random.Random(7).shuffle(requests)
    for index, request in enumerate(requests):
        request["patient"] = patients[index % len(patients)]
    return requests


def booking_lua(requests, token):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write("\n".join(json.dumps(r) for r in requests))
    return f"""
local bodies, at = {{}}, 0
for line in io.lines("{file.name}") do bodies[#bodies + 1] = line end
function request()
  at = at + 1
  local headers = {{["Authorization"] = "Bearer {token}", ["Content-Type"] = "application/json", ["Idempotency-Key"] = "bench-{uuid.uuid4().hex[:8]}-" .. at}}
  return wrk.format("POST", "/v1/appointments", headers, bodies[(at - 1) % #bodies + 1])
end
"""
