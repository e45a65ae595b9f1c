"""Live updates: what concerns the caller, in order, at once, and again from the last id after a kill; nothing of others."""
import json, socket, threading, time, uuid
import shapes
from harness import call


class Listener:
    """Reads one event stream in a thread."""

    def __init__(self, server, token, last=None):
        self.events, self.ended = [], threading.Event()
        self.socket = socket.create_connection(("127.0.0.1", server.port))
        more = f"Last-Event-ID: {last}\r\n" if last is not None else ""
        self.socket.sendall(f"GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{more}\r\n".encode())
        self.buffer = b""
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            while chunk := self.socket.recv(65536):
                self.buffer += chunk
                while b"\n\n" in self.buffer:
                    block, self.buffer = self.buffer.split(b"\n\n", 1)
                    fields = dict(line.split(": ", 1) for line in block.decode(errors="replace").splitlines() if ": " in line)
                    if "event" in fields:
                        self.events.append((fields.get("id"), fields["event"], json.loads(fields["data"])))
        except OSError:
            pass
        self.ended.set()

    def wait(self, event, subject, seconds=3):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if any(e == event and d.get("subject") == subject for _, e, d in self.events):
                return True
            time.sleep(0.01)
        return False


def test_everybody_hears_what_is_theirs_once_and_in_order(checks, server):
    ada, ben, admin = server.token("patient", "pt-1"), server.token("patient", "pt-2"), server.token("administrator")
    doctor = server.token("practitioner", "p-01")
    listeners = {name: Listener(server, token) for name, token in [("ada", ada), ("ben", ben), ("admin", admin), ("doctor", doctor)]}
    time.sleep(0.3)
    _, slots, _ = call(server.url, "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-01", token=ada)
    def book(patient, token, slot):
        status, body, _ = call(server.url, "POST", "/v1/appointments", {
            "appointmentType": "gp-return", "practitioner": "p-01", "start": slot["start"], "patient": patient}, token,
            {"Idempotency-Key": uuid.uuid4().hex})
        checks.that(status == 201, f"booking: {status} {body}")
        return body["id"]
    first = book("pt-1", ada, slots["items"][0])
    for name in ("ada", "admin", "doctor"):
        checks.that(listeners[name].wait("appointmentBooked", first), f"{name} hears of the booking")
    time.sleep(0.2)
    checks.that(not any(d.get("subject") == first for _, _, d in listeners["ben"].events), "another patient hears nothing")
    checks.that(all("Ada" not in json.dumps(d) for _, _, d in listeners["admin"].events), "events hold ids only")
    last = max(int(i) for i, _, _ in listeners["ada"].events if i)
    server.kill()
    checks.that(listeners["ada"].ended.wait(3), "a killed server ends its streams")
    server.start()
    # Read before anybody listens again: what happens while a client is away must come after its return.
    _, slots, _ = call(server.url, "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-01", token=ada)
    second = book("pt-1", ada, slots["items"][3])
    back = Listener(server, ada, last)
    checks.that(back.wait("appointmentBooked", second), "a client that comes back hears what it missed")
    checks.that([i for i, _, _ in back.events] == sorted({i for i, _, _ in back.events}, key=int), "each once and in order")
    status, _, _ = call(server.url, "DELETE", "/v1/sessions/current", token=ada)
    checks.that(status == 204, f"signing out: {status}")
    checks.that(shapes.soon(lambda: call(server.url, "GET", "/v1/events", token=ada)[0] == 401), "whoever signed out hears nothing")
    listener = Listener(server, admin)
    time.sleep(0.2)
    begin = time.monotonic()
    code = server.stop()
    checks.that(code == 0, f"SIGTERM ends the server cleanly: {code}")
    checks.that(listener.ended.is_set() or listener.ended.wait(1), "streams end with it")
    checks.that(time.monotonic() - begin < 10, f"within ten seconds: {time.monotonic() - begin:.1f}")
