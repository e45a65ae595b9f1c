#!/usr/bin/env python3
"""The oracle for wall clocks: free time and slots around every transition of a zone, by Python's zoneinfo, minute by minute.

usage: zone_oracle.py ZONE...
For each zone one line of JSON: {"zone", "days": [[date, [[start, end], ...], [slot, ...]], ...]} with UTC seconds. Working hours are those
of the argument list below; a slot is a start on a 15-minute grid of the wall clock with 20 minutes of working time after it.
"""
import json, sys
from datetime import date, datetime, timedelta, UTC
from zoneinfo import ZoneInfo

HOURS = [(0, 5 * 60 + 30), (9 * 60, 12 * 60), (22 * 60 + 15, 24 * 60)]
GRID, LENGTH = 15, 20
FIRST, LAST = 2000, 2040


def offset(zone, second):
    return int(datetime.fromtimestamp(second, UTC).astimezone(zone).utcoffset().total_seconds())


def transitions(zone):
    """Seconds at which the offset changes, by bisection between samples six hours apart."""
    second, end = int(datetime(FIRST, 1, 1, tzinfo=UTC).timestamp()), int(datetime(LAST + 1, 1, 1, tzinfo=UTC).timestamp())
    before, found = offset(zone, second), []
    while second < end:
        later = second + 6 * 3600
        after = offset(zone, later)
        if after != before:
            low, high = second, later
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == before:
                    low = middle
                else:
                    high = middle
            found.append(high)
        second, before = later, after
    return found


def working(zone, day):
    """Seconds of minutes whose wall clock reads working hours of `day`."""
    start = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) - 15 * 3600
    minutes = []
    for second in range(start, start + 54 * 3600, 60):
        local = datetime.fromtimestamp(second, UTC).astimezone(zone)
        minute = local.hour * 60 + local.minute
        if local.date() == day and any(a <= minute < b for a, b in HOURS):
            minutes.append((second, minute))
    return minutes


def day_facts(zone, day):
    minutes = working(zone, day)
    inside = {second for second, _ in minutes}
    ranges = []
    for second, _ in minutes:
        if ranges and ranges[-1][1] == second:
            ranges[-1][1] = second + 60
        else:
            ranges.append([second, second + 60])
    slots = [s for s, m in minutes if m % GRID == 0 and all(s + 60 * k in inside for k in range(LENGTH))]
    return [day.isoformat(), ranges, slots]


for name in sys.argv[1:]:
    zone = ZoneInfo(name)
    days = set()
    for second in transitions(zone):
        local = (datetime.fromtimestamp(second, UTC) + timedelta(seconds=offset(zone, second - 1))).date()
        days |= {local + timedelta(days=k) for k in (-1, 0, 1)}
    days.add(date(2026, 7, 1))
    print(json.dumps({"zone": name, "days": [day_facts(zone, day) for day in sorted(days)]}), flush=True)
