"""What holds of every page: its states, offline reading, text that looks like script."""
import clock, datetime, re, uuid
from harness import Server, call


def german(browser, checks):
    """It speaks German to whoever wants it, also what the service says of slots and scenarios."""
    page = browser.sign_in(browser.page(), "patient", "pt-6")
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_role("heading", name="Termin finden").wait_for()
    page.reload()
    page.get_by_role("heading", name="Termin finden").wait_for()
    checks.that(page.evaluate("document.documentElement.lang") == "de", "the page says its language")
    wishes = ({"weekdays": ["tuesday"]}, {"timesOfDay": ["am"], "practitioners": ["p-01"]}, {"timesOfDay": ["pm"]})
    for wish in wishes:
        with page.expect_response("**/v1/suggestions") as told:
            page.get_by_label("Bei wem?").select_option((wish.get("practitioners") or [""])[0])
            page.get_by_label("Di", exact=True).set_checked("weekdays" in wish)
            page.get_by_label({"am": "Vormittags", "pm": "Nachmittags"}.get((wish.get("timesOfDay") or [""])[0], "Egal"), exact=True).check()
            page.get_by_label("Was brauchen Sie?").select_option("gp-first")
            page.get_by_role("button", name="Zeiten zeigen").click()
        said = told.value.json()
        browser.rest(page)
        words = {reason["text"] for item in said["items"] for reason in item["reasons"]} | {price["words"] for price in said["prices"]}
        shown = page.locator("slot-results").inner_text()
        checks.that(told.value.headers["content-language"] == "de", "the service was asked in German")
        checks.that(words and not [text for text in words if text not in shown], f"reasons as the service says them: {[text for text in words if text not in shown]}")
        checks.that(not re.search(r"\b(wished|not|day|with|free)\b", shown), f"reasons in German: {shown}")
    browser.judge(page, "german")
    page.context.close()
    page = browser.sign_in(browser.page(locale="de-DE"), "planner", words=("E-Mail", "Passwort", "Anmelden", "Abmelden"))
    page.get_by_label("Name").fill("Ohne")
    page.get_by_role("button", name="Anlegen und rechnen").click()
    page.get_by_role("rowheader", name="verlegte Personen").wait_for(timeout=60000)
    heads = page.locator("tbody th").all_inner_texts()
    checks.that("utilisation" not in heads and "Auslastung" in heads, f"figures in German: {heads}")
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
    # A week later it is gone.
    names = "() => new Promise(resolve => { const open = indexedDB.open('slotwise'); open.onsuccess = () => { const all = open.result.transaction('kept').objectStore('kept').getAllKeys(); all.onsuccess = () => resolve(all.result) } })"
    page.clock.set_system_time(clock.now() + datetime.timedelta(days=8))
    page.reload()
    page.get_by_role("alert").wait_for()
    page.wait_for_timeout(300)
    checks.that(page.evaluate(names) == ["key"], f"what is older than a week is forgotten: {page.evaluate(names)}")
    page.clock.set_system_time(clock.now())
    browser.server.start()
    page.reload()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    page.wait_for_timeout(500)
    left = page.evaluate("""() => new Promise(resolve => { const open = indexedDB.open('slotwise'); open.onsuccess = () => { const all = open.result.transaction('kept').objectStore('kept').getAllKeys(); all.onsuccess = () => resolve(all.result) } })""")
    checks.that(left == [], f"signing out leaves nothing: {left}")
    page.context.close()
    # In a page whose clock nobody has set: timers of the other may wait for a time that does not come.
    page = browser.page()
    page.goto(f"{browser.server.url}/sign-in")
    page.get_by_role("heading", name="Sign in").wait_for()
    browser.judge(page, "sign-in")
    page.context.close()


# -- states ------------------------------------------------------------------------------------------------------------

# Every page of every role, beyond those that stories judge with something in them.
PAGES = {
    None: ["/", "/sign-in", "/register", "/reset", "/link?token=x", "/stop", "/nowhere"],
    "patient": ["/find", "/find?move=x", "/appointments", "/practitioners", "/profile", "/messages", "/account"],
    "practitioner": ["/agenda", "/absences", "/schedule", "/messages"],
    "receptionist": ["/desk", "/messages", "/week", "/find?patient=pt-1"],
    "administrator": ["/board", "/week", "/agenda", "/absences", "/scenarios", "/schedule", "/clinic", "/clinic?part=rooms", "/clinic?part=settings", "/users", "/reminders", "/outbox", "/system"],
    "planner": ["/scenarios", "/board"],
}
FAILED = {"type": "/problems/failed", "title": "Something failed", "status": 500, "next": "Try again."}
SESSION = ("/v1/sessions", "/v1/events")


def states(browser, checks):
    """Every page says what is wrong when the server fails or cannot be reached, and stands when there is nothing yet."""
    for role, paths in PAGES.items():
        page = browser.page()
        if role:
            browser.sign_in(page, role)
        else:
            page.goto(browser.server.url)
        for state, answer in (("failing", fail), ("unreachable", lambda route: route.abort()), ("empty", empty)):
            page.route("**/v1/**", unless_session(answer))
            for path in paths:
                browser.show(page, path)
                checks.that(page.locator("main :is(h1, [role=alert], .card)").count() > 0, f"{path} says something when {state}")
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                    browser.axe(page, f"{path} as {role}, {state} ({scheme})")
                if browser.shots:
                    page.screenshot(path=f"{browser.shots}/state-{state}-{role}-{path.strip('/').replace('/', '-').replace('?', '-')}.png")
            page.unroute("**/v1/**")
        page.context.close()


def unless_session(answer):
    return lambda route: route.continue_() if any(path in route.request.url for path in SESSION) else answer(route)


def fail(route):
    route.fulfill(status=500, json=FAILED, content_type="application/problem+json")


def empty(route):
    """Lists have nothing in them; what is not a list is as it is."""
    answer = route.fetch()
    body = answer.json() if answer.ok and route.request.method == "GET" else None
    if isinstance(body, dict) and "items" in body and not any(path in route.request.url for path in ("/roles", "/locations")):
        route.fulfill(response=answer, json={"items": []})
    else:
        route.fulfill(response=answer)


def mishaps(browser, checks):
    """Double clicks, late answers, failures and lost connections change nothing that was not wanted, and show nothing that is not so."""
    page = browser.sign_in(browser.page(), "administrator")
    page.goto(f"{browser.server.url}/desk")
    page.get_by_label("Name", exact=True).fill("Double Click")
    page.get_by_role("button", name="Add and book").dblclick()
    page.get_by_role("heading", name="Find a time").wait_for()
    found = browser.api("receptionist", "GET", "/v1/patients?query=Double%20Click")["items"]
    checks.that(len(found) == 1, f"a double click registers one patient: {len(found)}")
    page.goto(f"{browser.server.url}/find?patient={found[0]['id']}&practitioner=p-01&start=2031-03-04T09:00:00Z")
    page.locator("direct-booking").get_by_label("Practitioner").select_option("p-03")
    checks.that(page.locator("direct-booking").get_by_label("Date").input_value() == "2031-03-04", "another practitioner keeps the day")

    # Hours that come late are not saved as somebody else's.
    before = browser.api("administrator", "GET", "/v1/practitioners/p-02/schedule")
    page.goto(f"{browser.server.url}/schedule")
    page.get_by_role("button", name="Save hours").wait_for()
    page.route("**/p-02/schedule", lambda route: (page.wait_for_timeout(400), route.continue_()) if route.request.method == "GET" else route.continue_())
    page.get_by_label("Practitioner").select_option("p-02")
    checks.that(page.get_by_role("button", name="Save hours").count() == 0, "nothing can be saved before it is there")
    page.get_by_role("button", name="Save hours").click()
    page.get_by_text("Saved.").wait_for()
    checks.that(browser.api("administrator", "GET", "/v1/practitioners/p-02/schedule") == before, "saved are the hours that are shown")
    page.context.close()

    page = browser.sign_in(browser.page(), "patient", "pt-16")
    page.get_by_label("What do you need?").select_option("ped-return")
    page.get_by_role("link", name="Skip to content").focus()
    page.keyboard.press("Enter")
    page.context.set_offline(True)
    page.context.set_offline(False)
    browser.rest(page)
    checks.that(page.get_by_label("What do you need?").input_value() == "ped-return", "a blip of the network and the skip link leave a form as it is")
    page.route("**/v1/offers", fail)
    browser.menu(page, "My appointments")
    page.get_by_role("alert").wait_for()
    checks.that(page.get_by_text("You have no appointments").count() == 0, "what cannot be read is not said to be nothing")
    page.unroute("**/v1/offers")
    page.route("**/v1/sessions/refresh", lambda route: route.fulfill(status=503, json=FAILED))
    page.reload()
    browser.rest(page)
    checks.that("/sign-in" not in page.url, "a busy server signs nobody out")
    page.unroute("**/v1/sessions/refresh")
    page.reload()
    browser.rest(page)
    sign_out_offline(browser, page)
    checks.that(True, "who signed out without a connection stays signed out")

    browser.sign_in(page, "patient", "pt-16")
    browser.menu(page, "My appointments")
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("button", name="Sign out").wait_for()
    sign_out_offline(browser, page)
    checks.that(page.evaluate(KEPT) == 0, "who opened the app without a connection signs out too, and nothing stays on the device")
    page.context.close()


# How many things are kept for reading offline.
KEPT = """() => new Promise(done => {
    const request = indexedDB.open("slotwise", 1)
    request.onsuccess = () => {
        const count = request.result.transaction("kept").objectStore("kept").count()
        count.onsuccess = () => { request.result.close(); done(count.result) }
    }
})"""


def sign_out_offline(browser, page):
    page.context.set_offline(True)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    page.context.set_offline(False)
    browser.rest(page)
    page.goto(f"{browser.server.url}/appointments")
    page.get_by_role("heading", name="Sign in").wait_for()
    page.reload()
    page.get_by_role("heading", name="Sign in").wait_for()


# -- text that looks like script ---------------------------------------------------------------------------------------

CALL = "window.__xss=1"
MARKUP = [
    "<img src=x onerror={call}>", "<svg onload={call}>", "<script>{call}</script>", "<iframe srcdoc='<script>parent.{call}</script>'>", "<a href=javascript:{call}>x</a>",
    "<details open ontoggle={call}>", "<video><source onerror={call}>", "<body onload={call}>", "<input autofocus onfocus={call}>", "<math><mi xlink:href=javascript:{call}>",
    "<style>@import 'javascript:{call}'</style>", "<object data=javascript:{call}>", "<embed src=javascript:{call}>", "<form action=javascript:{call}><button>", "<template><img src=x onerror={call}></template>",
    "<base href=javascript:{call}//>", "<meta http-equiv=refresh content='0;javascript:{call}'>", "<link rel=stylesheet href=javascript:{call}>", "<marquee onstart={call}>", "<select autofocus onfocus={call}>",
    "javascript:{call}", "data:text/html,<script>{call}</script>", "{{{{constructor.constructor('{call}')()}}}}", "${{{call}}}", "&lt;script&gt;{call}&lt;/script&gt;",
]
BEFORE = ["", "\">", "'>", "</title>", "</textarea>", "</script>", "-->", "]]>", "</style>", "`>", "\\\">", "</option></select>", "</svg>", "%3E", "\" x=\"", "' x='", "*/", ";", "<!--", "\u00a0"]
# 500: every vector behind everything it may have to break out of.
PAYLOADS = [before + vector.format(call=CALL) for vector in MARKUP for before in BEFORE]


def scripts(browser, checks):
    """500 texts that look like script, through every text field and shown on every page: none runs, none is reported."""
    checks.that(len(PAYLOADS) == 500, f"{len(PAYLOADS)} payloads")
    with Server().seed() as server:
        theirs = Plant(server, iter(f"{index:03} {payload}"[:200] for index, payload in enumerate(PAYLOADS)))
        theirs.everything()
        checks.that(next(theirs.payloads, None) is None, "all were planted")
        browser.server, ours = server, browser.server
        seen = set()
        for role, paths in SHOWN.items():
            page = browser.page()
            page.add_init_script("addEventListener('securitypolicyviolation', event => { window.__csp = event.violatedDirective + event.blockedURI })")
            browser.sign_in(page, role, "pt-2" if role == "patient" else "p-01" if role == "practitioner" else None)
            for path in paths:
                browser.show(page, path)
                seen |= shown(page)
                for act in ACTS.get(path.split("?")[0], ()) if role != "practitioner" else ():
                    act(page)
                    browser.rest(page)
                    seen |= shown(page)
                checks.that(page.evaluate("window.__xss === undefined && window.__csp === undefined"), f"{path} as {role}: nothing ran, nothing was reported: {page.evaluate('window.__csp')}")
            page.goto(f"{server.url}/find?type={PAYLOADS[1]}&patient={PAYLOADS[0]}&practitioner={PAYLOADS[2]}")
            page.wait_for_timeout(300)
            checks.that(page.evaluate("window.__xss === undefined"), "an address with script runs nothing")
            page.context.close()
        browser.server = ours
        checks.that(len(seen) == 500, f"{len(seen)} of 500 were on the screen: {sorted(set(range(500)) - seen)[:20]}")
        print(f"{len(seen)} payloads shown")


def shown(page):
    """Numbers of the payloads that are text, value, option or label somewhere on the page."""
    text = page.evaluate("""() => [document.body.innerText, ...[...document.querySelectorAll('input, option, textarea, [aria-label]')].map(one => `${one.value ?? ''} ${one.textContent} ${one.getAttribute('aria-label') ?? ''}`)].join(' ')""")
    text = re.sub(r"\s", "", text)
    return {number for number in range(500) if re.sub(r"\s", "", f"{number:03} {PAYLOADS[number]}")[:40] in text}


class Plant:
    """Puts payloads through every text member of the contract that is shown to somebody."""

    def __init__(self, server, payloads):
        self.server, self.payloads = server, payloads
        self.tokens = {role: server.token(role) for role in ("administrator", "receptionist", "planner")}
        self.tokens["patient"] = server.token("patient", "pt-2")

    def send(self, role, method, path, body, match=False, key=False):
        headers = {"Idempotency-Key": uuid.uuid4().hex} if key else {}
        if match:
            headers["If-Match"] = "*" if match == "*" else call(self.server.url, "GET", "/v1/admin/holidays", token=self.tokens[role])[2]["ETag"]
        status, answer, _ = call(self.server.url, method, path, body, self.tokens[role], headers)
        return answer if status < 300 else None

    def everything(self):
        self.clinic()
        self.questions()
        self.book()

    def take(self, count):
        return [next(self.payloads) for _ in range(count)]

    def clinic(self):
        types, people, places, rooms, days = self.take(60), self.take(40), self.take(40), self.take(60), self.take(120)
        for index, text in enumerate(types):
            assert self.send("administrator", "PUT", f"/v1/admin/appointment-types/x-{index}", {"name": text, "skill": "gp", "durationMinutes": 15}, match=True), text
        for index, text in enumerate(places):
            assert self.send("administrator", "PUT", f"/v1/admin/locations/x-{index}", {"name": text, "zone": "Europe/Berlin"}, match=True), text
        for index, text in enumerate(people):
            assert self.send("administrator", "PUT", f"/v1/admin/practitioners/x-{index}", {"name": text, "location": "x-0", "skills": ["gp", text[:64]]}, match=True), text
            assert self.send("administrator", "PUT", f"/v1/practitioners/x-{index}/profile", {"languages": ["de"], "text": text}, match="*"), text
        for index, text in enumerate(rooms):
            assert self.send("administrator", "PUT", f"/v1/admin/pools/x-{index}", {"kind": "room", "location": "x-0", "purpose": text[:64], "members": [text]}, match=True), text
        holidays = [{"date": f"2031-{1 + index // 28:02}-{1 + index % 28:02}", "name": text} for index, text in enumerate(days)]
        assert self.send("administrator", "PUT", "/v1/admin/holidays", {"items": holidays}, match=True)

    def questions(self):
        for text in self.take(40):
            body = {"name": text, "about": text, "changes": [{"kind": "newPractitioner", "practitioner": "p-01", "name": text[:100]}], "question": {"kind": "place"}}
            assert self.send("planner", "POST", "/v1/scenarios", body), text
        for index, text in enumerate(self.take(20)):
            body = {"practitioner": "p-02", "from": f"2030-01-{1 + index:02}T00:00:00Z", "to": f"2030-01-{2 + index:02}T00:00:00Z", "reason": text}
            assert self.send("administrator", "POST", "/v1/absences", body), text

    def book(self):
        """Patients by name, and reasons to book over another; all on days that the day sheet and the week grid show."""
        slots = iter(self.send("receptionist", "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-01&limit=500", None)["items"])
        for text in self.payloads:
            made = self.send("receptionist", "POST", "/v1/patients", {"name": text})
            assert made, text
            slot = next(slots, None)
            if slot:
                body = {k: slot[k] for k in ("appointmentType", "practitioner", "start")} | {"patient": made["id"], "overbookReason": text}
                self.send("receptionist", "POST", "/v1/appointments", body, key=True)


def search(begin):
    """Finds at the front desk whoever's name begins so."""
    def act(page):
        page.get_by_label("Name, address or number").fill(begin)
        page.get_by_role("button", name="Find", exact=True).click()
    return act


def day_sheet(page):
    page.get_by_label("Practitioner").select_option("p-01")
    page.get_by_role("button", name="Week").click()


def one_appointment(page):
    """What there is to know of one that was put over another, with the reason."""
    page.get_by_role("button", name="Week after").click()
    page.locator(".grid-block").first.click()
    page.get_by_role("dialog").wait_for()


SHOWN = {
    "patient": ["/find", "/appointments", "/practitioners", "/profile", "/messages", "/account"],
    "practitioner": ["/agenda", "/absences", "/schedule", "/messages"],
    "receptionist": ["/desk", "/messages", "/week"],
    "administrator": ["/board", "/week", "/agenda", "/absences", "/scenarios", "/schedule", *(f"/clinic?part={part}" for part in ("types", "practitioners", "locations", "rooms", "holidays", "rules")), "/users", "/reminders", "/outbox", "/system"],
    "planner": ["/scenarios", "/board"],
}
# What is done on a page to see more of it; patients have the last 120 payloads.
ACTS = {"/desk": [search(str(number)) for number in range(380, 500)], "/agenda": [day_sheet], "/week": [one_appointment]}
