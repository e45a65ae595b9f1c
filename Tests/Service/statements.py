#!/usr/bin/env python3
"""Every statement that the services say is understood by both engines: SQLite ran it in a test, PostgreSQL prepares it.

usage: statements.py NOTES        NOTES is the file that `SLOTWISE_STATEMENTS=NOTES swift test` writes
"""
import collections, glob, json, os, re, subprocess, sys
from harness import PROGRAM, ROOT, Checks
from postgres import Cluster

FOLDERS = {"scheduling": ["Sources/Book/Store"], "scenarios": ["Sources/Scenarios/Store"], "users": ["Sources/UserService/Store"], "auth": ["Sources/AuthService/Store"],
           "notifications": ["Sources/NotificationService/Store"], "messages": ["Sources/MessagingService/Store"],
           "reports": ["Sources/ReportingService/Store"]}
LITERAL = re.compile(r'"""\n(.*?)"""|"((?:[^"\\\n]|\\\((?:[^()"]|"[^"\n]*"|\([^()]*(?:\([^()]*\)[^()]*)*\))*\)|\\.)*)"', re.S)


def numbered(text):
    """`?` as `$1`, `$2` …, on one line."""
    counter = iter(range(1, 100_000))
    return re.sub(r"\?", lambda _: f"${next(counter)}", " ".join(text.split()))


def values(text):
    """A literal of the sources with `?` for each value that it binds."""
    parts, position, depth = [], 0, 0
    while (start := text.find("\\(", position)) >= 0:
        parts.append(text[position:start])
        end, depth = start + 2, 1
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        parts.append("(?)" if text[start:end].startswith("\\(in:") else "?")
        position = end
    return "".join(parts) + text[position:]


def written(service):
    """The statements of the sources: where each is, and its text."""
    for folder in FOLDERS[service]:
        for path in sorted(glob.glob(f"{ROOT}/{folder}/**/*.swift", recursive=True)):
            if "Migrations" in path or "Schema" in path:
                continue
            for match in LITERAL.finditer(open(path).read()):
                text = match[1] or match[2] or ""
                if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH) ", text):
                    yield os.path.basename(path), values(text)


def main():
    checks = Checks("statements")
    said = collections.defaultdict(set)
    for line in open(sys.argv[1]):
        service, text = json.loads(line)
        said[service].add(numbered(text))
    with Cluster() as cluster:
        for service in FOLDERS:
            schema = subprocess.run([PROGRAM, "schema", service, "--engine", "postgres"], check=True, capture_output=True, text=True).stdout
            cluster.database(service, schema)
            # What no unit test says is put together from the source.
            begins = {numbered(text).split("$")[0]: numbered(text) for _, text in written(service)}
            unsaid = {text for begin, text in begins.items() if not any(one.startswith(begin) for one in said[service])}
            statements = sorted(said[service] | unsaid)
            refused = cluster.refused(service, statements)
            checks.count += len(statements)
            for statement, why in refused.items():
                checks.that(False, f"{service}: {why}: {statement[:160]}")
            checks.that(len(said[service]) > len(unsaid), f"{service}: only {len(said[service])} statements were said")
            print(f"{service}: {len(said[service])} statements said in tests, {len(unsaid)} more written, {len(refused)} refused")
        wrong = ["SELECT id FROM hold WHERE id IS NOT $1", "SELECT rowid FROM hold"]
        checks.that(len(cluster.refused("scheduling", wrong)) == 2, "what only SQLite understands would be found")
    checks.end()


main()
