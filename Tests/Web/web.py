#!/usr/bin/env python3
"""The web app in Chromium against the real server: what each of its people comes for, offline, races, accessibility, scripts in text.

usage: web.py [--shots DIRECTORY] [--only STORY]...        with a directory, pictures of every view go there
"""
import argparse, faulthandler, os
from browser import Browser
from harness import Checks, Server
from playwright.sync_api import sync_playwright
import everywhere, patients, staff

STORIES = [
    patients.visit, patients.several, patients.doctors, patients.child, patients.waits, patients.account, patients.race, patients.live,
    staff.practitioner, staff.administrator, patients.moved, staff.week, staff.override, staff.planner, staff.clinic,
    everywhere.german, everywhere.mishaps, everywhere.states, everywhere.scripts,
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots")
    parser.add_argument("--only", action="append")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    # A browser that never answers is a failure with a trace, not a suite that never ends.
    faulthandler.dump_traceback_later(15 * 60, exit=True)
    checks = Checks("web")
    with Server().seed() as server, sync_playwright() as playwright:
        browser = Browser(playwright, server, checks, options.shots)
        chosen = [story for story in [*STORIES, everywhere.offline] if not options.only or story.__name__ in options.only]
        for story in chosen:
            # While the server is stopped the browser rightly complains of requests that fail.
            browser.expects_failures = story in (everywhere.offline, everywhere.states, everywhere.mishaps)
            story(browser, checks)
        said = [text for text in browser.said if "status of 4" not in text]
        checks.that(not said, f"the console is quiet: {said[:3]}")
        browser.chromium.close()
    checks.end()


main()
