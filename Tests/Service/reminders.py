"""Everything is told once, in time and as it is: a made-up book on a virtual clock, servers that fail, and a sender that is killed.

python3 Tests/Service/reminders.py [APPOINTMENTS [KILLS [PROGRAM]]]     default: 50000 appointments, 20 kills, the debug build's program

Half of the patients get mail by SMTP, half text messages by HTTP. With SLOTWISE_TEST_ENGINE=postgres below Tests/Service/postgres.py on
PostgreSQL. The judge knows the book's history, what reached the servers and the rules, and nothing of the program's store. Ends with 1
for a fault that is there, or one that was planted and went unseen.
"""
import collections, hashlib, json, os, random, subprocess, sys, tempfile, time
from sinks import Ledger, MailSink, TextSink

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
OFFSETS = (10_080, 1_440, 120)          # minutes before a visit
KNOWN = 60                              # nobody is reminded within so many minutes of a placing
PATIENCE = 10_000                       # seconds within which five attempts are made, with a quarter more for chance
KINDS = {"appointmentBooked": "confirmation", "appointmentRescheduled": "change", "appointmentCancelled": "cancellation"}
LATE = 5                                # seconds
OUTAGE = 600                            # seconds within which a killed sender is followed by another


def identity(appointment, version, kind, offset=0):
    """Of a notice: what it is, hashed, as docs/adr/0041-notices.md says."""
    return hashlib.sha256(f"{appointment}|{version}|{kind}|{offset}".encode()).digest()[:16].hex()


class Notice:
    """What has to be told of a version, from when to when."""

    def __init__(self, chapter, kind, due, until, offset=0):
        self.id, self.due, self.until = identity(chapter["appointment"], chapter["version"], kind, offset), due, until
        # What stops being so before a failure was tried again for long enough may be left out; that it is tried may not.
        self.is_required = until - due > PATIENCE
        self.is_tried = until - due > OUTAGE


def notices(chronicle):
    """All that may be told, by id."""
    lives = collections.defaultdict(list)
    for chapter in chronicle:
        lives[chapter["appointment"]].append(chapter)
    found = {}
    for life in lives.values():
        for chapter, after in zip(life, life[1:] + [None], strict=True):
            until = min(after["at"] if after else chapter["start"], chapter["start"])
            told = [Notice(chapter, KINDS[chapter["event"]], chapter["at"], until)]
            if chapter["isOn"]:
                dues = [(chapter["start"] - 60 * offset, offset) for offset in OFFSETS]
                told += [Notice(chapter, "reminder", due, until, offset) for due, offset in dues if chapter["at"] + 60 * KNOWN < due]
            found.update((one.id, one) for one in told)
    return found


def judge(directory):
    """Faults by name, and figures."""
    chronicle = [json.loads(line) for line in open(f"{directory}/chronicle.jsonl")]
    expected, tried, first, taken = notices(chronicle), {}, {}, collections.Counter()
    faults = collections.Counter()
    for line in open(f"{directory}/sent.log"):
        at, one, word = line.split()
        notice = expected.get(one)
        if notice is None:
            faults["nothing that was to be told"] += 1
            continue
        tried.setdefault(one, int(at))
        if word == "taken":
            first.setdefault(one, int(at))
            taken[one] += 1
            if not notice.due <= int(at) < notice.until:
                faults["of what was not so any more" if int(at) >= notice.until else "too early"] += 1
    required = [one for one in expected.values() if one.is_required]
    faults["lost"] += sum(taken[one.id] == 0 for one in required)
    faults["never tried"] += sum(one.is_tried and one.id not in tried for one in expected.values())
    # What has an hour is told in it, but for the few that an outage and chance keep back.
    hour = [one for one in expected.values() if one.until - one.due > 3_600]
    faults["often lost within the hour"] += sum(taken[one.id] == 0 for one in hour) * 1_000 > len(hour)
    late = sorted(max(0, tried[one.id] - one.due) for one in required if one.id in tried)
    faults["told long after it was due"] += sum(first[one.id] - one.due > PATIENCE for one in required if one.id in first)
    figures = {
        "appointments": len({chapter["appointment"] for chapter in chronicle}), "changes": len(chronicle), "to be told": len(required), "told": sum(count > 0 for count in taken.values()),
        "copies": sum(count - 1 for count in taken.values() if count > 1), "p99 late": late[int(len(late) * 0.99)] if late else None, "worst late": late[-1] if late else None,
    }
    return +faults, figures


def told(program, appointments, seed, kills, fault=()):
    """A run whose messages go to servers; what they took without a word is added to the result."""
    directory = tempfile.mkdtemp(prefix="slotwise-reminding-")
    ledger = Ledger(directory, seed)
    mails, texts = MailSink(ledger), TextSink(ledger)
    try:
        _, killed, seconds = run(program, appointments, seed, kills, ["--mail", str(mails.port), "--texts", str(texts.port), *fault], directory)
    finally:
        mails.close()
        texts.close()
    return directory, killed, seconds, ledger


def run(program, appointments, seed, kills, arguments, directory):
    """A directory with what one run left, its sender killed so often at any moment, and how long it took."""
    chance, begin, killed = random.Random(seed), time.monotonic(), 0
    # The first run finds out how long a stretch between kills may be; what is over before is over.
    stretch = max(0.3, appointments / 200 / max(1, kills))
    while True:
        process = subprocess.Popen([program, directory, str(appointments), str(seed), *arguments])
        try:
            process.wait(timeout=chance.uniform(0.2, 2) * stretch if killed < kills else None)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
            continue
        if process.returncode:
            raise SystemExit(f"reminders: {program} ended with {process.returncode}")
        return directory, killed, time.monotonic() - begin


def main():
    appointments, kills = (int(number) for number in (sys.argv[1:3] + ["50000", "20"][len(sys.argv[1:3]):]))
    program = sys.argv[3] if len(sys.argv) > 3 else f"{ROOT}/.build/debug/reminding"
    directory, killed, seconds, ledger = told(program, appointments, 7, kills)
    faults, figures = judge(directory)
    print(f"reminders: {figures}, by way {ledger.by}, taken without a word {ledger.unanswered}, killed {killed} times, {seconds:.0f} s; faults: {dict(faults) or 'none'}")
    # One is under way when its sender is killed, and one that nobody acknowledged is handed over again; each under its id.
    good = not faults and (figures["p99 late"] or 0) <= LATE and figures["copies"] <= killed + ledger.unanswered
    good = good and min(ledger.by.values()) > 0
    for fault, sign in (("hasty", "lost"), ("stored", "of what was not so any more"), ("twice", "copies")):
        # Some are lost only where a kill falls between answer and delivery.
        directory, killed, _, ledger = told(program, 400, 11, 8, [fault])
        seen, figures = judge(directory)
        seen["copies"] = max(0, figures["copies"] - killed - ledger.unanswered)
        print(f"reminders: planted “{fault}”: {'seen as ' + repr(sign) if seen[sign] else f'NOT seen: {dict(seen)}'}")
        good = good and bool(seen[sign])
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
