#!/usr/bin/env python3
"""Solves a placement problem as a whole model with another solver, for comparison.

usage: Benchmarks/peers.py highs|cpsat PROBLEM.json [--seconds S] [--gap G]

One variable for each place of each request, one row for each request, one for each tick of each practitioner and pool in use.
Prints one line of JSON: seconds of the solver alone, objective, bound, status. Needs highspy or ortools from PyPI.
"""
import argparse, collections, json, time


def places(problem):
    """(request, cost, [(line, tick)...]) of every place; pools and patients with two requests are lines as well."""
    weights, weekdays = problem["weights"], problem["weekdays"]
    noon = 720 // problem["tickMinutes"]
    people = {person["id"]: person for person in problem["practitioners"]}
    free, closing = collections.defaultdict(set), {}
    for person in people.values():
        for day, start, end in person["windows"]:
            free[person["id"], day].update(range(start, end))
            closing[person["id"], day] = max(closing.get((person["id"], day), 0), end)
    for (who, day), end in closing.items():
        free[who, day].update(range(end, end + people[who]["overtimeTicks"]))
    left = {(pool["location"], pool["kind"]): collections.defaultdict(lambda capacity=pool["capacity"]: capacity) for pool in problem["equipment"]}
    for booking in problem["fixed"]:
        ticks = range(booking["start"], booking["start"] + booking["duration"])
        free[booking["practitioner"], booking["day"]].difference_update(ticks)
        if booking["equipment"]:
            for tick in ticks:
                left[people[booking["practitioner"]]["location"], booking["equipment"]][booking["day"], tick] -= 1
    shared = collections.Counter(request["patient"] for request in problem["requests"])
    found = []
    for index, request in enumerate(problem["requests"]):
        was, wishes, length = request["original"], request["preferences"], request["duration"]
        for who, person in people.items():
            if request["skill"] not in person["skills"] or person["location"] not in request["locations"]:
                continue
            pool = left.get((person["location"], request["equipment"])) if request["equipment"] else None
            if request["equipment"] and pool is None:
                continue
            for day in range(max(0, request["earliestDay"]), min(problem["dayCount"] - 1, request["dueDay"]) + 1):
                open_ticks = free.get((who, day))
                if not open_ticks:
                    continue
                base = weights["late"][request["priority"]] * (day - was["day"]) if day > was["day"] else weights["early"] * (was["day"] - day)
                base += weights["weekdayChange"] * (weekdays[day] != weekdays[was["day"]])
                base += weights["unwantedWeekday"] * (weekdays[day] not in wishes["weekdays"])
                if who != was["practitioner"]:
                    base += weights["preferredPractitioner" if who in wishes["practitioners"] else "otherPractitioner"]
                base += weights["locationChange"] * (person["location"] != people[was["practitioner"]]["location"])
                busy = [(start, end) for at, start, end in request["patientBusy"] if at == day]
                for start in sorted(open_ticks):
                    ticks = range(start, start + length)
                    if not all(tick in open_ticks for tick in ticks) or any(start < b and a < start + length for a, b in busy):
                        continue
                    if pool is not None and any(pool[day, tick] <= 0 for tick in ticks):
                        continue
                    cost = base + min(weights["timeOfDayCap"], abs(start - was["start"]) // weights["timeOfDayStepTicks"])
                    half = wishes["timeOfDay"]
                    cost += weights["unwantedTimeOfDay"] * (half == "am" and start >= noon or half == "pm" and start < noon)
                    cost += weights["overtimeTick"] * max(0, start + length - max(start, closing[who, day]))
                    stays = (who, day, start) == (was["practitioner"], was["day"], was["start"])
                    cost += weights["move"] * (request["movable"] and not stays)
                    lines = [(("who", who, day), tick) for tick in ticks]
                    if pool is not None:
                        lines += [(("pool", person["location"], request["equipment"], day), tick) for tick in ticks]
                    if shared[request["patient"]] > 1:
                        lines += [(("patient", request["patient"], day), tick) for tick in ticks]
                    found.append((index, cost, lines))
    def capacity(line, tick):
        return left[line[1], line[2]][line[3], tick] if line[0] == "pool" else 1
    unplaced = [None if request["movable"] else weights["unplaced"][request["priority"]] for request in problem["requests"]]
    return found, unplaced, capacity


def highs(found, unplaced, capacity, seconds, gap):
    import highspy
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("mip_rel_gap", gap)
    rows = collections.defaultdict(list)
    for column, (request, _, lines) in enumerate(found):
        rows["request", request].append(column)
        for key in lines:
            rows[key].append(column)
    count = len(found)
    optional = [index for index, cost in enumerate(unplaced) if cost is not None]
    costs = [cost for _, cost, _ in found] + [unplaced[index] for index in optional]
    for offset, index in enumerate(optional):
        rows["request", index].append(count + offset)
    for cost in costs:
        solver.addCol(float(cost), 0, 1, 0, [], [])
        solver.changeColIntegrality(solver.getNumCol() - 1, highspy.HighsVarType.kInteger)
    for key, columns in rows.items():
        if key[0] == "request":
            solver.addRow(1, 1, len(columns), columns, [1.0] * len(columns))
        elif len(columns) > capacity(*key):
            solver.addRow(-highspy.kHighsInf, capacity(*key), len(columns), columns, [1.0] * len(columns))
    began = time.monotonic()
    solver.run()
    info = solver.getInfo()
    return {"seconds": time.monotonic() - began, "objective": info.objective_function_value if info.primal_solution_status == 2 else None,
            "bound": info.mip_dual_bound, "status": solver.modelStatusToString(solver.getModelStatus())}


def cpsat(found, unplaced, capacity, seconds, gap):
    from ortools.sat.python import cp_model
    model = cp_model.CpModel()
    rows = collections.defaultdict(list)
    terms = []
    for request, cost, lines in found:
        choice = model.new_bool_var("")
        terms.append((cost, choice))
        rows["request", request].append(choice)
        for key in lines:
            rows[key].append(choice)
    for index, cost in enumerate(unplaced):
        if cost is not None:
            choice = model.new_bool_var("")
            terms.append((cost, choice))
            rows["request", index].append(choice)
    for key, choices in rows.items():
        if key[0] == "request":
            model.add_exactly_one(choices)
        elif capacity(*key) == 1:
            model.add_at_most_one(choices)
        elif len(choices) > capacity(*key):
            model.add(sum(choices) <= capacity(*key))
    model.minimize(sum(cost * choice for cost, choice in terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.relative_gap_limit = gap
    began = time.monotonic()
    status = solver.solve(model)
    has_plan = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return {"seconds": time.monotonic() - began, "objective": solver.objective_value if has_plan else None,
            "bound": solver.best_objective_bound, "status": solver.status_name(status)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("solver", choices=["highs", "cpsat"])
    parser.add_argument("problem")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--gap", type=float, default=0.0)
    options = parser.parse_args()
    answer = {"highs": highs, "cpsat": cpsat}[options.solver](*places(json.load(open(options.problem))), options.seconds, options.gap)
    print(json.dumps(answer))
