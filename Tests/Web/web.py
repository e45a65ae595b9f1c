#!/usr/bin/env python3
"""The web app in Chromium against the real server: what each of its people comes for, offline, races, accessibility, scripts in text.

usage: web.py [--shots DIRECTORY]        with a directory, pictures of every view go there
"""
import argparse, datetime, os, sys, time, uuid
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Service"))
from harness import Checks, Server, call
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

PAYLOADS = ["<img src=x onerror=window.__xss=1>", "<script>window.__xss=1</script>", "\"><svg onload=window.__xss=1>", "javascript:window.__xss=1", "'-window.__xss=1-'",
            "<iframe srcdoc='<script>parent.__xss=1</script>'>", "{{constructor.constructor('window.__xss=1')()}}", "<a href=javascript:window.__xss=1>x</a>", "</title><script>window.__xss=1</script>", "<style>*{background:url(javascript:window.__xss=1)}</style>"]


class Browser:
    def __init__(self, playwright, server, checks, shots):
        self.chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        self.server, self.checks, self.shots, self.said = server, checks, shots, []

    def page(self, **options):
        context = self.chromium.new_context(**{"viewport": {"width": 1200, "height": 900}, "locale": "en-GB", "timezone_id": "Europe/Berlin", **options})
        page = context.new_page()
        page.set_default_timeout(15000)
        page.on("console", lambda message: self.said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        return page

    def sign_in(self, page, role, of=None):
        account = self.server.account(role, of)
        page.goto(f"{self.server.url}/sign-in")
        page.get_by_label("E-mail").fill(account["email"])
        page.get_by_label("Password").fill(account["password"])
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        return page

    def judge(self, page, name):
        """No violation of WCAG 2.2 AA, light and dark; a picture if one is wanted."""
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
            self.checks.that(found.violations_count == 0, f"{name} ({scheme}): {[(v['id'], v['nodes'][0]['target'], v['nodes'][0]['failureSummary'][:160]) for v in found.response['violations']][:3]}")
            if self.shots:
                for width in (1200, 360):
                    page.set_viewport_size({"width": width, "height": 900})
                    page.screenshot(path=f"{self.shots}/{name}-{scheme}-{width}.png")
                page.set_viewport_size({"width": 1200, "height": 900})
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 700})
        wide = page.evaluate("document.documentElement.scrollWidth")
        self.checks.that(wide <= 320, f"{name} fits 320 px: {wide}")
        page.set_viewport_size({"width": 1200, "height": 900})


def first_visit(browser, checks):
    """From registering to the first booking: under a minute, five clicks; and how much is loaded first."""
    page = browser.page()
    sizes = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(browser.server.url)
    page.get_by_text("next free").first.wait_for()
    checks.that(sum(sizes) <= 150_000, f"first load {sum(sizes)} bytes")
    print(f"first load: {sum(sizes) / 1000:.1f} kB compressed")
    browser.judge(page, "home")
    begin, clicks = time.monotonic(), 0
    def click(locator):
        nonlocal clicks
        clicks += 1
        locator.click()
    click(page.get_by_role("link", name="Register").first)
    page.get_by_label("Your name").fill("Ada Lovelace")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_label("Password").fill("analytical engine")
    click(page.get_by_role("button", name="Register", exact=True))
    page.get_by_label("What do you need?").select_option("gp-return")
    click(page.get_by_role("button", name="Show times"))
    click(page.get_by_role("button", name="Choose:").first)
    click(page.get_by_role("button", name="Book this time"))
    page.get_by_role("heading", name="Booked:").wait_for()
    checks.that(clicks <= 5 and time.monotonic() - begin < 60, f"{clicks} clicks, {time.monotonic() - begin:.1f} s")
    return page


def patient(browser, checks, page):
    """Finds with reasons and prices, both views, holds with a countdown, moves and cancels with the keyboard alone."""
    page.get_by_role("navigation").get_by_role("link", name="Find a time").click()
    page.get_by_label("What do you need?").select_option("gp-first")
    page.get_by_label("Tue", exact=True).check()
    page.get_by_role("button", name="Show times").click()
    page.locator("slot-results li.card").first.wait_for()
    checks.that(page.locator("slot-results .reasons li").count() > 0, "suggestions have reasons")
    browser.judge(page, "find")
    page.get_by_role("button", name="Calendar").click()
    page.locator(".days h3").first.wait_for()
    browser.judge(page, "find-calendar")
    page.get_by_role("button", name="Choose:").or_(page.locator(".days button")).first.click()
    page.get_by_role("heading", name="Held for you").wait_for()
    before = page.locator(".timer").inner_text()
    browser.judge(page, "held")
    page.get_by_role("button", name="Five more minutes").click()
    page.get_by_role("button", name="Five more minutes").wait_for(state="hidden")
    checks.that("9:" in page.locator(".timer").inner_text() or "10:" in page.locator(".timer").inner_text(), f"extended: {before} to {page.locator('.timer').inner_text()}")
    page.get_by_role("button", name="Choose another").click()
    page.get_by_role("heading", name="Best times").wait_for()
    # Moving and cancelling with the keyboard alone.
    page.get_by_role("navigation").get_by_role("link", name="My appointments").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Move", exact=True).first.wait_for()
    browser.judge(page, "appointments")
    old = page.locator("article time").first.get_attribute("datetime")
    tab_to(page, "Move")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Choose:").nth(2).wait_for()
    tab_to(page, "Choose", skip=2)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="My appointments").wait_for()
    page.locator("article time").first.wait_for()
    checks.that(page.locator("article time").first.get_attribute("datetime") != old, "moved with the keyboard")
    tab_to(page, "Cancel")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    browser.judge(page, "cancel-dialog")
    tab_to(page, "Cancel it")
    page.keyboard.press("Enter")
    page.get_by_text("You have no appointments.").wait_for()
    browser.judge(page, "appointments-empty")
    page.get_by_role("navigation").get_by_role("link", name="Wishes").click()
    page.get_by_label("Wed", exact=True).check()
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Kept.").wait_for()
    browser.judge(page, "profile")


def tab_to(page, name, skip=0):
    """Presses Tab until the focus is on a control that begins with this name."""
    for _ in range(80):
        page.keyboard.press("Tab")
        text = page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")
        if text and text.strip().startswith(name):
            if skip == 0:
                return
            skip -= 1
    raise AssertionError(f"no way to {name} with the keyboard")


def race(browser, checks):
    """Two people see the same slot; the second is told that it was just taken, and what is free."""
    pages = [browser.sign_in(browser.page(), "patient", who) for who in ("pt-2", "pt-3")]
    for page in pages:
        page.get_by_label("What do you need?").select_option("ped-return")
        page.get_by_role("button", name="Show times").click()
        page.locator("slot-results li.card").first.wait_for()
    names = [page.get_by_role("button", name="Choose:").first.get_attribute("aria-label") for page in pages]
    pages[0].get_by_role("button", name=names[0]).click()
    pages[0].get_by_role("heading", name="Held for you").wait_for()
    pages[1].get_by_role("button", name=names[0]).click()
    pages[1].get_by_text("That time was just taken").first.wait_for()
    checks.that(names[0] not in [b.get_attribute("aria-label") for b in pages[1].get_by_role("button", name="Choose:").all()], "what was taken is not offered again")
    browser.judge(pages[1], "just-taken")
    pages[0].get_by_role("button", name="Book this time").click()
    pages[0].get_by_role("heading", name="Booked:").wait_for()
    for page in pages:
        page.context.close()


def live(browser, checks):
    """What the desk changes is on the patient's screen without asking."""
    page = browser.sign_in(browser.page(), "patient", "pt-4")
    page.get_by_role("navigation").get_by_role("link", name="My appointments").click()
    page.get_by_role("heading", name="My appointments").wait_for()
    page.wait_for_timeout(1500)
    count = page.locator("article").count()
    url, desk = browser.server.url, browser.server.token("receptionist")
    for slot in call(url, "GET", "/v1/slots?appointmentType=gp-return", token=desk)[1]["items"][::-1]:
        body = {k: slot[k] for k in ("appointmentType", "practitioner", "start")} | {"patient": "pt-4"}
        if call(url, "POST", "/v1/appointments", body, desk, {"Idempotency-Key": uuid.uuid4().hex})[0] == 201:
            break
    expect(page.locator("article")).to_have_count(count + 1, timeout=5000)
    checks.that(True, "a booking by the desk appears")
    page.context.close()


def offline(browser, checks):
    """With the server stopped the app opens, shows what it was, and says since when; signing out leaves nothing."""
    page = browser.sign_in(browser.page(), "patient", "pt-5")
    page.get_by_role("navigation").get_by_role("link", name="My appointments").click()
    page.locator("article").first.wait_for()
    page.wait_for_function("navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.locator("article").first.wait_for()
    cards = page.locator("article").count()
    session = page.context.new_cdp_session(page)
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A context of its own counts as incognito, where nothing can be installed; there must be no other reason.
    checks.that([e["errorId"] for e in errors if e["errorId"] != "in-incognito"] == [], f"installable: {errors}")
    kept = page.evaluate("caches.keys().then(names => Promise.all(names.map(n => caches.open(n).then(c => c.keys())))).then(l => l.flat().map(r => r.url))")
    checks.that(all("/v1/" not in url for url in kept), "nothing of the API is in the caches")
    browser.server.stop()
    page.reload()
    page.get_by_text("You are offline").wait_for()
    checks.that(page.locator("article").count() == cards, f"{page.locator('article').count()} of {cards} appointments offline")
    browser.judge(page, "offline")
    checks.that(page.get_by_role("button", name="Cancel").count() == 0, "nothing can be changed offline")
    stored = page.evaluate("""() => new Promise(resolve => { const open = indexedDB.open('slotwise'); open.onsuccess = () => { const all = open.result.transaction('kept').objectStore('kept').getAll(); all.onsuccess = () => resolve(all.result.map(v => v instanceof CryptoKey ? `key ${v.extractable}` : Object.keys(v).join())) } })""")
    checks.that("key false" in stored and "iv,sealed" in stored, f"kept encrypted, with a key that cannot be taken: {stored}")
    browser.server.start()
    page.reload()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    page.wait_for_timeout(500)
    left = page.evaluate("""() => new Promise(resolve => { const open = indexedDB.open('slotwise'); open.onsuccess = () => { const all = open.result.transaction('kept').objectStore('kept').getAllKeys(); all.onsuccess = () => resolve(all.result) } })""")
    checks.that(left == [], f"signing out leaves nothing: {left}")
    browser.judge(page, "sign-in")
    page.context.close()


def practitioner(browser, checks):
    """The day: somebody arrives, is checked in, is done."""
    page = browser.sign_in(browser.page(), "practitioner", "p-01")
    page.get_by_role("heading", name="Day sheet").wait_for()
    page.get_by_role("button", name="Week").click()
    page.locator("tbody tr").first.wait_for()
    browser.judge(page, "agenda")
    row = page.locator("tbody tr").first
    for word, state in (("Is here", "here"), ("Check in", "checked in"), ("Done", "done")):
        row.get_by_role("button", name=word).click()
        expect(row.locator(".tag")).to_have_text(state)
    checks.that(True, "a visit from arrival to its end")
    page.get_by_role("navigation").get_by_role("link", name="Hours").click()
    page.get_by_role("button", name="Add a day").click()
    page.get_by_label("Day: Single days, line 1").fill("2030-01-07")
    page.get_by_role("button", name="Save hours").click()
    page.get_by_text("Saved.").wait_for()
    browser.judge(page, "hours")
    page.reload()
    page.get_by_label("Day: Single days, line 1").wait_for()
    checks.that(page.get_by_label("Day: Single days, line 1").input_value() == "2030-01-07", "a day off is kept")
    page.get_by_role("navigation").get_by_role("link", name="Absences").click()
    page.get_by_text("appointments fall into it").wait_for()
    browser.judge(page, "absences")
    page.context.close()


def administrator(browser, checks):
    """An absence becomes a plan, watched, changed by a pin, applied; the desk books for somebody on the phone."""
    page = browser.sign_in(browser.page(), "administrator")
    page.get_by_role("navigation").get_by_role("link", name="Absences").click()
    page.get_by_label("Practitioner").select_option("p-01")
    page.get_by_label("Reason, for staff").fill("illness")
    page.get_by_role("button", name="Record").click()
    page.get_by_role("button", name="Re-place everybody").first.click()
    page.get_by_text("No better plan exists.").wait_for()
    moves = page.locator("tbody tr", has=page.get_by_role("checkbox", name="Stays")).count()
    checks.that(moves > 0, "everybody displaced has a move")
    browser.judge(page, "board")
    page.get_by_role("checkbox", name="Apply:").first.uncheck()
    page.get_by_role("button", name=f"Apply {moves - 1} moves").click()
    page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    page.get_by_text(f"{moves - 1} appointments moved").wait_for()
    checks.that(True, "a part of the plan is applied")
    page.get_by_role("navigation").get_by_role("link", name="Front desk").click()
    page.get_by_label("Name, address or number").fill("Adler")
    browser.judge(page, "desk")
    page.get_by_label("Your name").fill("Walk In")
    page.get_by_role("button", name="Add and book").click()
    page.get_by_label("What do you need?").select_option("gp-return")
    page.get_by_role("button", name="Show times").click()
    page.get_by_role("button", name="Choose:").first.click()
    page.get_by_role("button", name="Book this time").click()
    page.get_by_role("heading", name="Booked:").wait_for()
    page.get_by_role("navigation").get_by_role("link", name="System").click()
    page.get_by_role("heading", name="What was done").wait_for()
    browser.judge(page, "system")
    page.context.close()


def planner(browser, checks):
    """A question by form, answered with progress, compared side by side."""
    page = browser.sign_in(browser.page(), "planner")
    for name, who in (("Without the first", "p-01"), ("Without the second", "p-02")):
        page.get_by_label("Name").fill(name)
        page.get_by_label("Practitioner").select_option(who)
        page.get_by_role("button", name="Add and run").click()
        page.get_by_role("columnheader", name=name).wait_for(timeout=60000)
    checks.that(page.get_by_role("columnheader", name="Without").count() == 2, "two questions side by side")
    browser.judge(page, "scenarios")
    page.context.close()


def scripts(browser, checks):
    """Text that looks like script is text wherever it is shown."""
    url, desk = browser.server.url, browser.server.token("receptionist")
    for index, payload in enumerate(PAYLOADS):
        status, made, _ = call(url, "POST", "/v1/patients", {"name": payload}, desk)
        checks.that(status == 201, f"{payload}: {status}")
        for slot in call(url, "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-02&limit=500", token=desk)[1]["items"][index * 3::7]:
            body = {k: slot[k] for k in ("appointmentType", "practitioner", "start")} | {"patient": made["id"]}
            if call(url, "POST", "/v1/appointments", body, desk, {"Idempotency-Key": uuid.uuid4().hex})[0] == 201:
                break
    call(url, "POST", "/v1/scenarios", {"name": PAYLOADS[0], "changes": [], "question": {"kind": "place"}}, browser.server.token("planner"))
    call(url, "POST", "/v1/absences", {"practitioner": "p-02", "from": "2030-01-07T00:00:00Z", "to": "2030-01-08T00:00:00Z", "reason": PAYLOADS[1]}, browser.server.token("administrator"))
    page = browser.sign_in(browser.page(), "administrator")
    page.evaluate("addEventListener('securitypolicyviolation', event => { window.__csp = event.violatedDirective })")
    for name in ("Day sheet", "Front desk", "Absences", "What if", "System", "Rebalancing"):
        page.get_by_role("navigation").get_by_role("link", name=name).click()
        page.wait_for_timeout(400)
        if name == "Day sheet":
            page.get_by_label("Practitioner").select_option("p-02")
            page.get_by_role("button", name="Week").click()
            page.get_by_text("onerror").first.wait_for()
        if name == "Front desk":
            page.get_by_label("Name, address or number").fill("window.__xss")
            page.get_by_role("button", name="Find").click()
            page.get_by_text("onerror").first.wait_for()
        checks.that(page.evaluate("window.__xss === undefined && window.__csp === undefined"), f"{name}: nothing ran, nothing was reported")
    page.goto(f"{url}/find?type={PAYLOADS[1]}&patient={PAYLOADS[0]}")
    page.wait_for_timeout(500)
    checks.that(page.evaluate("window.__xss === undefined"), "an address with script runs nothing")
    page.context.close()


def quick(browser, checks):
    """Slots are on the screen soon after a click, on a machine four times slower; printed, not judged here."""
    page = browser.sign_in(browser.page(), "patient", "pt-6")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.get_by_label("What do you need?").select_option("gp-return")
    begin = time.monotonic()
    page.get_by_role("button", name="Show times").click()
    page.locator("slot-results li.card").first.wait_for()
    print(f"slots on the screen after {(time.monotonic() - begin) * 1000:.0f} ms at fourfold throttling")
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_role("heading", name="Termin finden").wait_for()
    checks.that(page.evaluate("document.documentElement.lang") == "de", "it speaks German")
    page.context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots")
    options = parser.parse_args()
    if options.shots:
        os.makedirs(options.shots, exist_ok=True)
    checks = Checks("web")
    with Server().seed() as server, sync_playwright() as playwright:
        browser = Browser(playwright, server, checks, options.shots)
        page = first_visit(browser, checks)
        patient(browser, checks, page)
        page.context.close()
        for story in (race, live, practitioner, administrator, planner, scripts, quick):
            story(browser, checks)
        # While the server is stopped the browser rightly complains of requests that fail.
        said = [text for text in browser.said if "status of 4" not in text]
        checks.that(not said, f"the console is quiet: {said[:3]}")
        offline(browser, checks)
        browser.chromium.close()
    checks.end()


main()
