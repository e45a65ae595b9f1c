"""In which processes a test's clinic is served: one, or with SLOTWISE_TEST_SHAPE=apart one for each service, on PostgreSQL."""
import os, signal, socket, subprocess, time, urllib.error, urllib.request

APART = os.environ.get("SLOTWISE_TEST_SHAPE") == "apart"
# People enter at the last; it is started when all others are there, and stopped first.
SERVICES = ["scheduling", "users", "notifications", "messages", "reports", "auth", "scenarios", "admin", "gateway"]
KEY = "the services of a test share this secret"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Process:
    """One process of a clinic, that tests start, kill and stop."""

    def __init__(self, program, name, directory, port, arguments, environment):
        self.program, self.name, self.directory, self.port = program, name, directory, port
        self.arguments, self.environment, self.process = arguments, environment, None
        self.log = f"{directory}/{name}.log"

    def start(self):
        """Seconds until it answers."""
        os.makedirs(self.directory, exist_ok=True)
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "--data", self.directory, *self.arguments], stderr=log, stdout=subprocess.DEVNULL, env=self.environment())
        begin = time.monotonic()
        while not answers(f"http://127.0.0.1:{self.port}/livez"):
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} ended:\n" + open(self.log).read()[-2000:]) from None
            time.sleep(0.002)
        return time.monotonic() - begin

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def answers(url):
    try:
        urllib.request.urlopen(url, timeout=1).read()
        return True
    except OSError:
        return False


def soon(holds):
    """Whether something holds: at once in one process, within a second where another has to hear of it."""
    end = time.monotonic() + (1 if APART else 0)
    while not holds():
        if time.monotonic() >= end:
            return False
        time.sleep(0.01)
    return True


def processes(program, directory, port, arguments, environment, apart):
    """The processes of a clinic: each with a directory of its own."""
    if not apart:
        return [Process(program, "server", directory, port, ["--port", str(port), *arguments], environment)]
    ports = {name: free_port() for name in SERVICES}
    def process(name):
        others = ",".join(f"{other}=http://127.0.0.1:{ports[other]}" for other in ports if other != name)
        own = ["--internal-address", f"127.0.0.1:{ports[name]}"] + (["--port", str(port), *arguments] if name == "gateway" else [])
        return Process(
            program, name, f"{directory}/{name}", port if name == "gateway" else ports[name],
            ["--target", name, "--services", others, *own], lambda: {**environment(), "SLOTWISE_SERVICE_KEY": KEY})
    return [process(name) for name in SERVICES]


def wait_until_joined(url):
    """Until the gateway has heard from every service what it serves."""
    while not all(answers(f"{url}/openapi/{name}") for name in SERVICES):
        time.sleep(0.05)
