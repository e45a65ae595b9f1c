"""Where a test's clinic is kept: files of its directory, or a database of the test's own PostgreSQL with SLOTWISE_TEST_ENGINE=postgres."""
import base64, contextlib, os, re, signal, sqlite3, subprocess, tempfile, time, urllib.parse, uuid
import postgres as cluster

ON_POSTGRES = os.environ.get("SLOTWISE_TEST_ENGINE") == "postgres"


class Files:
    environment = {}

    def __init__(self, directory):
        self.directory = directory

    def value(self, service, query):
        """What a query of one value answers."""
        with sqlite3.connect(f"file:{self.directory}/{service}.sqlite?mode=ro", uri=True) as database:
            return database.execute(query).fetchone()[0]

    def execute(self, service, statement):
        """Changes the store of a server that is stopped."""
        with sqlite3.connect(f"{self.directory}/{service}.sqlite") as database:
            database.execute(statement)


def message_keys():
    """A file with a key for messages, which every process of a clinic reads."""
    file, path = tempfile.mkstemp(prefix="slotwise-message-", suffix=".keys")
    with os.fdopen(file, "w") as out:
        out.write(f"first {base64.b64encode(os.urandom(32)).decode()}\n")
    return path


class Database:
    """A database of its own on the server that SLOTWISE_TEST_POSTGRES names."""

    def __init__(self):
        server = dict(re.findall(r"(\w+)=(\S+)", os.environ["SLOTWISE_TEST_POSTGRES"]))
        self.name, self.host, self.user = f"clinic_{uuid.uuid4().hex[:12]}", server["host"], server["user"]
        self.psql("postgres", f"CREATE DATABASE {self.name}")
        self.environment = {"SLOTWISE_STORE": f"postgres://{self.user}@/{self.name}?host={urllib.parse.quote(self.host, safe='')}", "SLOTWISE_MESSAGE_KEYS": message_keys()}

    def psql(self, database, statement):
        done = subprocess.run(["psql", "-h", self.host, "-U", self.user, "-d", database, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", statement], capture_output=True, text=True)
        if done.returncode:
            raise Refused(done.stderr.strip())
        return done.stdout.strip()

    def value(self, service, query):
        text = self.psql(self.name, f"SET search_path = {service}; {query}")
        return int(text) if text.lstrip("-").isdigit() else text

    def execute(self, service, statement):
        self.psql(self.name, f"SET search_path = {service}; {statement}")


class DatabaseServer:
    """The PostgreSQL of the test, as a power cut meets it: killed with everything it runs, and started again."""

    def __init__(self):
        self.folder = dict(re.findall(r"(\w+)=(\S+)", os.environ["SLOTWISE_TEST_POSTGRES"]))["host"]

    def signal(self, what):
        """Tells it and everything it runs."""
        with open(f"{self.folder}/data/postmaster.pid") as file:
            parent = int(file.readline())
        children = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True).stdout.split()
        for process in [parent, *map(int, children)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, what)

    def kill(self):
        self.signal(signal.SIGKILL)

    def start(self):
        begin = time.monotonic()
        cluster.start(self.folder)
        return time.monotonic() - begin


class Refused(Exception):
    """What the server says of a statement."""


def store(directory):
    return Database() if ON_POSTGRES else Files(directory)
