#!/usr/bin/env python3
"""How placement grows with the problem: 20 to 2,000 requests, 5 to 60 practitioners; prints a markdown table.

usage: Benchmarks/scaling.py [--seconds S]        default: 20 seconds each; the largest gets 45
"""
import argparse, json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import problems

SIZES = [(20, 5, 2), (50, 8, 2), (100, 12, 4), (200, 20, 4), (400, 40, 4), (600, 60, 4), (1000, 60, 6), (2000, 60, 8)]
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--seconds", type=float, default=20)
parser.add_argument("--program", default=os.path.join(HERE, "..", ".build/release/slotwise"))
options = parser.parse_args()

print("| requests | practitioners × weeks | columns | first plan s | 1 % s | proven s | gap % at the end | MiB |\n|--:|---|--:|--:|--:|--:|--:|--:|")
with tempfile.TemporaryDirectory() as folder:
    for displaced, practitioners, weeks in SIZES:
        problem, plan = os.path.join(folder, "problem.json"), os.path.join(folder, "plan.json")
        made = problems.problem(1, practitioners, weeks, displaced=displaced)
        json.dump(made, open(problem, "w"))
        seconds = 45 if displaced == 2000 else options.seconds
        child = subprocess.Popen([options.program, "plan", "solve", problem, "--out", plan, "--seconds", str(seconds)], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        answer = json.load(open(plan))
        statistics = answer["statistics"]
        gap = 100 * (answer["objective"] - answer["bound"]) / max(1, answer["objective"])
        times = " | ".join("–" if statistics.get(key) is None else f"{statistics[key]:.2f}" for key in ("firstPlan", "withinOnePercent", "proven"))
        print(f"| {len(made['requests'])} | {practitioners} × {weeks} | {statistics['columns']} | {times} | {gap:.2f} | {usage.ru_maxrss // 1024} |", flush=True)
