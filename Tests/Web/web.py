"""The web app in Chromium against the real server: what each of its people comes for, offline, races, accessibility, scripts in text.

`pytest Tests/Web/web.py -k week` runs one story; with --shots DIRECTORY pictures of every view go there.
"""
import faulthandler, os, pytest
from browser import Browser
from playwright.sync_api import sync_playwright
import everywhere, patients, staff

STORIES = [
    patients.visit, patients.several, patients.doctors, patients.child, patients.waits, patients.account, patients.letter, patients.phone, patients.messages, patients.race, patients.live,
    staff.practitioner, staff.administrator, patients.moved, staff.week, staff.override, staff.planner, staff.clinic, staff.reports,
    everywhere.german, everywhere.mishaps, everywhere.states, everywhere.scripts, everywhere.offline,
]
# While the server is stopped the browser rightly complains of requests that fail.
FAILING = (patients.messages, everywhere.offline, everywhere.states, everywhere.mishaps)


@pytest.fixture(scope="module")
def browser(server, request):
    shots = request.config.getoption("--shots")
    if shots:
        os.makedirs(shots, exist_ok=True)
    # A browser that never answers is a failure with a trace, not a suite that never ends.
    faulthandler.dump_traceback_later(15 * 60, exit=True)
    with sync_playwright() as playwright:
        browser = Browser(playwright, server, shots)
        yield browser
        browser.chromium.close()
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_story(story, browser, checks):
    browser.begin(checks, expects_failures=story in FAILING)
    story(browser, checks)
    said = [text for text in browser.said if "status of 4" not in text]
    checks.that(not said, f"the console is quiet: {said[:3]}")
