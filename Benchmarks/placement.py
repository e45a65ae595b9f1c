#!/usr/bin/env python3
"""Solves placement problems, judges every plan, and prints a markdown table; with peers beside it in the same run.

usage: Benchmarks/placement.py [--seconds S] [--checker CHECKER] [--baseline PROGRAM] [--peers highs,cpsat] [--made N] [PROBLEM.json...]

--made N adds N made-up problems of 200 displaced, 20 practitioners, 4 weeks. CHECKER is another judge to ask as well, called with
problem and plan. PROGRAM solves `PROGRAM PROBLEM --seconds S --out PLAN`, in the plan format of docs/file-formats.md.
Peers solve the whole model with Benchmarks/peers.py: once to 1 %, once to proof, in the solver's own seconds.
"""
import argparse, json, os, statistics, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import problems

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--seconds", type=float, default=20)
parser.add_argument("--program", default=os.path.join(HERE, "..", ".build/release/slotwise"))
parser.add_argument("--checker")
parser.add_argument("--baseline")
parser.add_argument("--peers", default="")
parser.add_argument("--made", type=int, default=0)
parser.add_argument("--first-seed", type=int, default=1)
parser.add_argument("problems", nargs="*")
options = parser.parse_args()
peers = [name for name in options.peers.split(",") if name]


def number(value, digits=2):
    return "–" if value is None else f"{value:.{digits}f}"


def ours(problem, plan):
    subprocess.run([options.program, "plan", "solve", problem, "--out", plan, "--seconds", str(options.seconds)], check=True, stdout=subprocess.DEVNULL)
    judges = [[options.program, "plan", "check", problem, plan]] + ([[sys.executable, options.checker, problem, plan]] if options.checker else [])
    return json.load(open(plan)), all(subprocess.run(judge, stdout=subprocess.DEVNULL).returncode == 0 for judge in judges)


def peer(name, problem, gap):
    command = [sys.executable, os.path.join(HERE, "peers.py"), name, problem, "--seconds", str(options.seconds), "--gap", str(gap)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answer = json.loads(output.splitlines()[-1])  # HiGHS greets first
    objective, bound = answer["objective"], answer["bound"]
    reached = objective is not None and objective - bound <= max(gap, 1e-6) * max(1, abs(objective)) + 0.999 * (gap == 0)
    return answer["seconds"] if reached else None


def column(title):
    return f" {title} |"


header = "| problem | objective | bound | gap % | first plan s | 1 % s | proven s | total s | judged |"
header += column("baseline objective / bound, proven s") if options.baseline else ""
header += "".join(column(f"{name} 1 % s") + column(f"{name} proven s") for name in peers)
print(header + "\n|" + "---|" * (header.count("|") - 1))
failed, rows = False, []
with tempfile.TemporaryDirectory() as folder:
    files = list(options.problems)
    for seed in range(options.first_seed, options.first_seed + options.made):
        files.append(os.path.join(folder, f"made-{seed}.json"))
        json.dump(problems.problem(seed), open(files[-1], "w"))
    for file in files:
        plan = os.path.join(folder, "plan.json")
        answer, valid = ours(file, plan)
        failed |= not valid
        seconds, objective, bound = answer["statistics"], answer["objective"], answer["bound"]
        gap = 100 * (objective - bound) / max(1, objective)
        row = f"| {os.path.basename(file)[:-5]} | {objective} | {bound} | {gap:.2f} |" + "".join(
            f" {number(seconds.get(key), 3)} |" for key in ("firstPlan", "withinOnePercent", "proven", "total")) + f" {'valid' if valid else 'INVALID'} |"
        if options.baseline:
            subprocess.run([options.baseline, file, "--seconds", str(options.seconds), "--out", plan], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            other = json.load(open(plan))
            row += f" {other['objective']} / {other['bound']}, {number(other['statistics'].get('proven'), 3)} |"
        times = {}
        for name in peers:
            times[name] = (peer(name, file, 0.01), peer(name, file, 0.0))
            row += f" {number(times[name][0])} | {number(times[name][1])} |"
        print(row, flush=True)
        rows.append((seconds, times))

proven = [seconds.get("proven") for seconds, _ in rows]
print(f"\nproven: {sum(value is not None for value in proven)} of {len(rows)}; median seconds to proof {statistics.median([value if value is not None else options.seconds for value in proven]):.2f}")
for name in peers:
    for index, what in enumerate(("1 %", "proof")):
        key = ("withinOnePercent", "proven")[index]
        ratios = [(times[name][index] or options.seconds) / (seconds.get(key) or options.seconds) for seconds, times in rows]
        unfinished = sum(times[name][index] is None for _, times in rows)
        print(f"{name} to {what}: median {statistics.median(ratios):.1f} × our time, least {min(ratios):.1f} ×; did not get there in {options.seconds:.0f} s: {unfinished} of {len(rows)} (counted as {options.seconds:.0f} s)")
sys.exit(1 if failed else 0)
