"""A real server on a data directory of its own, and a small client; shared by the tests of this folder."""
import json, os, subprocess, sys, tempfile, time, urllib.error, urllib.request
import clock, shapes, stores

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("SLOTWISE_PROGRAM", f"{ROOT}/.build/debug/slotwise")


class Server:
    def __init__(self, data=None, limits=False, arguments=(), store=None, apart=shapes.APART):
        self.directory = data or tempfile.mkdtemp(prefix="slotwise-service-")
        self.store = store or stores.store(self.directory)
        self.port, self.limits, self.arguments = shapes.free_port(), limits, list(arguments)
        self.url = f"http://127.0.0.1:{self.port}"
        self.parts = shapes.processes(PROGRAM, self.directory, self.port, self.arguments, self.serving, apart)
        self.log = self.parts[-1].log

    @property
    def process(self):
        """The one at which people enter."""
        return self.parts[-1].process

    def serving(self):
        return self.environment() if self.limits else {**self.environment(), "SLOTWISE_RATE_LIMIT": "off"}

    def environment(self):
        """What its processes are told: the time, and where the clinic is kept."""
        return {**clock.environment(), **self.store.environment, "SLOTWISE_PUBLIC_ADDRESS": self.url, "SLOTWISE_PUSH_HOSTS": "127.0.0.1", "SLOTWISE_CALENDAR_HOSTS": "127.0.0.1"}

    def beside(self):
        """Another instance of the same clinic."""
        other = Server(limits=self.limits, arguments=self.arguments, store=self.store)
        other.accounts = getattr(self, "accounts", None)
        return other

    def cli(self, *arguments):
        done = subprocess.run([PROGRAM, *arguments, "--data", self.directory, "--json"], capture_output=True, text=True, env=self.environment())
        if done.returncode:
            raise SystemExit(f"slotwise {' '.join(arguments)}: {done.stderr}")
        return json.loads(done.stdout)

    def seed(self, size="small", seed=7):
        self.accounts = self.cli("seed", "--size", size, "--seed", str(seed))["accounts"]
        return self

    def start(self):
        begin = time.monotonic()
        for part in self.parts:
            part.start()
        if len(self.parts) > 1:
            shapes.wait_until_joined(self.url)
        return time.monotonic() - begin

    def kill(self):
        for part in self.parts:
            part.kill()

    def stop(self):
        """The exit code of the last that ended otherwise than it should, else 0."""
        return max((part.stop() for part in reversed(self.parts)), key=abs)

    def mailed(self, address):
        """The code in the newest mail to an address, once everything posted is sent."""
        for _ in range(1000):
            waiting = self.store.value("auth", "SELECT count(*) FROM letter") + self.store.value("notifications", "SELECT count(*) FROM notice WHERE kind = 'message' AND state = 'waiting'")
            if waiting == 0:
                break
            time.sleep(0.01)
        return self.store.value("notifications", f"SELECT text FROM mailbox WHERE address = '{address}' ORDER BY number DESC LIMIT 1").split()[-1]

    def linked(self, address, page):
        """The path of the newest link to a page in a message to an address, once there is one."""
        for _ in range(1000):
            text = self.store.value("notifications", f"SELECT coalesce((SELECT text FROM mailbox WHERE address = '{address}' AND text LIKE '%{page}%' ORDER BY number DESC LIMIT 1), '')")
            if text:
                return page + text.split(page)[1].split()[0]
            time.sleep(0.01)
        raise AssertionError(f"no message to {address} links to {page}")

    def account(self, role, of=None):
        return next(a for a in self.accounts if a["role"] == role and (of is None or a.get("of") == of))

    def token(self, role, of=None):
        return self.token_at(self, role, of)

    def token_at(self, server, role, of=None):
        """A token of one of this clinic's accounts, asked of an instance."""
        account = self.account(role, of)
        status, body, _ = call(server.url, "POST", "/v1/sessions", {"email": account["email"], "password": account["password"]})
        assert status == 201, (status, body)
        return body["accessToken"]

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        for part in reversed(self.parts):
            if part.is_running():
                part.stop()


def call(url, method, path, body=None, token=None, headers=None, raw=None, timeout=30):
    """Status, decoded body and headers of one request."""
    data = raw if raw is not None else None if body is None else json.dumps(body).encode()
    fields = {"Content-Type": "application/json"} if data is not None else {}
    if token:
        fields["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url + path, data=data, method=method, headers={**fields, **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            status, text, head = answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        status, text, head = error.code, error.read(), error.headers
    try:
        return status, json.loads(text), head
    except ValueError:
        return status, text, head


class Checks:
    """Counts what was asserted and keeps what failed, until all of it is told."""

    def __init__(self, name):
        self.name, self.count, self.failures, self.began = name, 0, [], time.monotonic()

    def that(self, holds, message):
        self.count += 1
        if not holds:
            self.failures.append(message)

    def require(self):
        """Fails with whatever failed."""
        assert not self.failures, f"{len(self.failures)} of {self.count} checks:\n  ✘ " + "\n  ✘ ".join(map(str, self.failures[:20]))

    def end(self):
        """Ends a program with what failed."""
        for failure in self.failures[:20]:
            print(f"  ✘ {failure}")
        state = f"{len(self.failures)} FAILED" if self.failures else "0 failed"
        print(f"{self.name}: {self.count} checks, {state}, {time.monotonic() - self.began:.1f} s, {clock.name()}")
        sys.exit(1 if self.failures else 0)
