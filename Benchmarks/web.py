#!/usr/bin/env python3
"""Measures the web app in Chromium: first load, slots after a click on a slow machine, and scrolling the week of 20 practitioners.

usage: web.py [--program .build/release/slotwise] [--json FILE]        after scripts/service-tests, with .build/test-venv/bin/python
"""
import argparse, json, os, sys, time
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path[:0] = [os.path.join(ROOT, "Tests", "Service"), os.path.join(ROOT, "Tests", "Web")]
import harness
from browser import Browser
from harness import Server
from playwright.sync_api import sync_playwright

THROTTLING = 4
LONG_TASKS = "window.__long = []; new PerformanceObserver(list => window.__long.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask', buffered: true })"


def first_load(browser):
    """Bytes over the wire until the home page knows who is free."""
    page, sizes = browser.page(), []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(browser.server.url)
    page.get_by_text("next free").first.wait_for()
    page.context.close()
    return {"first load, kB": sum(sizes) / 1000}


def slots(browser):
    """From the click to the first slot on the screen."""
    page, times = browser.sign_in(browser.page(), "patient", "pt-6"), []
    throttle(page)
    for type in ("gp-return", "gp-first", "card-return", "ped-return", "gp-return"):
        page.get_by_label("What do you need?").select_option(type)
        page.locator("#results").evaluate("results => results.replaceChildren()")
        begin = time.monotonic()
        page.get_by_role("button", name="Show times").click()
        page.locator("slot-results li.card").first.wait_for()
        times.append((time.monotonic() - begin) * 1000)
    page.context.close()
    return {"slots on the screen, ms, median": sorted(times)[len(times) // 2], "slots on the screen, ms, worst": max(times)}


def week(browser):
    """Long tasks while the week is opened, and while all of it is scrolled with the wheel."""
    page = browser.page()
    page.add_init_script(LONG_TASKS)
    browser.sign_in(page, "administrator")
    throttle(page)
    page.evaluate("window.__long.length = 0")
    browser.show(page, "/week")
    page.locator(".grid-block").first.wait_for()
    browser.rest(page)
    opening = page.evaluate("window.__long")
    figures = {"lanes": page.locator(".grid-lane").count(), "appointments": page.locator(".grid-block").count(), "longest task while opening, ms": max(opening, default=0)}
    page.wait_for_timeout(1000)
    page.evaluate("window.__long.length = 0")
    box = page.locator(".grid").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    frames = page.evaluate_handle("(() => { const frames = []; let last = performance.now(); const note = now => { frames.push(now - last); last = now; requestAnimationFrame(note) }; requestAnimationFrame(note); return frames })()")
    for step in range(120):
        page.mouse.wheel(150 if step < 80 else 0, 0 if step < 80 else 60)
        page.wait_for_timeout(16)
    page.wait_for_timeout(300)
    scrolling = page.evaluate("window.__long")
    times = sorted(frames.json_value())
    page.context.close()
    return figures | {"tasks over 100 ms while scrolling": sum(one > 100 for one in scrolling), "longest task while scrolling, ms": max(scrolling, default=0),
                      "frames while scrolling, ms, p95": times[int(len(times) * 0.95)]}


def throttle(page):
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLING})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=os.path.join(ROOT, ".build", "release", "slotwise"))
    parser.add_argument("--json")
    options = parser.parse_args()
    harness.PROGRAM = options.program
    figures = {}
    with Server().seed("medium") as server, sync_playwright() as playwright:
        browser = Browser(playwright, server, None)
        for measure in (first_load, slots, week):
            figures |= measure(browser)
        browser.chromium.close()
    for name, value in figures.items():
        print(f"{name:40} {value:8.1f}" if isinstance(value, float) else f"{name:40} {value:8}")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(figures, file, indent=2)


main()
