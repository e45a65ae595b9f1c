"""What practitioners, the front desk, administrators and planners come for."""
import clock, csv, datetime, time
from harness import call
from outside import CalendarServer
from playwright.sync_api import expect


def practitioner(browser, checks):
    """The day: somebody arrives, is checked in, is done."""
    # Whatever day it is, somebody has just come.
    start = (clock.now() - datetime.timedelta(minutes=5)).replace(second=0)
    patient = browser.api("receptionist", "POST", "/v1/patients", {"name": "Just Come"})["id"]
    browser.api("receptionist", "POST", "/v1/appointments", {"appointmentType": "gp-return", "practitioner": "p-01", "patient": patient, "start": clock.text(start), "overbookReason": "walked in"}, key=True)
    page = browser.sign_in(browser.page(), "practitioner", "p-01")
    page.get_by_role("heading", name="Day sheet").wait_for()
    page.get_by_role("button", name="Week").click()
    page.locator("tbody tr").first.wait_for()
    browser.judge(page, "agenda")
    page.get_by_role("link", name="Account").click()
    page.get_by_label("Tell me the evening before").check()
    page.get_by_label("At", exact=True).fill("19:30")
    page.locator("day-sheet").get_by_role("button", name="Keep").click()
    page.get_by_text("Kept.").first.wait_for()
    checks.that(browser.api("practitioner", "GET", "/v1/day-sheet", of="p-01") == {"at": "19:30"}, "tomorrow is told at half past seven")
    browser.judge(page, "account-practitioner")
    browser.menu(page, "Day sheet")
    page.get_by_role("button", name="Week").click()
    row = page.locator("tbody tr", has_text="Just Come")
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
    elsewhere(browser, checks, page)
    page.get_by_role("navigation").get_by_role("link", name="Absences").click()
    page.get_by_text("appointments fall into it").wait_for()
    browser.judge(page, "absences")
    introduce(browser, checks, page)
    page.context.close()


def elsewhere(browser, checks, page):
    """A practitioner's other calendar blocks slots here, and says so when it cannot be read."""
    calendar = CalendarServer()
    calendar.shows([f"DTSTART:{clock.now() + datetime.timedelta(days=30):%Y%m%dT080000Z}", "DURATION:PT90M", "RRULE:FREQ=WEEKLY;COUNT=3"])
    card = page.locator("outside-calendar")
    card.get_by_label("Secret address").fill("https://10.0.0.1/private.ics")
    card.get_by_role("button", name="Follow it").click()
    card.get_by_text("give one that begins with https:// and is on the internet").wait_for()
    card.get_by_role("button", name="Stop following").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop following").click()
    card.get_by_label("Secret address").fill(f"{calendar.url}/private.ics")
    card.get_by_role("button", name="Follow it").click()
    card.get_by_text("Next busy times").wait_for()
    checks.that(card.locator("li").count() == 3, "the next busy times are shown")
    browser.judge(page, "outside-calendar")
    card.get_by_role("button", name="Stop following").click()
    page.get_by_role("dialog").get_by_role("button", name="Stop following").click()
    card.get_by_label("Secret address").wait_for()


def introduce(browser, checks, page):
    """A practitioner says who they are; visitors choose by it."""
    page.get_by_role("link", name="Account").click()
    about = page.locator("introduction-form")
    about.get_by_label("French").check()
    about.get_by_label("In your own words").fill("Children are welcome.\nSo are dogs.")
    about.get_by_role("button", name="Save").click()
    page.get_by_text("Saved. Patients see it").wait_for()
    browser.judge(page, "introduction")
    visitor = browser.page()
    visitor.goto(browser.server.url)
    visitor.get_by_label("Speaks").select_option("fr")
    checks.that(visitor.locator("article").count() == 1, "found by a language")
    expect(visitor.locator("article")).to_contain_text("Children are welcome.")
    browser.judge(visitor, "introduced")
    visitor.context.close()


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
    knows = page.locator("plan-answers")
    knows.get_by_text(f"of {moves - 1} are told").wait_for(timeout=40000)
    expect(knows.get_by_text("in a moment")).to_have_count(0, timeout=40000)
    checks.that(knows.locator("td:nth-child(4)", has_text="e-mail").count() > 0, "most hear of it by mail at once")
    checks.that(knows.locator("tbody tr").count() == moves - 1, "all who were moved are listed")
    moved = browser.api("administrator", "GET", f"/v1/proposals/{page.url.split('=')[1]}/answers")["items"]
    link = browser.api("receptionist", "POST", f"/v1/appointments/{moved[0]['appointment']}/links")["token"]
    for word in ("sight", "confirmation"):
        checks.that(call(browser.server.url, "POST", f"/v1/links/{link}/{word}")[0] < 300, f"{word} by link")
    knows.get_by_text("1 have seen it · 1 have answered").wait_for(timeout=40000)
    browser.judge(page, "board-answers")
    page.get_by_role("navigation").get_by_role("link", name="Front desk").click()
    page.get_by_label("Name, address or number").fill("Adler")
    browser.judge(page, "desk")
    page.get_by_label("Name", exact=True).fill("Walk In")
    page.get_by_role("button", name="Add and book").click()
    page.get_by_label("What do you need?").select_option("gp-return")
    page.get_by_role("button", name="Show times").click()
    page.get_by_role("button", name="Choose:").first.click()
    page.get_by_role("button", name="Book this time").click()
    page.get_by_role("heading", name="Booked:").wait_for()
    browser.menu(page, "Front desk")
    entry = page.locator("call-list li", has_text="Walk In")
    entry.get_by_text("no number").wait_for()
    browser.judge(page, "calls")
    page.get_by_role("button", name="Told: Walk In").click()
    entry.wait_for(state="hidden")
    checks.that(True, "whom no message reaches is called, and then is off the list")
    browser.menu(page, "Clinic")
    part(page, "System")
    page.get_by_role("heading", name="What was done").wait_for()
    browser.judge(page, "system")
    part(page, "Reminders")
    page.get_by_role("heading", name="Reminders", level=1).wait_for()
    page.get_by_role("checkbox", name="General practice, return visit: its own").check()
    page.get_by_role("group", name="General practice, return visit").get_by_text("2 days").click()
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Saved.").wait_for()
    browser.judge(page, "reminders")
    page.reload()
    checks.that(page.get_by_role("group", name="General practice, return visit").get_by_role("checkbox", name="2 days").is_checked(), "a type has reminders of its own")
    templates(browser, checks, page)
    part(page, "Outbox")
    # Who walked in has no address; whoever was booked before in this story has.
    page.get_by_role("heading", name="Outbox", level=1).wait_for()
    browser.judge(page, "outbox")
    page.context.close()


def templates(browser, checks, page):
    """An administrator writes what messages say and sees how it reads; a field that there is not is refused."""
    part(page, "Message texts")
    page.get_by_role("heading", name="Message texts", level=1).wait_for()
    page.get_by_label("What people call the clinic").fill("Practice at the Park")
    page.get_by_label("Telephone").fill("+49 30 5550100")
    page.get_by_role("button", name="Keep who writes").click()
    page.get_by_text("Kept.").first.wait_for()
    words = page.get_by_label("Words", exact=True)
    words.fill("See you {{when}}. Call {{telephone}}.")
    page.get_by_text("has {{telephone}}, which is no field here").wait_for()
    browser.judge(page, "templates-wrong")
    words.fill("See you {{when}}. Call ")
    page.get_by_role("button", name="{{phone}}").click()
    page.get_by_text("Call +49 30 5550100").wait_for()
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("button", name="Take this one").wait_for()
    browser.judge(page, "templates")
    one = browser.api("administrator", "GET", "/v1/admin/templates/booked.email.en")
    checks.that(one["isOwn"] and one["text"] == "See you {{when}}. Call {{phone}}", f"it is kept: {one}")
    page.get_by_role("button", name="Take the usual words").click()
    page.get_by_role("dialog").get_by_role("button", name="Take the usual words").click()
    page.get_by_text("the usual words", exact=True).wait_for()
    checks.that(not browser.api("administrator", "GET", "/v1/admin/templates/booked.email.en")["isOwn"], "and ended")


def week(browser, checks):
    """Appointments side by side are moved with the keys and by dragging, and stay where they are if the place cannot be had."""
    page = browser.sign_in(browser.page(), "administrator")
    browser.menu(page, "Week")
    page.get_by_role("button", name="Week after").click()
    page.locator(".grid-block:not(.plain)").first.wait_for()
    browser.judge(page, "week")
    block, minutes = free_block(browser, page)
    before = starts_of(browser, block)
    page.locator(f".grid-block[data-id='{block}']").focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    checks.that(page.locator(".grid-ghost").count() == 0, "Escape leaves it")
    page.keyboard.press("m")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    checks.that(page.locator(".grid-ghost").count() == 1, "the place it would take is shown")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Move").click()
    page.get_by_text("Moved to").wait_for()
    checks.that(starts_of(browser, block) != before, "moved with the keys")
    # Back by dragging, once the move has come back as an event and the grid is drawn anew.
    expect(page.locator(f".grid-block[data-id='{block}']")).to_be_visible()
    page.wait_for_timeout(500)
    browser.rest(page)
    box = page.locator(f".grid-block[data-id='{block}']").bounding_box()
    minute = page.locator(".grid-body").first.evaluate("body => body.clientHeight / 60 / Number(getComputedStyle(body).getPropertyValue('--hours'))")
    page.mouse.move(box["x"] + 30, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 4 - 15 * minute, steps=6)
    page.mouse.up()
    page.get_by_role("dialog").get_by_role("button", name="Move").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.wait_for_timeout(300)
    checks.that(starts_of(browser, block) == before, "and back by dragging")
    # Over another one.
    page.locator(f".grid-block[data-id='{block}']").focus()
    page.keyboard.press("m")
    for _ in range(abs(minutes) // 5):
        page.keyboard.press("ArrowDown" if minutes > 0 else "ArrowUp")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Move").click()
    page.get_by_role("heading", name="That place cannot be had").wait_for()
    browser.judge(page, "week-refused")
    page.get_by_role("button", name="Leave it where it is").click()
    checks.that(starts_of(browser, block) == before, "what cannot be had changes nothing")
    page.locator(f".grid-block[data-id='{block}']").click()
    page.get_by_role("dialog").wait_for()
    browser.judge(page, "week-appointment")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Rooms").click()
    browser.judge(page, "week-rooms")
    page.context.close()


def free_block(browser, page):
    """An appointment of the week that is shown which can begin a quarter of an hour later, and the minutes to another of that day."""
    shown = [browser.api("administrator", "GET", f"/v1/appointments/{one.get_attribute('data-id')}") for one in page.locator(".grid-block:not(.plain)").all()]
    instant = datetime.datetime.fromisoformat
    for one in shown:
        start, end, day = instant(one["start"]), instant(one["end"]), one["start"][:10]
        free = {slot["start"] for slot in browser.api("administrator", "GET", f"/v1/slots?appointmentType={one['appointmentType']}&practitioner={one['practitioner']}&from={day}&limit=500")["items"]}
        others = [instant(other["start"]) for other in shown if other is not one and other["practitioner"] == one["practitioner"] and other["start"][:10] == day]
        if others and {f"{start + datetime.timedelta(minutes=15):%Y-%m-%dT%H:%M:%SZ}", f"{end + datetime.timedelta(minutes=30):%Y-%m-%dT%H:%M:%SZ}"} <= free:
            return one["id"], int((others[0] - start).total_seconds() // 60)
    raise AssertionError("no appointment of the week can move by a quarter of an hour")


def starts_of(browser, id):
    return browser.api("administrator", "GET", f"/v1/appointments/{id}")["start"]


def override(browser, checks):
    """Somebody must come now: over another, with a reason; without one it is refused."""
    page = browser.sign_in(browser.page(), "receptionist")
    one = next(a for a in browser.api("receptionist", "GET", "/v1/appointments?status=booked&practitioner=p-03&limit=200")["items"] if a["start"] > clock.text(clock.now()))
    page.goto(f"{browser.server.url}/desk?practitioner=p-03&start={one['start']}")
    page.get_by_label("Name, address or number").fill("Walk")
    page.get_by_label("Name", exact=True).fill("Walk In Too")
    page.get_by_role("button", name="Add and book").click()
    page.locator("direct-booking").get_by_label("What", exact=True).select_option(one["appointmentType"])
    page.get_by_role("button", name="Book this time").click()
    page.locator(".error:visible").wait_for()
    browser.judge(page, "direct-refused")
    page.get_by_label("Reason to book over another").fill("severe pain")
    page.get_by_role("button", name="Book this time").click()
    page.get_by_role("heading", name="Booked:").wait_for()
    both = [a for a in browser.api("receptionist", "GET", "/v1/appointments?practitioner=p-03&limit=200&from=" + one["start"])["items"] if a["start"] == one["start"]]
    checks.that(sorted(a.get("overbookReason") or "" for a in both) == ["", "severe pain"], "booked over another, with its reason")
    page.context.close()


def clinic(browser, checks):
    """The clinic is set part by part: added, changed, removed; what is in use stays; users are made, changed, locked out."""
    page = browser.sign_in(browser.page(), "administrator")
    browser.menu(page, "Clinic")
    page.get_by_role("button", name="Add a type").click()
    fill(page, {"Short name": "gp-long", "Name": "General practice, long", "Skill it needs": "gp"})
    page.get_by_label("Minutes", exact=True).fill("40")
    page.get_by_label("Starts every so many minutes").select_option("15")
    browser.judge(page, "clinic-types")
    saved(page)
    page.get_by_role("button", name="Change: General practice, long").click()
    page.get_by_label("Minutes", exact=True).fill("45")
    saved(page)
    page.get_by_text("General practice, long · 45 minutes").wait_for()
    kept = browser.api("administrator", "GET", "/v1/admin/appointment-types/gp-long")
    checks.that(kept["gridMinutes"] == 15, f"a start every quarter of an hour: {kept}")
    page.get_by_role("button", name="Change: General practice, return visit").first.click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.get_by_text("still in use").wait_for()
    checks.that(True, "what is in use stays")
    part(page, "Locations")
    page.get_by_role("button", name="Add a location").click()
    fill(page, {"Short name": "south", "Name": "South Gate"})
    page.get_by_label("Time zone").select_option("Europe/Lisbon")
    saved(page)
    browser.judge(page, "clinic-locations")
    part(page, "Practitioners")
    page.get_by_role("button", name="Add a practitioner").click()
    fill(page, {"Short name": "p-99", "Name": "Dr New Person", "Skills": "gp, card"})
    page.get_by_label("Location", exact=True).select_option("south")
    saved(page)
    part(page, "Rooms and equipment")
    page.get_by_role("button", name="Add rooms").click()
    fill(page, {"Short name": "south-rooms", "What it is for": "consulting", "Names": "South 1, South 2"})
    page.get_by_label("Location", exact=True).select_option("south")
    saved(page)
    part(page, "Closed days")
    page.get_by_role("button", name="Add a closed day").click()
    fill(page, {"Date": "2030-01-01", "Name": "New Year"})
    browser.judge(page, "clinic-holidays")
    saved(page)
    page.get_by_role("button", name="Change: Tue 1 Jan · New Year").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.get_by_text("Nothing here yet.").wait_for()
    part(page, "Kept time")
    page.get_by_role("button", name="Keep time").click()
    page.get_by_label("Practitioner", exact=True).select_option("p-99")
    fill(page, {"From": "09:00", "To": "10:00", "Free for all so many minutes before": "1440"})
    page.get_by_label("urgent").check()
    browser.judge(page, "clinic-rules")
    saved(page)
    part(page, "Settings")
    page.get_by_label("Links are good for so many days").fill("9")
    saved(page)
    checks.that(browser.api("administrator", "GET", "/v1/admin/settings")["linkDays"] == 9, "settings are kept")
    kept = browser.api("administrator", "GET", "/v1/admin/carve-outs")["items"]
    checks.that([one["practitioner"] for one in kept] == ["p-99"], "time is kept")
    part(page, "Users")
    page.get_by_role("button", name="Add a user").click()
    page.get_by_label("E-mail", exact=True).fill("second@clinic.example")
    page.get_by_label("Role", exact=True).select_option("receptionist")
    page.get_by_role("button", name="Save").click()
    link = page.get_by_label("Link to set a password").input_value()
    browser.judge(page, "users")
    theirs = browser.page()
    theirs.goto(link)
    theirs.get_by_label("New password").fill("second at the desk")
    theirs.get_by_role("button", name="Set password").click()
    theirs.get_by_role("heading", name="Sign in").wait_for()
    fill(theirs, {"E-mail": "second@clinic.example", "Password": "second at the desk"})
    theirs.get_by_role("button", name="Sign in").click()
    theirs.get_by_role("heading", name="Front desk").wait_for()
    page.get_by_label("E-mail or role").fill("second@")
    page.get_by_role("button", name="Change: second@").click()
    page.get_by_label("May sign in").uncheck()
    saved(page)
    page.get_by_text("may not sign in").wait_for()
    theirs.get_by_label("Name, address or number").fill("Adler")
    theirs.get_by_role("button", name="Find", exact=True).click()
    theirs.get_by_role("heading", name="Sign in").wait_for()
    checks.that(True, "who is locked out is out at once")
    theirs.context.close()
    page.context.close()


def fill(page, values):
    for label, value in values.items():
        page.get_by_label(label, exact=True).fill(value)


def part(page, name):
    page.get_by_role("navigation", name="The clinic").get_by_role("link", name=name).click()


def saved(page):
    page.get_by_role("button", name="Save").click()
    page.locator(".toast", has_text="Saved.").wait_for()
    page.locator(".toast").evaluate_all("all => all.forEach(one => one.remove())")


def planner(browser, checks):
    """A question by form, answered with progress, compared side by side."""
    page = browser.sign_in(browser.page(), "planner")
    for name, who in (("Without the first", "p-01"), ("Without the second", "p-02")):
        page.get_by_label("Name").fill(name)
        page.get_by_label("Practitioner").select_option(who)
        page.get_by_role("button", name="Add and run").click()
        page.get_by_role("columnheader", name=name).wait_for(timeout=60000)
    expect(page.get_by_text("Running …")).to_have_count(0, timeout=60000)
    checks.that(page.get_by_role("columnheader", name="Without").count() == 2, "two questions side by side")
    browser.judge(page, "scenarios")
    page.get_by_role("button", name="Make it real").first.click()
    page.get_by_role("heading", name="Plan ready").wait_for()
    checks.that("/board?proposal=" in page.url, "a question becomes a proposal")
    page.context.close()


def reports(browser, checks):
    """Figures by month and by practitioner, as bars, in numbers and as a file that says the same; a doctor sees their own."""
    page = browser.sign_in(browser.page(), "administrator")
    browser.menu(page, "Reports")
    page.get_by_role("region", name="Appointments").wait_for()
    browser.judge(page, "reports")
    page.get_by_label("Report", exact=True).select_option("practitioners")
    page.get_by_role("region", name="Practitioners").wait_for()
    expect(page.locator("tbody tr").first).to_contain_text("Dr ")
    browser.judge(page, "reports-practitioners")
    shown = [[cell.strip() for cell in row.locator("th, td").all_text_contents()] for row in page.locator("tbody tr").all()]
    with page.expect_download() as download:
        page.get_by_role("button", name="Keep as a table").click()
    with open(download.value.path(), newline="") as file:
        kept = list(csv.reader(file))
    checks.that(kept[0][:2] == ["practitioner", "appointments"] and len(kept) == len(shown) + 1, f"{kept[0]} {len(kept)} {len(shown)}")
    plain = lambda text: text.replace(",", "")
    checks.that([[row[0], plain(row[2])] for row in shown[:-1]] == [row[:2] for row in kept[1:-1]] and plain(shown[-1][2]) == kept[-1][1], f"the file says what the screen says: {shown[:2]} {kept[1:3]}")
    page.get_by_label("Report", exact=True).select_option("reminders")
    page.get_by_role("region", name="Reminders").wait_for()
    browser.judge(page, "reports-reminders")
    heads = page.locator("thead th").all_text_contents()
    checks.that(heads[:2] == ["Booked before", "Reminded"], f"reminders are told apart within leads: {heads}")
    page.get_by_label("Report", exact=True).select_option("utilisation")
    page.get_by_role("region", name="Utilisation").wait_for()
    browser.judge(page, "reports-utilisation")
    row = page.locator("tbody tr").first
    missed = row.locator("td.number").last.inner_text()
    row.get_by_role("button", name="did not come").last.click()
    listed = page.get_by_role("dialog")
    expect(listed.locator("tbody tr")).to_have_count(min(50, int(missed)))
    expect(listed.locator("tbody tr").first).to_contain_text("did not come")
    browser.judge(page, "reports-listed")
    page.keyboard.press("Escape")
    expect(listed).to_have_count(0)
    possible = page.get_by_label("By", exact=True).locator("option:not([disabled])").all_text_contents()
    checks.that("Hour" in possible and "Status" not in possible, f"open hours are told apart by what they have: {possible}")
    page.get_by_label("Report", exact=True).select_option("reminders")
    page.get_by_label("By", exact=True).select_option("age")
    expect(page.locator("thead th").first).to_have_text("Age")
    booked = browser.api("administrator", "POST", "/v1/reports/custom", {"measures": ["appointments"], "dimensions": [], "from": "2020-01-01", "to": "2029-12-29"})["total"][0]["value"]
    slot = browser.api("receptionist", "GET", "/v1/slots?appointmentType=gp-return&limit=50")["items"][35]
    patient = browser.api("receptionist", "POST", "/v1/patients", {"name": "Is Counted"})["id"]
    browser.api("receptionist", "POST", "/v1/appointments", {"appointmentType": "gp-return", "practitioner": slot["practitioner"], "start": slot["start"], "patient": patient}, key=True)
    count = lambda: browser.api("administrator", "POST", "/v1/reports/custom", {"measures": ["appointments"], "dimensions": [], "from": "2020-01-01", "to": "2029-12-29"})["total"][0]["value"]
    end = time.monotonic() + 15
    while count() != booked + 1 and time.monotonic() < end:
        time.sleep(0.1)
    checks.that(count() == booked + 1, "what was just booked is counted")
    own = browser.api("practitioner", "GET", "/v1/reports/practitioners?from=2020-01-01&to=2029-12-29", of="p-01")["rows"]
    checks.that([row["keys"] for row in own] == [["p-01"]], f"a doctor reads their own: {own}")
    page.context.close()
