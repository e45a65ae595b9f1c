#!/usr/bin/env python3
"""Solves placement problems, judges every plan with `slotwise plan check`, and prints a markdown table.

usage: Benchmarks/placement.py [--seconds S] [--program PROGRAM] [--checker CHECKER] PROBLEM.json...
CHECKER is another judge to ask as well, called with problem and plan.
"""
import argparse, json, os, subprocess, sys, tempfile

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--seconds", type=float, default=10)
parser.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "..", ".build/release/slotwise"))
parser.add_argument("--checker")
parser.add_argument("problems", nargs="+")
options = parser.parse_args()

print(f"| problem | objective | bound | gap % | first plan s | 1 % s | proven s | total s | judged |\n|---|--:|--:|--:|--:|--:|--:|--:|---|")
failed = False
for problem in options.problems:
    with tempfile.TemporaryDirectory() as folder:
        plan = os.path.join(folder, "plan.json")
        subprocess.run([options.program, "plan", "solve", problem, "--out", plan, "--seconds", str(options.seconds)], check=True, stdout=subprocess.DEVNULL)
        judges = [[options.program, "plan", "check", problem, plan]] + ([[sys.executable, options.checker, problem, plan]] if options.checker else [])
        valid = all(subprocess.run(j, stdout=subprocess.DEVNULL).returncode == 0 for j in judges)
        failed |= not valid
        answer = json.load(open(plan))
        s, objective, bound = answer["statistics"], answer["objective"], answer["bound"]
        seconds = lambda key: f"{s[key]:.3f}" if s.get(key) is not None else "–"
        print(f"| {os.path.basename(problem)[:-5]} | {objective} | {bound} | {100 * (objective - bound) / max(1, objective):.2f} | {seconds('firstPlan')} "
              f"| {seconds('withinOnePercent')} | {seconds('proven')} | {seconds('total')} | {'valid' if valid else 'INVALID'} |", flush=True)
sys.exit(1 if failed else 0)
