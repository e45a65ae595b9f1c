#!/usr/bin/env python3
"""The instant at which a suite runs: stated, the same for server, seed, command line and browser, and running on from there.

usage: clock.py                    prints the name that today's date chooses, for SLOTWISE_TEST_INSTANT
       clock.py --all              prints every name
       clock.py --instant NAME     prints the instant of a name, or the instant itself

SLOTWISE_TEST_INSTANT is a name of the table, an instant in RFC 3339, or absent for the machine's own time.
"""
import datetime, os, sys, time

# Evenings before a day off, ends of months and the nights in which the clock of the seeded clinic (Europe/Berlin) changes.
INSTANTS = {
    "weekday-morning": "2026-03-11T08:00:00Z",
    "weekday-evening": "2026-11-25T18:00:00Z",
    "before-midnight": "2026-06-16T21:50:00Z",
    "friday-evening": "2026-05-22T17:00:00Z",
    "sunday": "2026-08-16T10:00:00Z",
    "month-end": "2026-04-30T16:00:00Z",
    "year-end": "2026-12-31T15:00:00Z",
    "clock-forward": "2027-03-28T00:30:00Z",
    "clock-back": "2026-10-25T00:30:00Z",
}

NAME = os.environ.get("SLOTWISE_TEST_INSTANT", "")
_BEGAN = time.monotonic()
_STATED = datetime.datetime.fromisoformat(INSTANTS.get(NAME, NAME)) if NAME else datetime.datetime.now(datetime.UTC)


def now():
    """The time at which everybody is by now."""
    return _STATED + datetime.timedelta(seconds=time.monotonic() - _BEGAN)


def today():
    """The date in UTC."""
    return now().date()


def text(instant):
    """RFC 3339 in UTC."""
    return instant.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def environment():
    """What a process needs to be at the same time as everybody else."""
    return {**os.environ, "SLOTWISE_NOW": text(now())} if NAME else dict(os.environ)


def name():
    """For the last line of a suite."""
    return f"at {text(_STATED)} ({NAME or 'the machine’s time'})"


def browser_script():
    """Makes `Date` of a page tell the same time."""
    ahead = (now() - datetime.datetime.now(datetime.UTC)).total_seconds() * 1000
    return f"""{{
        const Machine = Date, ahead = {ahead:.0f}
        globalThis.Date = class Date extends Machine {{
            constructor(...parts) {{ parts.length ? super(...parts) : super(Machine.now() + ahead) }}
            static now() {{ return Machine.now() + ahead }}
        }}
    }}"""


if __name__ == "__main__":
    names = list(INSTANTS)
    if "--instant" in sys.argv:
        wanted = sys.argv[sys.argv.index("--instant") + 1]
        if wanted not in INSTANTS and not wanted[:1].isdigit():
            sys.exit(f"{wanted} is no instant; there are {', '.join(names)}")
        sys.exit(print(INSTANTS.get(wanted, wanted)))
    print("\n".join(names) if "--all" in sys.argv else names[datetime.date.today().toordinal() % len(names)])
