#!/usr/bin/env python3
"""Measures the server: requests a second, latency and CPU; ten thousand event streams; restart with a million appointments.

usage: service.py load|streams|restart [--program .build/release/slotwise] [--seconds 5] [--json FILE]
load      wrk (Debian) asks for the slots of one practitioner and day, for suggestions, and books, with 1, 16 and 64 clients.
streams   10,000 open event streams beside 300 requests a second.
restart   20 starts to the first answer on a book of a million appointments.
"""
import argparse, asyncio, datetime, json, multiprocessing, os, re, resource, sqlite3, statistics, sys, time, uuid
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "Service"))
import harness
from harness import Server, call
from wrk import booking_lua, bookings, cpu_seconds, lua, wrk_run

CLIENTS = (1, 16, 64)


def resident_kib(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read()).group(1))


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


# -- load --------------------------------------------------------------------------------------------------------------

def wrk(server, clients, seconds, script):
    """Requests, latencies and CPU of one run; `script` is Lua that sets wrk's request."""
    before = cpu_seconds(server.process.pid)
    run = wrk_run(server.url, clients, seconds, script)
    return run | {"cpuMs": (cpu_seconds(server.process.pid) - before) * 1000 / max(1, run["requests"])}


def load(options):
    rows = []
    with Server().seed("large") as server:
        desk = server.token("receptionist")
        practitioner = call(server.url, "GET", "/v1/practitioners")[1]["items"][0]
        kind, day = f"{practitioner['skills'][0]}-return", datetime.date.today() + datetime.timedelta(days=3)
        while day.weekday() > 4:
            day += datetime.timedelta(days=1)
        wish = {"appointmentType": kind, "patient": "pt-1", "count": 5}
        for name, script in [
            ("health", lua("GET", "/livez", desk)),
            ("slots of a practitioner and day", lua("GET", f"/v1/slots?appointmentType={kind}&practitioner={practitioner['id']}&from={day}&to={day}", desk)),
            ("five suggestions, four weeks", lua("POST", "/v1/suggestions", desk, wish)),
            ("a month of a day sheet", lua("GET", f"/v1/practitioners/{practitioner['id']}/agenda?from={day}&to={day + datetime.timedelta(days=30)}", desk)),
            ("practitioners with their next free day", lua("GET", f"/v1/practitioners?appointmentType={kind}", desk)),
        ]:
            for clients in CLIENTS:
                rows.append({"what": name} | wrk(server, clients, options.seconds, script))
        requests = bookings(server, desk)
        share = len(requests) // len(CLIENTS)
        for number, clients in enumerate(CLIENTS):
            part = requests[number * share:(number + 1) * share]
            # Short enough that the free places last.
            seconds = min(options.seconds, 2 if clients > 1 else 3)
            rows.append({"what": "booking"} | wrk(server, clients, seconds, booking_lua(part, desk)))
        memory = resident_kib(server.process.pid)
    # A machine's CPU differs from hour to hour; what a health check of the same run takes is the unit.
    unit = {row["clients"]: row["cpuMs"] for row in rows if row["what"] == "health"}
    print(f"{'':38} {'clients':>8} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms':>8} {'units':>7} {'not 2xx':>8}")
    for row in rows:
        row["units"] = row["cpuMs"] / unit[row["clients"]]
        print(f"{row['what']:38} {row['clients']:8} {row['perSecond']:8.0f} {row['p50ms']:8.2f} {row['p99ms']:8.2f} {row['cpuMs']:8.3f} {row['units']:7.1f} {row['notDone']:8}")
    print(f"memory at the end: {memory / 1024:.0f} MiB")
    return rows


# -- streams -----------------------------------------------------------------------------------------------------------

def listeners(port, tokens, each, orders, answers):
    """Open streams in a process of their own, and note when each event arrives."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    arrivals, state = [], {"open": 0, "lost": 0}

    class Stream(asyncio.Protocol):
        def __init__(self, token):
            self.token, self.ready = token, False
        def connection_made(self, transport):
            transport.write(f"GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.token}\r\n\r\n".encode())
        def data_received(self, data):
            if not self.ready and b"welcome" in data:
                self.ready = True
                state["open"] += 1
            if b"event: appointmentBooked" in data:
                for found in re.findall(rb'"subject":"(\w+)"', data):
                    arrivals.append((found.decode(), time.time()))
        def connection_lost(self, _):
            state["lost"] += 1

    async def main():
        loop = asyncio.get_running_loop()
        for token in tokens:
            for begin in range(0, each, 100):
                await asyncio.gather(*(loop.create_connection(lambda token=token: Stream(token), "127.0.0.1", port) for _ in range(min(100, each - begin))))
        while state["open"] < each * len(tokens):
            await asyncio.sleep(0.1)
        answers.put("open")
        await loop.run_in_executor(None, orders.get)
        await asyncio.sleep(3)
        answers.put((arrivals, dict(state)))
    asyncio.run(main())


def streams(options):
    import aiohttp
    count, accounts = 10_000, 20
    with Server().seed("medium") as server:
        desk = server.token("receptionist")
        tokens = [server.token("patient", f"pt-{n + 1}") for n in range(accounts)]
        requests = bookings(server, desk)
        before = resident_kib(server.process.pid)
        orders, answers = multiprocessing.Queue(), multiprocessing.Queue()
        process = multiprocessing.Process(target=listeners, args=(server.port, tokens, count // accounts, orders, answers))
        process.start()
        answers.get()
        each = (resident_kib(server.process.pid) - before) / count
        kinds, sent = {"booking": [], "slots": []}, {}
        _, types, _ = call(server.url, "GET", "/v1/appointment-types")
        kind = types["items"][0]["id"]

        async def run():
            async with aiohttp.ClientSession(server.url, connector=aiohttp.TCPConnector(limit=0)) as session:
                async def one(number):
                    begin = time.time()
                    if number % 10 == 0:
                        body = requests.pop() | {"patient": f"pt-{number // 10 % 400 + 1}"}
                        async with session.post("/v1/appointments", json=body, headers={"Authorization": f"Bearer {desk}", "Idempotency-Key": uuid.uuid4().hex}) as answer:
                            content = await answer.json()
                            if answer.status == 201:
                                sent[content["id"]] = (content["patient"], begin)
                        kinds["booking"].append(time.time() - begin)
                    else:
                        async with session.get(f"/v1/slots?appointmentType={kind}&limit=20", headers={"Authorization": f"Bearer {desk}"}) as answer:
                            await answer.read()
                            assert answer.status == 200
                        kinds["slots"].append(time.time() - begin)
                tasks, begin = [], time.monotonic()
                for number in range(int(300 * options.seconds)):
                    await asyncio.sleep(max(0, begin + number / 300 - time.monotonic()))
                    tasks.append(asyncio.create_task(one(number)))
                await asyncio.gather(*tasks)
                return time.monotonic() - begin
        elapsed = asyncio.run(run())
        orders.put("stop")
        arrivals, state = answers.get()
        process.join()
        mine = {id: begin for id, (patient, begin) in sent.items() if int(patient[3:]) <= accounts}
        expected = len(mine) * count // accounts
        delays = [at - mine[subject] for subject, at in arrivals if subject in mine]
        result = {"streams": state["open"], "lost": state["lost"], "kibEach": each, "requestsPerSecond": sum(map(len, kinds.values())) / elapsed,
                  "bookingP99ms": percentile(kinds["booking"], .99) * 1000, "slotsP99ms": percentile(kinds["slots"], .99) * 1000,
                  "events": len(delays), "expected": expected, "eventP99ms": percentile(delays, .99) * 1000 if delays else None}
    for key, value in result.items():
        print(f"{key:20} {value if isinstance(value, int) or value is None else round(value, 1)}")
    return result


# -- restart -----------------------------------------------------------------------------------------------------------

def restart(options):
    server = Server().seed("large")
    with sqlite3.connect(f"{server.directory}/scheduling.sqlite") as db:
        practitioners = [r[0] for r in db.execute("SELECT DISTINCT practitioner_id FROM appointment")]
        patients = [r[0] for r in db.execute("SELECT id FROM patient")]
        kind = db.execute("SELECT type_id FROM appointment").fetchone()[0]
        now, total = int(time.time()), db.execute("SELECT count(*) FROM appointment").fetchone()[0]
        def rows():
            for number in range(1_000_000 - total):
                start = now - 400 * 86_400 - 600 * (number // len(practitioners))
                yield (f"old-{number}", kind, practitioners[number % len(practitioners)], patients[number % len(patients)], start, start + 600, start, start + 600)
        # History keeps no time from anybody: the triggers that fill occupancy would check each row against years.
        db.executemany("INSERT INTO appointment (id, version, status, type_id, practitioner_id, patient_id, starts_at, ends_at, busy_from, busy_until, pools, priority, is_pinned, booked_at) "
                       "VALUES (?, 1, 'noshow', ?, ?, ?, ?, ?, ?, ?, '[]', 'normal', 0, 0)", rows())
        total = db.execute("SELECT count(*) FROM appointment").fetchone()[0]
    times = []
    for _ in range(20):
        times.append(server.start() * 1000)
        token = server.token("receptionist")
        assert call(server.url, "GET", "/v1/appointments?limit=1", token=token)[0] == 200
        server.kill()
    result = {"appointments": total, "medianMs": statistics.median(times), "worstOf20Ms": max(times)}
    print(f"{total} appointments: restart to the first 200 median {result['medianMs']:.0f} ms, worst of 20 {result['worstOf20Ms']:.0f} ms")
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["load", "streams", "restart"])
    parser.add_argument("--program", default=f"{harness.ROOT}/.build/release/slotwise")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--json")
    options = parser.parse_args()
    harness.PROGRAM = options.program
    result = {"load": load, "streams": streams, "restart": restart}[options.what](options)
    if options.json:
        json.dump(result, open(options.json, "w"), indent=2)


main()
