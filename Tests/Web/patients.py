"""What patients come for."""
import datetime, json, time, uuid
import clock
from browser import tab_to
from files import jpeg
from harness import call
from phone import Phone, PushService
from playwright.sync_api import expect


def first_visit(browser, checks):
    """From registering to the first booking: under a minute, five clicks; and how much is loaded first."""
    page = browser.page()
    # Chromium without a window says no before anybody is asked.
    page.context.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'default' })")
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
    # Nothing is booked for an address that may be another's: the mailed code goes with the booking.
    page.get_by_label("Code", exact=True).fill("wrong")
    page.get_by_role("button", name="Book this time").click()
    page.locator(".error:visible").wait_for()
    browser.judge(page, "held-unconfirmed")
    page.get_by_label("Code", exact=True).fill(browser.server.mailed("ada@example.org"))
    click(page.get_by_role("button", name="Book this time"))
    page.get_by_role("heading", name="Booked:").wait_for()
    checks.that(page.get_by_label("Notices on this device").count() == 1, "whoever has booked is asked once whether the device may tell them")
    checks.that(clicks <= 5 and time.monotonic() - begin < 60, f"{clicks} clicks, {time.monotonic() - begin:.1f} s")
    browser.judge(page, "booked")
    return page


def visit(browser, checks):
    """Registers and books at once; finds with reasons and prices, both views, holds with a countdown, moves and cancels with the keyboard alone."""
    page = first_visit(browser, checks)
    browser.menu(page, "Find a time")
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
    page.reload()
    page.get_by_role("heading", name="Held for you").wait_for()
    checks.that(True, "what is held is there after a reload")
    page.get_by_role("button", name="Choose another").click()
    page.get_by_role("heading", name="Best times").or_(page.get_by_role("heading", name="Nothing fits")).wait_for()
    # Moving and cancelling with the keyboard alone.
    page.get_by_role("navigation").get_by_role("link", name="My appointments").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Move", exact=True).first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Add to calendar:").first.click()
    checks.that("BEGIN:VEVENT" in open(download.value.path()).read(), "an appointment goes into the device's calendar")
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
    browser.menu(page, "Find a time")
    expect(page.get_by_label("Wed", exact=True)).to_be_checked()
    checks.that(True, "a search begins with the standing wishes")
    page.context.close()


def several(browser, checks):
    """A series at one time of the week, and two visits on one day: each booked whole."""
    browser.clear("pt-7")
    page = browser.sign_in(browser.page(), "patient", "pt-7")
    page.get_by_label("What do you need?").select_option("gp-return")
    page.get_by_label("A series").check()
    page.get_by_label("Visits", exact=True).fill("3")
    page.get_by_role("button", name="Show times").click()
    page.locator("slot-results li.card").first.wait_for()
    browser.judge(page, "find-series")
    page.get_by_role("button", name="Choose:").first.click()
    browser.judge(page, "series-dialog")
    page.get_by_role("button", name="Book all").click()
    page.get_by_role("heading", name="Booked: 3 visits").wait_for()
    browser.menu(page, "Find a time")
    page.get_by_label("What do you need?").select_option("ped-return")
    page.get_by_label("Several together").check()
    page.get_by_label("And on the same day").select_option("card-return")
    page.get_by_role("button", name="Show times").click()
    page.get_by_role("button", name="Choose:").first.click()
    page.get_by_role("button", name="Book all").click()
    page.get_by_role("heading", name="Booked: 2 visits").wait_for()
    browser.menu(page, "My appointments")
    page.locator("article").first.wait_for()
    booked = [one for one in browser.api("patient", "GET", "/v1/appointments?limit=200", of="pt-7")["items"] if one.get("series")]
    checks.that(len({one["series"] for one in booked}) >= 2 and len(booked) >= 5, f"a series and a bundle are in the book: {len(booked)}")
    page.context.close()


def doctors(browser, checks):
    """A doctor by name, skill and place, with the next free day, and on to their times; one's own time beside the clinic's."""
    page = browser.sign_in(browser.page(timezone_id="America/New_York"), "patient", "pt-8")
    browser.menu(page, "Practitioners")
    page.get_by_text("next free").first.wait_for()
    everybody = page.locator("article").count()
    name = page.locator("article .strong").nth(1).inner_text()
    page.get_by_label("Name").fill(name.split()[-1])
    checks.that(1 <= page.locator("article").count() < everybody, "found by name")
    page.get_by_label("Name").fill("nobody")
    page.get_by_text("Nobody found.").wait_for()
    page.get_by_label("Name").fill("")
    page.get_by_label("What do you need?").select_option("card-return")
    browser.judge(page, "practitioners")
    page.get_by_role("link", name="Find a time:").first.click()
    page.get_by_role("button", name="Show times").click()
    page.locator("slot-results li.card").first.wait_for()
    checks.that(page.get_by_text("your time").count() > 0, "one's own time is beside the clinic's")
    page.context.close()


def away(browser, slot):
    """The practitioner of a slot is away on its day, and everybody they would have seen is moved by a plan."""
    day = slot["start"][:10]
    absence = browser.api("administrator", "POST", "/v1/absences", {"practitioner": slot["practitioner"], "from": f"{day}T00:00:00Z", "to": f"{day}T23:00:00Z"})
    plan = browser.api("administrator", "POST", "/v1/proposals", {"absences": [absence["id"]], "deadlineSeconds": 10})
    while plan["status"] == "solving":
        plan = browser.api("administrator", "GET", f"/v1/proposals/{plan['id']}")
    browser.api("administrator", "POST", f"/v1/proposals/{plan['id']}/application", {})


# Chromium has no push service behind it here: it subscribes at ours.
SUBSCRIBING = """(subscription) => {
  const made = { endpoint: subscription.endpoint, toJSON: () => ({ endpoint: subscription.endpoint, keys: { p256dh: subscription.p256dh, auth: subscription.auth } }), unsubscribe: async () => { localStorage.removeItem('subscribed') } }
  PushManager.prototype.subscribe = async (options) => { localStorage.setItem('subscribed', options.applicationServerKey); return made }
  PushManager.prototype.getSubscription = async () => (localStorage.getItem('subscribed') ? made : null)
}"""


def phone(browser, checks):
    """A phone is told of a move by an applied plan while the app is closed; the patient declines from the lock screen, and the desk sees it."""
    own = Phone(PushService(), "lock-screen")
    slots = browser.api("receptionist", "GET", "/v1/slots?appointmentType=ped-return&limit=500")["items"]
    slot = slots[len(slots) // 2]
    browser.clear("pt-18")
    one = browser.api("receptionist", "POST", "/v1/appointments", {k: slot[k] for k in ("appointmentType", "practitioner", "start")} | {"patient": "pt-18"}, key=True)
    page = browser.page(viewport={"width": 390, "height": 844})
    context = page.context
    context.grant_permissions(["notifications"], origin=browser.server.url)
    context.add_init_script(f"({SUBSCRIBING})({json.dumps(own.subscription)})")
    browser.sign_in(page, "patient", "pt-18")
    page.get_by_role("link", name="Account").click()
    page.locator("push-switch").get_by_text("This device shows no notices").wait_for()
    browser.judge(page, "contact-choices")
    page.evaluate("navigator.serviceWorker.ready")
    page.get_by_role("button", name="Show them on this device").click()
    page.locator("push-switch").get_by_text("This device shows notices").wait_for()
    expect(page.get_by_label("Tried first")).to_have_value("push")
    page.get_by_label("Nothing from").fill("22:00")
    page.get_by_role("button", name="Keep", exact=True).last.click()
    page.get_by_text("Give both times").wait_for()
    page.get_by_label("Nothing from").fill("")
    page.get_by_role("button", name="Keep", exact=True).last.click()
    page.get_by_text("Kept.").wait_for()
    page.reload()
    page.locator("push-switch").get_by_text("This device shows notices").wait_for()
    chosen = browser.api("receptionist", "GET", "/v1/patients/pt-18/contact-preferences")["channels"]
    checks.that(chosen == ["push", "email"], f"push first, then mail: {chosen}")
    # The app is closed: only the worker is left.
    page.goto("about:blank")
    away(browser, slot)
    for _ in range(100):
        news = [said for said in own.messages if said["about"] == one["id"] and said["title"].startswith("We had to move")]
        if news:
            break
        time.sleep(0.1)
    checks.that(len(news) == 1, f"the phone is told once: {own.messages}")
    session, workers = context.new_cdp_session(page), {}
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: workers.update({each["scopeURL"]: each["registrationId"] for each in event["registrations"]}))
    session.send("ServiceWorker.enable")
    page.wait_for_timeout(300)
    session.send("ServiceWorker.deliverPushMessage", {"origin": browser.server.url, "registrationId": workers[f"{browser.server.url}/"], "data": json.dumps(news[0])})
    worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
    shown = []
    for _ in range(50):
        shown = worker.evaluate("async () => (await registration.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }))")
        if shown:
            break
        page.wait_for_timeout(100)
    checks.that([(one["title"], one["tag"]) for one in shown] == [(news[0]["title"], one["id"])], f"the lock screen shows it: {shown}")
    page.goto(browser.server.url + shown[0]["data"]["link"])
    page.get_by_text("We had to move this").wait_for()
    browser.judge(page, "link-moved")
    page.get_by_role("button", name="Decline").click()
    page.get_by_role("button", name="Cancel it").click()
    page.get_by_text("Cancelled.").first.wait_for()
    plan = browser.api("administrator", "GET", "/v1/proposals")["items"][0]["id"]
    answer = next(each for each in browser.api("receptionist", "GET", f"/v1/proposals/{plan}/answers")["items"] if each["appointment"] == one["id"])
    checks.that(answer["answer"] == "cancelled" and "seenAt" in answer, f"the plan shows that it was seen and declined: {answer}")
    now = browser.api("receptionist", "GET", f"/v1/appointments/{one['id']}")
    checks.that(now["status"] == "cancelled", f"the desk sees it: {now['status']}")
    # Whoever signs out leaves nothing on the device.
    page.goto(f"{browser.server.url}/account")
    page.locator("push-switch").get_by_text("This device shows notices").wait_for()
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_role("link", name="Sign in").first.wait_for()
    left = browser.api("patient", "GET", "/v1/push-subscriptions", of="pt-18")["items"]
    checks.that(left == [] and page.evaluate("localStorage.getItem('subscribed')") is None, f"nothing is left: {left}")
    context.close()


def moved(browser, checks):
    """The clinic moves three patients; one accepts, one chooses another time, one declines."""
    names = ("pt-10", "pt-11", "pt-12")
    # Another story may have moved them already.
    for name in names:
        for one in browser.api("patient", "GET", "/v1/appointments?limit=200", of=name)["items"]:
            if one.get("replaced"):
                browser.api("patient", "POST", f"/v1/appointments/{one['id']}/confirmation", of=name)
    slots = browser.api("receptionist", "GET", "/v1/slots?appointmentType=ped-return&limit=500")["items"]
    last = slots[-1]
    day = [one for one in slots if one["start"][:10] == last["start"][:10] and one["practitioner"] == last["practitioner"]]
    booked = []
    for slot in day[::4]:
        body = {k: slot[k] for k in ("appointmentType", "practitioner", "start")} | {"patient": names[len(booked)]}
        if call(browser.server.url, "POST", "/v1/appointments", body, browser.server.token("receptionist"), {"Idempotency-Key": uuid.uuid4().hex})[0] == 201:
            booked.append(slot)
        if len(booked) == len(names):
            break
    away(browser, last)
    for name, answer in zip(names, ("That suits me", "Choose another", "Decline"), strict=True):
        page = browser.sign_in(browser.page(), "patient", name)
        browser.menu(page, "My appointments")
        page.get_by_text("We had to move this").wait_for()
        if answer == "That suits me":
            browser.judge(page, "moved")
            page.get_by_role("button", name=answer).click()
        elif answer == "Choose another":
            page.get_by_role("link", name=answer).click()
            page.get_by_role("button", name="Choose:").nth(1).click()
            page.get_by_role("heading", name="My appointments").wait_for()
        else:
            page.get_by_role("button", name=answer).click()
            page.get_by_role("button", name="Cancel it").click()
        expect(page.get_by_text("We had to move this")).to_have_count(0)
        checks.that(True, f"{name} answers: {answer}")
        page.context.close()


def child(browser, checks):
    """A parent books for their child, by the child's name, and sees the booking."""
    kid = browser.api("receptionist", "POST", "/v1/patients", {"name": "Little Weber"})
    parent = browser.server.account("patient", "pt-13")
    browser.api("receptionist", "POST", f"/v1/patients/{kid['id']}/proxies", {"email": parent["email"]})
    page = browser.sign_in(browser.page(), "patient", "pt-13")
    page.get_by_label("For whom?").select_option(label="Little Weber")
    page.get_by_label("What do you need?").select_option("ped-return")
    page.get_by_role("button", name="Show times").click()
    page.get_by_role("button", name="Choose:").first.click()
    page.get_by_role("button", name="Book this time").click()
    page.get_by_role("heading", name="Booked:").wait_for()
    theirs = browser.api("patient", "GET", f"/v1/appointments?patient={kid['id']}", of="pt-13")["items"]
    checks.that(len(theirs) == 1 and theirs[0]["patient"] == kid["id"], "the child is booked, not the parent")
    page.context.close()


def declined_by_link(browser, checks, entry):
    """An offer is told in a message; its link is opened on a device that nobody has signed in on, and left to others."""
    slot = browser.api("receptionist", "GET", "/v1/slots?appointmentType=gp-return&limit=50")["items"][25]
    browser.api("receptionist", "POST", "/v1/offers", {"entry": entry["id"], "practitioner": slot["practitioner"], "start": slot["start"]})
    record = browser.api("receptionist", "GET", f"/v1/patients/{entry['patient']}")
    link = browser.server.linked(record["email"], "/offer#")
    other = browser.page()
    other.goto(f"{browser.server.url}{link}")
    other.get_by_role("heading", name="A place for you").wait_for()
    checks.that("#" not in other.url, "the token has left the address bar")
    browser.judge(other, "offer-link")
    other.get_by_role("button", name="No, thank you").click()
    other.get_by_text("Somebody else can have it.").wait_for()
    checks.that(not browser.api("patient", "GET", "/v1/offers", of=entry["patient"])["items"], "the place is given back")
    other.reload()
    other.get_by_text("has been used or is too old").wait_for()
    other.context.close()


def taken_by_link(browser, checks):
    """Somebody without an account takes a place with the link, twice as fast as one should."""
    patient = browser.api("receptionist", "POST", "/v1/patients", {"name": "Waits Long", "email": "waits.long@example.org"})["id"]
    days = [(clock.today() + datetime.timedelta(days=ahead)).isoformat() for ahead in (0, 40)]
    entry = browser.api("receptionist", "POST", "/v1/waitlist-entries", {"patient": patient, "appointmentType": "gp-return", "earliest": days[0], "latest": days[1]}, key=True)
    slot = browser.api("receptionist", "GET", "/v1/slots?appointmentType=gp-return&limit=50")["items"][30]
    browser.api("receptionist", "POST", "/v1/offers", {"entry": entry["id"], "practitioner": slot["practitioner"], "start": slot["start"]})
    page = browser.page()
    page.goto(f"{browser.server.url}{browser.server.linked('waits.long@example.org', '/offer#')}")
    page.get_by_role("button", name="Take it").dblclick()
    page.get_by_role("heading", name="It is yours").wait_for()
    browser.judge(page, "offer-taken")
    theirs = browser.api("receptionist", "GET", f"/v1/appointments?patient={patient}")["items"]
    checks.that([one["start"] for one in theirs] == [slot["start"]] and page.locator(".toast").count() == 0, f"it is booked, and nothing else is said: {theirs}")
    page.context.close()


def waits(browser, checks):
    """Somebody waits for something earlier, leaves one offer by the link in a message, takes another in the app, and stops waiting."""
    browser.clear("pt-14")
    page = browser.sign_in(browser.page(), "patient", "pt-14")
    page.get_by_label("What do you need?").select_option("gp-return")
    page.get_by_role("button", name="Show times").click()
    page.get_by_role("button", name="Tell me when").click()
    page.get_by_text("You are on the waitlist.").wait_for()
    entry = next(one for one in browser.api("receptionist", "GET", "/v1/waitlist-entries")["items"] if one["patient"] == "pt-14")
    browser.menu(page, "My appointments")
    page.get_by_role("heading", name="Waitlist").wait_for()
    declined_by_link(browser, checks, entry)
    slot = browser.api("receptionist", "GET", "/v1/slots?appointmentType=gp-return&limit=50")["items"][20]
    browser.api("receptionist", "POST", "/v1/offers", {"entry": entry["id"], "practitioner": slot["practitioner"], "start": slot["start"]})
    page.get_by_role("heading", name="Offered to you").wait_for()
    browser.judge(page, "offer")
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_role("heading", name="Offered to you")).to_have_count(0)
    mine = browser.api("patient", "GET", "/v1/appointments?limit=200", of="pt-14")["items"]
    checks.that(any(one["start"] == slot["start"] and one["status"] == "booked" for one in mine), "the offered place is booked")
    page.context.close()
    taken_by_link(browser, checks)


def account(browser, checks):
    """A forgotten password, another one, the devices; and an appointment opened with a link, without signing in."""
    page = browser.page()
    page.goto(f"{browser.server.url}/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    browser.judge(page, "reset")
    email = browser.server.account("patient", "pt-15")["email"]
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_text("a code is on its way").wait_for()
    page.get_by_label("Code").fill(browser.server.mailed(email))
    page.get_by_label("New password").fill("a quite new password")
    page.get_by_role("button", name="Set password").click()
    page.get_by_role("heading", name="Sign in").wait_for()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill("a quite new password")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Account").click()
    page.get_by_text("this one").wait_for()
    page.get_by_role("button", name="Set up an authenticator").click()
    page.locator("form", has=page.get_by_role("button", name="Go on")).get_by_label("Present password").fill("a quite new password")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code of your authenticator").wait_for()
    checks.that(page.locator(".codes li").count() >= 8, "recovery codes are shown")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("Secret address")
    checks.that("/v1/calendars/" in address.input_value(), "an address for one's own calendar")
    browser.judge(page, "account")
    page.get_by_role("button", name="Close").click()
    page.get_by_label("Present password").fill("not that")
    page.get_by_label("New password").fill("another new password")
    page.get_by_role("button", name="Set password").click()
    page.locator(".error:visible").wait_for()
    checks.that(page.get_by_label("New password").get_attribute("aria-invalid") == "true", "a wrong password is told at its field")
    page.context.close()
    one = next(a for a in browser.api("receptionist", "GET", "/v1/appointments?status=booked&limit=200")["items"] if a["start"] > clock.text(clock.now() + datetime.timedelta(days=2)))
    token = browser.api("receptionist", "POST", f"/v1/appointments/{one['id']}/links")["token"]
    page = browser.page()
    page.goto(f"{browser.server.url}/link?token={token}")
    page.get_by_role("button", name="I will come").click()
    page.get_by_text("Thank you.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Add to calendar").click()
    checks.that(f"UID:{one['id']}" in open(download.value.path()).read(), "it goes into the device's calendar")
    checks.that(token not in page.url, "the link's secret leaves the address bar")
    browser.judge(page, "link")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Cancel it").click()
    page.locator(".tag", has_text="cancelled").wait_for()
    page.goto(f"{browser.server.url}/link?token=wrong")
    page.get_by_role("alert").wait_for()
    browser.judge(page, "link-wrong")
    page.context.close()


def letter(browser, checks):
    """A patient without an account reads of an appointment, moves it with the link in the message, and wants no more of them."""
    slots = browser.api("receptionist", "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-02")["items"]
    one = browser.api("receptionist", "POST", "/v1/appointments", {"appointmentType": "gp-return", "practitioner": "p-02", "start": slots[-1]["start"], "patient": "pt-17"}, key=True)
    page = browser.sign_in(browser.page(), "administrator")
    browser.menu(page, "Clinic")
    for _ in range(50):
        page.get_by_role("navigation").get_by_role("link", name="Outbox").click()
        browser.rest(page)
        card = page.locator("li.card", has_text="patient17@example.org").first
        if card.count():
            break
    checks.that(card.get_by_role("link").count() == 2, "the mailbox shows what can be done")
    links = [link.get_attribute("href") for link in card.get_by_role("link").all()]
    page.context.close()
    page = browser.page(viewport={"width": 390, "height": 844})
    page.goto(links[0])
    page.get_by_role("button", name="Choose another").click()
    page.get_by_role("heading", name="Other times").wait_for()
    checks.that(page.locator("h3").count() >= 1 and "#" not in page.url, f"free times by day: {page.url}")
    browser.judge(page, "letter-times")
    page.get_by_role("button", name="Anybody").click()
    browser.rest(page)
    time = page.locator("section button").nth(3)
    chosen = time.get_attribute("aria-label")
    time.click()
    page.get_by_role("button", name="Keep it as it is").click()
    time.click()
    page.get_by_role("button", name="Move it").click()
    page.get_by_text("It is moved.").wait_for()
    checks.that(page.locator("time").first.inner_text() in chosen, f"it is {chosen}")
    now = browser.api("receptionist", "GET", f"/v1/appointments/{one['id']}")
    checks.that(now["start"] != one["start"] and now["status"] == "booked", f"for the desk as well: {now}")
    page.goto(links[1])
    page.get_by_role("heading", name="No more messages").wait_for()
    browser.judge(page, "stop")
    page.get_by_role("button", name="No more messages").click()
    page.get_by_text("You get no more mail").wait_for()
    checks.that(browser.api("receptionist", "GET", "/v1/patients/pt-17/contact-preferences")["channels"] == [], "and the desk sees it")
    page.context.close()


def sends_a_picture(phone, doctor, browser, checks):
    """A picture of many parts goes with a message without words; what is none is refused beside it."""
    picture = jpeg(700_000)
    phone.locator("file-picker input").set_input_files([
        {"name": "rash.jpg", "mimeType": "image/jpeg", "buffer": picture}, {"name": "tools.zip", "mimeType": "application/zip", "buffer": b"PK\x03\x04" + bytes(80)},
    ])
    phone.get_by_text("This file is not taken").first.wait_for()
    phone.get_by_text("ready", exact=True).wait_for()
    browser.judge(phone, "message-files")
    phone.get_by_role("button", name="Remove: tools.zip").click()
    phone.get_by_role("button", name="Send").click()
    with doctor.expect_download() as download:
        doctor.get_by_role("button", name="rash.jpg").click()
    with open(download.value.path(), "rb") as file:
        checks.that(file.read() == picture, "the doctor has the picture, byte for byte")
    checks.that(phone.get_by_text("ready", exact=True).count() == 0, "what went is no longer chosen")


def messages(browser, checks):
    """A patient writes from a phone, the doctor answers, both see at once what was written and read; offline it is still there."""
    slots = browser.api("receptionist", "GET", "/v1/slots?appointmentType=gp-return&practitioner=p-01")["items"]
    browser.clear("pt-18")
    browser.api("receptionist", "POST", "/v1/appointments", {"appointmentType": "gp-return", "practitioner": "p-01", "start": slots[-1]["start"], "patient": "pt-18"}, key=True)
    phone = browser.sign_in(browser.page(viewport={"width": 390, "height": 844}), "patient", "pt-18")
    doctor = browser.sign_in(browser.page(), "practitioner", "p-01")
    browser.menu(phone, "Messages")
    phone.get_by_text("Nothing was written yet.").wait_for()
    phone.get_by_role("button", name="Write").click()
    phone.get_by_text("Not for emergencies").wait_for()
    phone.get_by_label("To", exact=True).select_option("p-01")
    phone.get_by_label("About").fill("A rash")
    phone.get_by_label("Message", exact=True).fill("It itches.\nSince Monday.")
    browser.judge(phone, "message-new")
    phone.get_by_role("button", name="Send").click()
    phone.get_by_role("heading", name="A rash").wait_for()
    doctor.get_by_role("navigation", name="Main").get_by_label("1 unread").wait_for()
    checks.that(True, "the doctor sees at once that something waits")
    doctor.get_by_role("navigation", name="Main").get_by_role("link", name="Messages").click()
    doctor.get_by_role("button", name="A rash").click()
    doctor.get_by_text("It itches.").wait_for()
    phone.get_by_text("read ").wait_for()
    checks.that(True, "the patient sees at once that it was read")
    doctor.get_by_label("Your answer").fill("Come today.")
    doctor.get_by_role("button", name="Send").click()
    phone.get_by_text("Come today.").wait_for()
    browser.judge(phone, "messages")
    sends_a_picture(phone, doctor, browser, checks)
    away = {"practitioner": "p-01", "from": clock.text(clock.now() - datetime.timedelta(hours=1)), "to": clock.text(clock.now() + datetime.timedelta(days=2))}
    absence = browser.api("administrator", "POST", "/v1/absences", away)["id"]
    phone.reload()
    phone.get_by_text("Away until").wait_for()
    browser.api("administrator", "DELETE", f"/v1/absences/{absence}")
    doctor.get_by_text("read ").first.wait_for()
    browser.judge(doctor, "messages-staff")
    checks.that(phone.get_by_role("navigation", name="Main").get_by_label("1 unread").count() == 0, "what is open is read")
    doctor.get_by_label("Hand over to").select_option("")
    doctor.get_by_role("button", name="Hand over").click()
    doctor.get_by_role("dialog").get_by_role("button", name="Hand over").click()
    doctor.get_by_role("button", name="A rash").wait_for(state="hidden")
    desk = browser.sign_in(browser.page(), "receptionist")
    desk.get_by_role("navigation", name="Main").get_by_role("link", name="Messages").click()
    desk.get_by_role("button", name="A rash").click()
    desk.get_by_text("It itches.").wait_for()
    checks.that(True, "handed over, the desk reads it")
    phone.context.set_offline(True)
    phone.reload()
    phone.get_by_text("You are offline").wait_for()
    phone.get_by_text("Come today.").wait_for()
    checks.that(phone.get_by_label("Your answer").count() == 0 and phone.get_by_role("button", name="Write").is_hidden(), "offline it is read and not written")
    for page in (phone, doctor, desk):
        page.context.close()


def race(browser, checks):
    """Two people see the same slot; the second is told that it was just taken, and what is free."""
    pages = []
    for who in ("pt-2", "pt-3"):
        browser.clear(who)
        # With the same wishes both are shown the same times, whatever the day.
        browser.api("patient", "PUT", f"/v1/patients/{who}/preferences", {}, of=who, match="*")
        pages.append(browser.sign_in(browser.page(), "patient", who))
    for page in pages:
        page.get_by_label("What do you need?").select_option("ped-return")
        page.get_by_role("button", name="Show times").click()
        page.locator("slot-results li.card").first.wait_for()
    shown = [[one.get_attribute("aria-label") for one in page.get_by_role("button", name="Choose:").all()] for page in pages]
    wanted = next(name for name in shown[0] if name in shown[1])
    pages[0].get_by_role("button", name=wanted).click()
    pages[0].get_by_role("heading", name="Held for you").wait_for()
    pages[1].get_by_role("button", name=wanted).click()
    pages[1].get_by_text("That time was just taken").first.wait_for()
    checks.that(wanted not in [b.get_attribute("aria-label") for b in pages[1].get_by_role("button", name="Choose:").all()], "what was taken is not offered again")
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
