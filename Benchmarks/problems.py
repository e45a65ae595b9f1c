"""Made-up placement problems of any size: the same numbers give the same problem.

A clinic of `practitioners` works `weeks` weeks, five days each; its days are booked to `load` (a range); `displaced`
appointments of normal life lost their session and want a place. `movable` others may make room.
"""
import random

WEIGHTS = {
    "late": {"urgent": 12, "normal": 4, "routine": 2}, "early": 2, "preferredPractitioner": 6, "otherPractitioner": 25,
    "timeOfDayStepTicks": 3, "timeOfDayCap": 16, "weekdayChange": 3, "unwantedWeekday": 10, "unwantedTimeOfDay": 8,
    "locationChange": 12, "overtimeTick": 5, "move": 30,
    "unplaced": {"urgent": 2000, "normal": 800, "routine": 400, "movable": 5000}, "overloadTick": 4,
}
LENGTHS = [(2, 0.5), (3, 0.25), (5, 0.17), (9, 0.08)]  # ticks of five minutes, share
SKILLS = ["general", "general", "skin", "heart", "children"]


def problem(seed, practitioners=20, weeks=4, load=(0.6, 0.95), displaced=200, movable=0):
    rng = random.Random(seed)
    days = [week * 7 + day for week in range(weeks) for day in range(5)]
    locations = max(1, practitioners // 8)
    people, fixed, requests = [], [], []
    for who in range(practitioners):
        skills = {SKILLS[who % len(SKILLS)]} | ({rng.choice(SKILLS)} if rng.random() < 0.3 else set())
        windows = [[day, *window] for day in days if rng.random() < 0.9 for window in ((96, 144), (156, 204))]
        people.append({"id": who, "location": who % locations, "skills": sorted(skills), "windows": windows, "overtimeTicks": 0})
    away = rng.sample(range(practitioners), max(1, practitioners // 5))
    candidates, others = [], []
    for person in people:
        share = rng.uniform(*load)
        for day, start, end in person["windows"]:
            tick = start
            while tick < end:
                length = rng.choices([length for length, _ in LENGTHS], [share for _, share in LENGTHS])[0]
                if tick + length > end:
                    break
                if rng.random() < share:
                    booking = (person["id"], day, tick, length, rng.choice(person["skills"]))
                    (candidates if person["id"] in away and day < 14 else others).append(booking)
                    tick += length
                else:
                    tick += 1
    rng.shuffle(candidates)
    gone = {booking[:3] for booking in candidates[:displaced]}
    for booking in candidates[displaced:] + others:
        fixed.append(booking)
    rng.shuffle(fixed)
    stays, moves = fixed[movable:], fixed[:movable]
    lost = {(who, day) for who, day, _ in gone}
    for person in people:  # who is away does not work on the days that were lost
        person["windows"] = [window for window in person["windows"] if (person["id"], window[0]) not in lost]
    stays = [booking for booking in stays if (booking[0], booking[1]) not in lost]
    moves = [booking for booking in moves if (booking[0], booking[1]) not in lost]
    for number, (who, day, start, length, skill) in enumerate(candidates[:displaced] + moves):
        priority = rng.choices(["urgent", "normal", "routine"], [0.15, 0.55, 0.3])[0]
        requests.append({
            "id": number, "patient": number, "appointmentType": f"{skill}-{length}", "duration": length, "skill": skill,
            "equipment": None, "priority": priority, "movable": number >= min(displaced, len(candidates)),
            "earliestDay": 0, "dueDay": min(7 * weeks - 1, day + {"urgent": 5, "normal": 14, "routine": 21}[priority]),
            "original": {"practitioner": who, "day": day, "start": start},
            "preferences": {
                "practitioners": rng.sample(range(practitioners), rng.choice([0, 0, 1, 2]) if practitioners > 2 else 0),
                "weekdays": sorted(rng.sample(range(5), rng.choice([3, 5, 5]))), "timeOfDay": rng.choice(["any", "any", "am", "pm"])},
            "locations": list(range(locations)), "patientBusy": []})
    return {
        "schema": "slotwise-problem/1", "name": f"made-up {seed}", "tickMinutes": 5, "dayCount": 7 * weeks,
        "weekdays": [day % 7 for day in range(7 * weeks)], "weights": WEIGHTS, "balanceLoad": False,
        "practitioners": people, "equipment": [], "requests": requests,
        "fixed": [{"practitioner": who, "day": day, "start": start, "duration": length, "equipment": None}
                  for who, day, start, length, _ in stays]}
