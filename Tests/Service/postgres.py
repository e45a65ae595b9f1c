#!/usr/bin/env python3
"""A PostgreSQL of the test's own: its data in a folder, its socket there too, no network, gone when the test is.

usage: postgres.py COMMAND [ARGUMENT]...        runs a command that finds the server in SLOTWISE_TEST_POSTGRES
"""
import glob, os, pwd, shutil, subprocess, sys, tempfile, time

NAME = "slotwise"


def programs():
    """The folder of Debian's newest PostgreSQL."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    if not found:
        raise SystemExit("PostgreSQL is missing: scripts/install-dependencies")
    return found[-1]


def as_its_user():
    """The server refuses to run as root; Debian makes a user for it."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def start(folder):
    """Starts the server of a folder, also one that was killed."""
    settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=500 -c max_locks_per_transaction=256"
    command = [*as_its_user(), f"{programs()}/pg_ctl", "-D", f"{folder}/data", "-o", settings, "-l", f"{folder}/log", "-w", "start"]
    for _ in range(20):
        # What the one before ran may take a moment to end.
        done = subprocess.run(command, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder)
        if done.returncode == 0:
            return
        time.sleep(0.3)
    raise SystemExit(f"PostgreSQL does not start: {done.stderr}\n{open(f'{folder}/log').read()[-1000:]}")


class Cluster:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="slotwise-pg-")
        self.bin = programs()
        self.prefix = as_its_user()
        if self.prefix:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)

    def run(self, *command, **options):
        environment = {**os.environ, "PGHOST": self.folder, "PGUSER": NAME, "LC_ALL": "C.UTF-8"}
        return subprocess.run([*self.prefix, *command], text=True, capture_output=True, cwd=self.folder, env=environment, **options)

    def must(self, *command, **options):
        done = self.run(*command, **options)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}: {done.stderr or done.stdout}")
        return done.stdout

    def __enter__(self):
        self.must(f"{self.bin}/initdb", "-D", f"{self.folder}/data", "-U", NAME, "-A", "trust", "--locale=C", "-E", "UTF8", "--no-sync")
        start(self.folder)
        return self

    def __exit__(self, *_):
        self.run(f"{self.bin}/pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, name, schema):
        """An empty database with the tables that `schema` makes."""
        self.must(f"{self.bin}/createdb", name)
        self.must(f"{self.bin}/psql", "-d", name, "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", input=schema)

    def refused(self, database, statements):
        """Those of the statements, one a line, that cannot be prepared, with why."""
        script = "".join(f"PREPARE s{number} AS {statement};\n" for number, statement in enumerate(statements))
        done = self.run(f"{self.bin}/psql", "-d", database, "-q", "-f", "-", input=script)
        refusals = {}
        for line in done.stderr.splitlines():
            head, mark, why = line.partition(": ERROR:")
            if mark:
                refusals[statements[int(head.rsplit(":", 1)[1]) - 1]] = why.strip()
        return refusals


def main():
    with Cluster() as cluster:
        os.chmod(cluster.folder, 0o755)
        environment = {**os.environ, "SLOTWISE_TEST_POSTGRES": f"host={cluster.folder} user={NAME} dbname=postgres"}
        status = subprocess.run(sys.argv[1:], env=environment).returncode
    sys.exit(status)


if __name__ == "__main__":
    main()
