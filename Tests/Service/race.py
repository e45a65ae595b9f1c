#!/usr/bin/env python3
"""Races through HTTP: 200 clients for one slot, then 200 clients doing everything while the server is killed.

usage: race.py [SECONDS] [--instances N] [--database] [--rounds R]        default: 60 seconds, one instance, ten rounds

First ten rounds of ten slots: of 200 requests for the same slot exactly one is answered 201, all others 409. Then nine kinds of
request on 50 hot starts, kill -9 every 0.5 to 8 seconds, and every request that was not answered again with the same key. The judge
reads only the clients' log and a copy of the database. On PostgreSQL (SLOTWISE_TEST_ENGINE=postgres) there may be several instances,
each request goes to any of them, and with --database the server of the database is killed as often as one of them. With
SLOTWISE_TEST_SHAPE=apart every service is a process of its own, and any of them is killed.
"""
import argparse, asyncio, datetime, json, random, shutil, subprocess, sys, uuid
import aiohttp, clock, stores
from harness import ROOT, Server, call
from stores import DatabaseServer

OPTIONS = argparse.ArgumentParser(description=__doc__)
OPTIONS.add_argument("seconds", nargs="?", type=float, default=60)
OPTIONS.add_argument("--instances", type=int, default=1)
OPTIONS.add_argument("--database", action="store_true")
OPTIONS.add_argument("--rounds", type=int, default=10)
OPTIONS = OPTIONS.parse_args()
BOOKERS, WITH_ACCOUNT = 200, 20
PRACTITIONERS = ["okafor", "weber", "laurent", "silva"]
DAY = clock.today() + datetime.timedelta(days=8)
STARTS = [f"{datetime.datetime(DAY.year, DAY.month, DAY.day, 8) + datetime.timedelta(minutes=5 * i):%Y-%m-%dT%H:%M:%SZ}" for i in range(50)]


def password(server, email, role, *of):
    """An account made at the command line, its password set by the code."""
    code = server.cli("account", "add", email, "--role", role, *of)["token"]
    return email, code


def prepare(server):
    """A clinic set up from nothing over HTTP by its first administrator."""
    accounts = [password(server, "admin@race.example", "administrator"), password(server, "desk@race.example", "receptionist")]
    server.start()
    def sign_in(email, code):
        status, body, _ = call(server.url, "POST", f"/v1/password-resets/{code}", {"password": "race horse staple"})
        assert status == 204, (status, body)
        status, body, _ = call(server.url, "POST", "/v1/sessions", {"email": email, "password": "race horse staple"})
        assert status == 201, (status, body)
        return body["accessToken"]
    admin, desk = (sign_in(*account) for account in accounts)
    def put(path, body):
        status, answer, head = call(server.url, "PUT", path, body, admin, {"If-Match": "*"})
        assert status == 200, (path, status, answer)
    put("/v1/admin/locations/main", {"name": "Main", "zone": "Europe/Paris"})
    put("/v1/admin/pools/room", {"location": "main", "kind": "room", "purpose": "room", "members": ["1", "2"]})
    put("/v1/admin/appointment-types/short", {"name": "Short", "durationMinutes": 10, "skill": "gp"})
    put("/v1/admin/appointment-types/long", {
        "name": "Long", "durationMinutes": 25, "bufferBeforeMinutes": 5, "bufferAfterMinutes": 10, "skill": "gp", "purposes": ["room"]})
    for practitioner in PRACTITIONERS:
        put(f"/v1/admin/practitioners/{practitioner}", {"name": practitioner, "location": "main", "skills": ["gp"]})
        weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        put(f"/v1/practitioners/{practitioner}/schedule", {"exceptions": [], "templates": [
            {"weekday": day, "hours": {"start": "00:00", "end": "24:00"}, "breaks": [], "validFrom": "2026-01-01"} for day in weekdays]})
    # What races is the calendar: the bound on what one patient keeps would hide it.
    put("/v1/admin/settings", {"changeCutoffMinutes": 0, "linkDays": 30, "appointmentsPerPatient": 200})
    patients = []
    for number in range(BOOKERS):
        status, body, _ = call(server.url, "POST", "/v1/patients", {"name": f"Patient {number}", "phone": f"00{number:05}"}, desk)
        assert status == 201, (status, body)
        patients.append(body["id"])
    tokens = [desk] * BOOKERS
    for number in range(WITH_ACCOUNT):
        email = f"pt{number}@race.example"
        status, user, _ = call(server.url, "POST", "/v1/admin/users", {"email": email, "role": "patient", "patient": patients[number]}, admin)
        assert status == 201, (status, user)
        _, link, _ = call(server.url, "POST", f"/v1/admin/users/{user['id']}/password-link", None, admin)
        tokens[number] = sign_in(email, link["token"])
    return admin, desk, patients, tokens


async def one_slot(server, patients, tokens):
    """Ten rounds of ten slots: 200 clients each."""
    connector = aiohttp.TCPConnector(limit=0)
    wrong = 0
    async with aiohttp.ClientSession(server.url, connector=connector) as session:
        async def book(number, start, practitioner):
            body = {"appointmentType": "short", "practitioner": practitioner, "start": start, "patient": patients[number]}
            headers = {"Authorization": f"Bearer {tokens[number]}", "Idempotency-Key": uuid.uuid4().hex}
            async with session.post("/v1/appointments", json=body, headers=headers) as answer:
                content = await answer.json()
                return answer.status, content.get("type")
        day = DAY + datetime.timedelta(days=20)
        for round_number in range(OPTIONS.rounds):
            for slot in range(10):
                start = f"{datetime.datetime(day.year, day.month, day.day, 8 + slot) + datetime.timedelta(days=round_number):%Y-%m-%dT%H:%M:%SZ}"
                answers = await asyncio.gather(*(book(n, start, PRACTITIONERS[round_number % 4]) for n in range(BOOKERS)))
                done = sum(1 for status, _ in answers if status == 201)
                taken = sum(1 for status, kind in answers if status == 409 and kind == "/problems/slot-taken")
                if (done, taken) != (1, BOOKERS - 1):
                    wrong += 1
                    print(f"  ✘ round {round_number} slot {slot}: {done} done, {taken} refused")
    print(f"one slot, 200 clients, {OPTIONS.rounds} × 10 rounds: {10 * OPTIONS.rounds - wrong} as they must be")
    return wrong


class Unavailable(Exception):
    """The instance says that it cannot: the database is away, or did not say whether it stored the change."""


class Race:
    def __init__(self, servers, admin, desk, patients, tokens):
        self.servers, self.admin, self.desk, self.patients, self.tokens = servers, admin, desk, patients, tokens
        self.log = open(f"{servers[0].directory}/clients.log", "a", buffering=1)
        self.victims = [part for server in servers for part in server.parts] + ([DatabaseServer()] if OPTIONS.database else [])
        self.unavailable = 0
        self.over, self.kills, self.restarts = False, 0, []

    def note(self, **line):
        self.log.write(json.dumps(line) + "\n")

    async def killer(self, seconds):
        end = asyncio.get_running_loop().time() + seconds
        while (left := end - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(min(left, random.uniform(0.5, 8)))
            victim = random.choice(self.victims)
            await asyncio.to_thread(victim.kill)
            self.kills += 1
            self.restarts.append(await asyncio.to_thread(victim.start))
        self.over = True

    async def send(self, session, number, request, mine):
        """Sends a request until it is answered: a killed server answers nothing, so the same key goes again."""
        self.note(request=request)
        while True:
            try:
                outcome, got, detail = await self.perform(session, number, request)
                break
            except (TimeoutError, aiohttp.ClientError, OSError):
                await asyncio.sleep(0.05)
            except Unavailable:
                self.unavailable += 1
                await asyncio.sleep(0.2)
        if outcome == "ok" and request["kind"] not in ("cancel", "absence"):
            mine += [a for a in got if a not in mine]
        self.note(answer={"key": request["key"], "outcome": outcome, "appointments": got, "detail": detail})

    async def perform(self, session, number, request):
        kind, start, patient = request["kind"], request["starts"][0], self.patients[number]
        headers = {"Authorization": f"Bearer {self.tokens[number]}", "Idempotency-Key": request["key"]}
        desk = {"Authorization": f"Bearer {self.desk}", "Idempotency-Key": request["key"]}
        place = {"appointmentType": request["type"], "practitioner": request["practitioner"], "patient": patient}
        async def post(path, body, fields=headers):
            # Any instance answers, also for what another was asked and did not answer.
            async with session.post(random.choice(self.servers).url + path, json=body, headers=fields) as answer:
                if answer.status == 503:
                    raise Unavailable
                return answer.status, await answer.json() if answer.status != 204 else {}
        def verdict(status, body, wanted):
            if status == wanted:
                return "ok", body.get("booked") or [body["id"]], None
            clean = status in (409, 410, 422, 404) and body.get("type", "").startswith("/problems/")
            return ("refused" if clean else "failed"), [], f"{status} {body.get('type')} {body.get('detail')}"
        async def gone(answer):
            if answer.status == 503:
                raise Unavailable
            return ("ok", [], None) if answer.status == 204 else verdict(answer.status, await answer.json(), 204)
        if kind in ("bookHeld", "dropHeld"):
            status, hold = await post("/v1/holds", place | {"start": start})
            if status != 201:
                return verdict(status, hold, 201)
            if kind == "dropHeld":
                async with session.delete(f"{random.choice(self.servers).url}/v1/holds/{hold['id']}", headers=headers) as answer:
                    return await gone(answer)
            return verdict(*await post("/v1/appointments", {"hold": hold["id"], "patient": patient, "appointmentType": request["type"]}), 201)
        if kind == "absence":
            status, absence = await post("/v1/absences", {
                "practitioner": request["practitioner"], "from": start, "to": start[:14] + "59:00Z", "reason": "race"},
                {"Authorization": f"Bearer {self.admin}"})
            if status != 201:
                return verdict(status, absence, 201)
            async with session.delete(f"{random.choice(self.servers).url}/v1/absences/{absence['id']}", headers={"Authorization": f"Bearer {self.admin}"}) as answer:
                return await gone(answer)
        body = {
            "book": place | {"start": start}, "any": {k: v for k, v in place.items() if k != "practitioner"} | {"start": start, "anyPractitioner": True},
            "series": place | {"starts": request["starts"]}, "override": place | {"start": start, "overbookReason": "race", "overbookAlso": ["patient", "equipment"]},
            "cancel": {}, "reschedule": {"practitioner": request["practitioner"], "start": start},
        }[kind]
        path = {"cancel": f"/v1/appointments/{request['subject']}/cancellation",
                "reschedule": f"/v1/appointments/{request['subject']}/rescheduling"}.get(kind, "/v1/appointments")
        return verdict(*await post(path, body, desk if kind == "override" else headers), 200 if kind in ("cancel", "reschedule") else 201)

    async def booker(self, session, number):
        mine, dice = [], random.Random(number)
        while not self.over:
            kinds = ["book", "bookHeld", "dropHeld", "any", "series", "cancel", "reschedule", "override"] + (["absence"] if number == 199 else [])
            kind = dice.choice(kinds)
            if not mine and kind in ("cancel", "reschedule"):
                kind = "book"
            subject = mine.pop(dice.randrange(len(mine))) if kind in ("cancel", "reschedule") else None
            start = dice.choice(STARTS)
            shift = lambda days, start=start: f"{datetime.datetime.strptime(start, '%Y-%m-%dT%H:%M:%SZ') + datetime.timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"
            await self.send(session, number, {
                "booker": number, "key": uuid.uuid4().hex, "kind": kind, "type": "long" if dice.randrange(3) == 0 else "short",
                "practitioner": dice.choice(PRACTITIONERS), "subject": subject,
                "starts": [shift(d) for d in range(3)] if kind == "series" else [start]}, mine)
            if subject and kind == "reschedule":
                mine.append(subject)

    async def run(self, seconds):
        timeout = aiohttp.ClientTimeout(total=20)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=timeout) as session:
            await asyncio.gather(self.killer(seconds), *(self.booker(session, n) for n in range(BOOKERS)))


def replay_is_equal(server, patients, token):
    """The same key gives the same bytes again, also after a kill; another body under it is refused with 422."""
    import urllib.request
    def send(start):
        body = json.dumps({"appointmentType": "short", "practitioner": "okafor", "start": start, "patient": patients[0]}).encode()
        request = urllib.request.Request(f"{server.url}/v1/appointments", data=body, method="POST", headers={
            "Content-Type": "application/json", "Authorization": f"Bearer {token}", "Idempotency-Key": "replayed-key"})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
    day = DAY + datetime.timedelta(days=40)
    first = send(f"{day}T09:00:00Z")
    server.kill()
    server.start()
    again, other = send(f"{day}T09:00:00Z"), send(f"{day}T10:00:00Z")
    ok = first[0] == 201 and first == again and other[0] == 422
    print(f"a repeated request is answered with equal bytes after a kill, another one under its key with 422: {'yes' if ok else (first, again, other)}")
    return 0 if ok else 1


def raw_insert_is_accepted(store):
    """Whether PostgreSQL takes a row that overlaps a booked visit, written beside the program."""
    columns = store.value("scheduling", "SELECT string_agg(column_name, ',') FROM information_schema.columns WHERE table_schema = 'scheduling' AND table_name = 'appointment'").split(",")
    values = ["'raw'" if c == "id" else "(SELECT id FROM patient WHERE id <> a.patient_id LIMIT 1)" if c == "patient_id" else c for c in columns]
    overlapping = f"INSERT INTO appointment ({','.join(columns)}) SELECT {','.join(values)} FROM appointment a WHERE status = 'booked' AND overbook_reason IS NULL LIMIT 1"
    try:
        store.execute("scheduling", overlapping)
    except stores.Refused as refusal:
        print(f"a raw INSERT is refused: {str(refusal).splitlines()[0]}")
        return 0 if "occupancy" in str(refusal) else 1
    print("a raw INSERT that overlaps was accepted")
    return 1


def main():
    server = Server()
    admin, desk, patients, tokens = prepare(server)
    wrong = asyncio.run(one_slot(server, patients, tokens))
    # The judge wants the clients' own record of all bookings; those of the first part are the slots of their own days.
    servers = [server, *(server.beside() for _ in range(OPTIONS.instances - 1))]
    for other in servers[1:]:
        other.start()
    race = Race(servers, admin, desk, patients, tokens)
    asyncio.run(race.run(OPTIONS.seconds))
    for other in servers[1:]:
        other.stop()
    wrong += replay_is_equal(server, patients, tokens[0])
    server.stop()
    print(f"{len(servers)} instances of {len(server.parts)} processes, {race.unavailable} times unavailable; {race.kills} kills, restart to first answer: median {sorted(race.restarts)[len(race.restarts) // 2] * 1000:.0f} ms, worst {max(race.restarts) * 1000:.0f} ms")
    directory = server.directory
    if stores.ON_POSTGRES:
        # The judge reads files: a copy that the program makes, and the guard of the engine itself is asked beside it.
        directory = f"{server.directory}/judged"
        server.cli("backup", directory)
        shutil.copy(f"{server.directory}/clients.log", directory)
        wrong += raw_insert_is_accepted(server.store)
    judged = subprocess.run([sys.executable, f"{ROOT}/Tests/Race/judge.py", directory]).returncode
    audit = server.cli("audit", "verify")["items"]
    wrong += sum(len(a["faults"]) for a in audit)
    print("audit chain: " + ", ".join(f"{a['service']} {a['entries']} rows, {len(a['faults'])} faults" for a in audit))
    sys.exit(1 if wrong or judged else 0)


main()
