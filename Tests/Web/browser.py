"""Chromium with the pages of one server's people, and what every page is judged by."""
import os, sys, uuid
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Service"))
import clock
from harness import call
from axe_playwright_python.sync_playwright import Axe


class Browser:
    def __init__(self, playwright, server, shots):
        self.chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        self.server, self.shots = server, shots
        self.begin(None, expects_failures=False)

    def begin(self, checks, expects_failures):
        """Another story: whatever the one before left open is closed."""
        for context in self.chromium.contexts:
            context.close()
        self.checks, self.expects_failures, self.said, self.pending = checks, expects_failures, [], {}

    def page(self, **options):
        context = self.chromium.new_context(**{"viewport": {"width": 1200, "height": 900}, "locale": "en-GB", "timezone_id": "Europe/Berlin", **options})
        context.add_init_script(clock.browser_script())
        page = context.new_page()
        page.set_default_timeout(15000)
        page.on("console", lambda message: self.hear(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        pending = self.pending[page] = set()
        page.on("request", lambda request: pending.add(request) if not request.url.endswith("/v1/events") else None)
        page.on("requestfinished", lambda request: pending.discard(request))
        page.on("requestfailed", lambda request: pending.discard(request))
        return page

    def rest(self, page):
        """Waits until the page has asked for everything and has had its answers."""
        page.wait_for_timeout(40)
        for _ in range(200):
            if not self.pending[page]:
                return page.wait_for_timeout(40)
            page.wait_for_timeout(20)
        raise AssertionError(f"the page does not rest: {[one.url for one in self.pending[page]]}")

    def show(self, page, path):
        """Goes to a page of the app without loading it anew."""
        page.evaluate("path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')) }", path)
        self.rest(page)

    def hear(self, text):
        if not (self.expects_failures and "Failed to load resource" in text):
            self.said.append(text)

    def menu(self, page, name):
        page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()

    def api(self, role, method, path, body=None, of=None, key=False, match=None):
        """The answer to a request as somebody; what is set up for a story and not its subject."""
        status, answer, _ = call(self.server.url, method, path, body, self.server.token(role, of), {**({"Idempotency-Key": uuid.uuid4().hex} if key else {}), **({"If-Match": match} if match else {})})
        assert status < 300, (method, path, status, answer)
        return answer

    def clear(self, patient):
        """The desk cancels all that a patient has to come: what one may keep is bounded, and a seed gives some much."""
        self.api("receptionist", "POST", f"/v1/patients/{patient}/cancellation")

    def sign_in(self, page, role, of=None, words=("E-mail", "Password", "Sign in", "Sign out")):
        account = self.server.account(role, of)
        page.goto(f"{self.server.url}/sign-in")
        page.get_by_label(words[0]).fill(account["email"])
        page.get_by_label(words[1]).fill(account["password"])
        page.get_by_role("button", name=words[2]).click()
        page.get_by_role("button", name=words[3]).wait_for()
        return page

    def judge(self, page, name):
        """No violation of WCAG 2.2 AA, light, dark and with more contrast; fits a narrow screen; a picture if one is wanted."""
        page.evaluate("scrollTo(0, 0)")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.axe(page, f"{name} ({scheme})")
            if self.shots:
                # What was said about the step before is no part of the view.
                page.locator(".toast").evaluate_all("all => all.forEach(one => one.remove())")
                for width in (1200, 360):
                    page.set_viewport_size({"width": width, "height": 900})
                    page.screenshot(path=f"{self.shots}/{name}-{scheme}-{width}.png")
                page.set_viewport_size({"width": 1200, "height": 900})
        page.emulate_media(color_scheme="light", contrast="more")
        self.axe(page, f"{name} (more contrast)")
        if self.shots:
            page.emulate_media(forced_colors="active")
            page.screenshot(path=f"{self.shots}/{name}-forced-1200.png")
        page.emulate_media(contrast="no-preference", forced_colors="none")
        page.set_viewport_size({"width": 320, "height": 700})
        wide = page.evaluate("document.documentElement.scrollWidth")
        self.checks.that(wide <= 320, f"{name} fits 320 px: {wide}")
        page.set_viewport_size({"width": 1200, "height": 900})

    def axe(self, page, name):
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        self.checks.that(found.violations_count == 0, f"{name}: {[(v['id'], v['nodes'][0]['target'], v['nodes'][0]['failureSummary'][:160]) for v in found.response['violations']][:3]}")


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
