"""Who may do what with whose: every operation of the contract × every role × own, foreign and missing things (R11).

The operations come from the contract, the reach of permissions from /v1/admin/roles; a route that has no row here fails. What is
foreign must look exactly like what is missing.
"""
import datetime, json, uuid
import clock
from harness import call

ROLES = ["anonymous", "patient", "practitioner", "receptionist", "administrator", "planner"]


class World:
    """A seeded clinic, a token per role, and things to try it on."""

    def __init__(self, server):
        self.server = server
        self.tokens = {"anonymous": None, "patient": server.token("patient", "pt-1"), "practitioner": server.token("practitioner", "p-01"),
                       **{role: server.token(role) for role in ("receptionist", "administrator", "planner")}}
        self.other = server.token("patient", "pt-2")
        self.admin, self.desk = self.tokens["administrator"], self.tokens["receptionist"]
        self.taken, self.held = set(), []
        # What is tried here is who may book, not how much.
        self.ask("PUT", "/v1/admin/settings", {"changeCutoffMinutes": 60, "linkDays": 30, "appointmentsPerPatient": 200}, self.admin, {"If-Match": "*"})
        # A patient is a practitioner's own once they have an appointment.
        self.appointment("pt-1", "p-01")
        status, stranger, _ = self.ask("POST", "/v1/patients", {"name": "Stranger"}, self.desk)
        self.stranger = stranger["id"]

    def ask(self, method, path, body=None, token=None, headers=None):
        holds = (method, path) == ("POST", "/v1/holds")
        if holds and len(self.held) > 1:
            # A patient may hold a few at a time only.
            call(self.server.url, "DELETE", f"/v1/holds/{self.held.pop(0)}", token=self.admin)
        answer = call(self.server.url, method, path, body, token, headers)
        if holds and answer[0] == 201:
            self.held.append(answer[1]["id"])
        return answer

    def slot(self, practitioner):
        skill = {p["id"]: p["skills"][0] for p in self.ask("GET", "/v1/practitioners")[1]["items"]}[practitioner]
        for week in range(8):
            day = clock.today() + datetime.timedelta(days=3 + 7 * week)
            _, found, _ = self.ask("GET", f"/v1/slots?appointmentType={skill}-return&practitioner={practitioner}&from={day}&to={day + datetime.timedelta(days=6)}&limit=500", token=self.admin)
            for slot in found["items"]:
                if slot["start"] not in self.taken:
                    self.taken.add(slot["start"])
                    return {k: slot[k] for k in ("appointmentType", "practitioner", "start")}
        raise SystemExit("the clinic is full")

    def make(self, path, body, token=None):
        status, answer, _ = self.ask("POST", path, body, token or self.admin, {"Idempotency-Key": uuid.uuid4().hex})
        if status not in (200, 201, 202):
            raise SystemExit(f"fixture {path}: {status} {answer}")
        return answer

    def appointment(self, patient, practitioner):
        for _ in range(40):
            status, answer, _ = self.ask("POST", "/v1/appointments", self.slot(practitioner) | {"patient": patient}, self.admin, {"Idempotency-Key": uuid.uuid4().hex})
            if status == 201:
                return answer["id"]
        raise SystemExit(f"no appointment: {answer}")

    def hold(self, patient, practitioner):
        for _ in range(40):
            status, answer, _ = self.ask("POST", "/v1/holds", self.slot(practitioner) | {"patient": patient}, self.admin)
            if status == 201:
                return answer["id"]
        raise SystemExit(f"no hold: {answer}")


# What is somebody's own: a patient pt-1, a practitioner p-01 and their patient; for all others anything.
def patients(w, role):
    return {"own": "pt-1", "foreign": w.stranger if role == "practitioner" else "pt-2", "missing": "pt-none"}


def practitioners(w, role):
    return {"own": "p-01", "foreign": "p-02", "missing": "p-none"}


def appointments(w, role):
    return {"own": w.appointment("pt-1", "p-01"), "foreign": w.appointment("pt-2", "p-02"), "missing": "none"}


def holds(w, role):
    return {"own": w.hold("pt-1", "p-01"), "foreign": w.hold("pt-2", "p-02"), "missing": "none"}


def absences(w, role):
    one = lambda who: w.make("/v1/absences", {"practitioner": who, "from": "2030-01-07T00:00:00Z", "to": "2030-01-08T00:00:00Z"})["id"]
    return {"own": one("p-01"), "foreign": one("p-02"), "missing": "none"}


def entry(w, patient):
    # One waits for a thing once.
    for one in w.ask("GET", "/v1/waitlist-entries?limit=200", token=w.admin)[1]["items"]:
        if one["patient"] == patient:
            w.ask("DELETE", f"/v1/waitlist-entries/{one['id']}", token=w.admin)
    return w.make("/v1/waitlist-entries", {"patient": patient, "appointmentType": "gp-return", "earliest": "2026-11-25", "latest": "2027-06-30"})["id"]


def entries(w, role):
    return {"own": entry(w, "pt-1"), "foreign": entry(w, "pt-2"), "missing": "none"}


def offers(w, role):
    def one(patient):
        for _ in range(40):
            slot = w.slot("p-01")
            status, answer, _ = w.ask("POST", "/v1/offers", {"entry": entry(w, patient), "practitioner": "p-01", "start": slot["start"]}, w.admin)
            if status == 201:
                return answer["id"]
        raise SystemExit(f"no offer: {answer}")
    return {"own": one("pt-1"), "foreign": one("pt-2"), "missing": "none"}


def sessions(w, role):
    if role == "anonymous":
        return {"own": "x", "missing": "none"}
    other = w.ask("GET", "/v1/sessions", token=w.other)[1]["items"][0]["id"]
    # Ending the session in use would end the test: only foreign and missing are tried.
    return {"foreign": other, "missing": "none"}


def proposals(w, role):
    return {"own": w.make("/v1/proposals", {"selection": {"from": "2030-01-07", "to": "2030-01-07"}, "deadlineSeconds": 1})["id"], "missing": "none"}


def scenarios(w, role):
    return {"own": w.make("/v1/scenarios", {"name": "Nothing", "changes": [], "question": {"kind": "place"}})["id"], "missing": "none"}


def users(w, role):
    return {"own": w.make("/v1/admin/users", {"email": f"{uuid.uuid4().hex}@clinic.example", "role": "planner"})["id"], "missing": "none"}


def free(prefix):
    return lambda w, role: {"own": f"{prefix}-{uuid.uuid4().hex[:8]}"}


def made_type(w, role):
    name = f"type-{uuid.uuid4().hex[:8]}"
    w.ask("PUT", f"/v1/admin/appointment-types/{name}", {"name": "T", "durationMinutes": 10, "skill": "gp"}, w.admin, {"If-Match": "*"})
    return {"own": name, "missing": "none"}


def made_location(w, role):
    name = f"loc-{uuid.uuid4().hex[:8]}"
    w.ask("PUT", f"/v1/admin/locations/{name}", {"name": "L", "zone": "Europe/Paris"}, w.admin, {"If-Match": "*"})
    return {"own": name, "missing": "none"}


def made_practitioner(w, role):
    name = f"p-{uuid.uuid4().hex[:8]}"
    w.ask("PUT", f"/v1/admin/practitioners/{name}", {"name": "P", "location": "loc-1", "skills": ["gp"]}, w.admin, {"If-Match": "*"})
    return {"own": name, "missing": "none"}


def threads(w, role):
    """A conversation that is the role's own, and one that is not: the desk's is no practitioner's."""
    begin = lambda who, patient, more: call(w.server.url, "POST", "/v1/threads", {"patient": patient, "subject": "S", "text": "T"} | more, w.server.token(*who), {"Idempotency-Key": uuid.uuid4().hex})[1]["id"]
    w.appointment("pt-1", "p-01")
    with_doctor, with_desk = begin(("patient", "pt-1"), "pt-1", {"practitioner": "p-01"}), begin(("patient", "pt-2"), "pt-2", {})
    own, foreign = (with_doctor, with_desk) if role in ("patient", "practitioner") else (with_desk, with_doctor)
    return {"own": own, "foreign": foreign, "missing": "none"}


def links(w, role):
    made = w.make(f"/v1/appointments/{w.appointment('pt-1', 'p-01')}/links", None)
    return {"own": made["token"], "missing": "a.1.b"}


def templates(w, role):
    return {"own": "booked.email.en", "missing": "none"}


ANY = None                                   # nothing of anybody's in the path
MOVED = lambda w, who: {"start": w.slot("p-01")["start"], "practitioner": "p-01"}
PATIENT_BODY = lambda more: lambda w, who: more(w) | {"patient": who}

# operation → (things in the path, body; for operations whose body names somebody: which things)
ROWS = {
    "registerAccount": (ANY, lambda w, _: {"email": f"{uuid.uuid4().hex}@clinic.example", "password": "staple battery", "name": "A"}),
    "signIn": (ANY, lambda w, _: {"email": "nobody@clinic.example", "password": "x"}), "refreshSession": (ANY, None), "signOut": "skip: ends the session in use",
    "listSessions": (ANY, None), "endSession": (sessions, None), "requestPasswordReset": (ANY, lambda w, _: {"email": "nobody@clinic.example"}),
    "requestVerification": (ANY, None), "confirmAddress": (lambda w, r: {"missing": "none"}, None),
    "resetPassword": (lambda w, r: {"missing": "none"}, lambda w, _: {"password": "staple battery"}), "changePassword": (ANY, lambda w, _: {"current": "x", "password": "staple battery"}),
    "enrolAuthenticator": (ANY, lambda w, _: {"password": "x"}), "confirmAuthenticator": (ANY, lambda w, _: {"code": "000000"}), "removeAuthenticator": (ANY, lambda w, _: {"code": "000000"}),
    "listKeys": (ANY, None), "listUsers": (ANY, None), "createUser": (ANY, lambda w, _: {"email": f"{uuid.uuid4().hex}@clinic.example", "role": "planner"}),
    "showUser": (users, None), "changeUser": (users, lambda w, _: {"isActive": True}), "makePasswordLink": (users, None), "removeUserAuthenticator": (users, None), "listRoles": (ANY, None),
    "listProxies": (patients, None), "addProxy": (patients, lambda w, _: {"email": w.server.account("patient", "pt-3")["email"]}),
    "removeProxy": (patients, None), "listLocations": (ANY, None), "listAppointmentTypes": (ANY, None), "searchPractitioners": (ANY, None),
    "showPractitioner": (lambda w, r: {"own": "p-01", "missing": "p-none"}, None), "searchPatients": (ANY, None), "registerPatient": (ANY, lambda w, _: {"name": "Walk In"}),
    "showPatient": (patients, None), "changePatient": (patients, lambda w, _: {"phone": "+49 30 5550000"}), "setPreferences": (patients, lambda w, _: {"weekdays": ["tuesday"]}),
    "showContactPreferences": (patients, None), "setContactPreferences": (patients, lambda w, _: {"channels": ["sms"], "language": "de"}),
    "listProfiles": (ANY, None), "showProfile": (lambda w, r: {"own": "p-01", "missing": "p-none"}, None),
    "setProfile": (practitioners, lambda w, _: {"languages": ["de"], "text": "Good day."}),
    "findSlots": (ANY, None), "suggestSlots": ("body", patients, PATIENT_BODY(lambda w: {"appointmentType": "gp-return"})),
    "holdSlot": ("body", patients, PATIENT_BODY(lambda w: w.slot("p-01"))), "showHold": (holds, None), "extendHold": (holds, None), "releaseHold": (holds, None),
    "bookAppointment": ("body", patients, PATIENT_BODY(lambda w: w.slot("p-01"))), "listAppointments": (ANY, None), "showAppointment": (appointments, None),
    "rescheduleAppointment": (appointments, MOVED), "cancelAppointment": (appointments, lambda w, _: {}), "confirmAppointment": (appointments, None),
    "arriveAppointment": (appointments, None), "checkInAppointment": (appointments, None), "fulfilAppointment": (appointments, None), "missAppointment": (appointments, None),
    "retractAppointment": (appointments, None), "revertAppointment": (appointments, lambda w, _: {}), "cancelAllOfPatient": (patients, lambda w, _: {}), "listHolds": ("query", patients),
    "makeLink": (appointments, None), "openLink": (links, None), "findSlotsByLink": (links, None), "optOut": (lambda w, r: {"missing": "none"}, None), "noteReceipt": "skip: covered by texts.py", "hearTextAnswer": "skip: covered by texts.py", "showTextAnswers": (ANY, None),
    "showDaySheet": "skip: covered by mail.py", "setDaySheet": "skip: covered by mail.py",
    "showPushKey": (ANY, None), "listPushSubscriptions": (ANY, None), "beginPushSubscription": "skip: covered by push.py",
    "endPushSubscription": (lambda w, r: {"missing": "none"}, None),
    "makeCalendarFeed": "skip: covered by calendars.py", "showCalendarFeed": "skip: covered by calendars.py", "endCalendarFeed": "skip: covered by calendars.py", "readCalendar": (lambda w, r: {"missing": "none"}, None),
    "readAppointmentCalendar": (appointments, None), "readLinkCalendar": (links, None), "confirmByLink": (links, None), "noteSightByLink": (links, None), "noteSight": (appointments, None), "cancelByLink": (links, lambda w, _: {}), "rescheduleByLink": (links, MOVED),
    "showSchedule": (practitioners, None), "setSchedule": "skip: covered by scheduleIsKept", "showAgenda": (practitioners, None),
    "recordAbsence": ("body", practitioners, lambda w, who: {"practitioner": who, "from": "2031-01-07T00:00:00Z", "to": "2031-01-08T00:00:00Z"}),
    "showOutsideCalendar": "skip: covered by outside.py", "followOutsideCalendar": "skip: covered by outside.py", "endOutsideCalendar": "skip: covered by outside.py",
    "listAbsences": (ANY, None), "showAbsence": (absences, None), "endAbsence": (absences, None),
    "makeProposal": (ANY, lambda w, _: {"selection": {"from": "2030-01-07", "to": "2030-01-07"}, "deadlineSeconds": 1}), "listProposals": (ANY, None),
    "showProposal": (proposals, None), "applyProposal": (lambda w, r: {"missing": "none"}, lambda w, _: {}), "discardProposal": (proposals, None), "listAnswers": (lambda w, r: {"missing": "none"}, None), "listPlanNotices": (lambda w, r: {"own": "none"}, None),
    "joinWaitlist": ("body", patients, lambda w, who: {"patient": who, "appointmentType": "gp-return", "earliest": "2026-11-25", "latest": "2027-06-30"}),
    "listWaitlist": (ANY, None), "showWaitlistEntry": (entries, None), "leaveWaitlist": (entries, None), "planBackfill": (ANY, None), "makeOffer": (ANY, lambda w, _: {"entry": "none", "practitioner": "p-01", "start": "2027-01-07T09:00:00Z"}),
    "listOffers": (ANY, None), "acceptOffer": (offers, None), "declineOffer": (offers, None),
    # Only a message has the link: texts.py and the stories open one.
    "openOfferLink": (lambda w, r: {"missing": "none"}, None), "acceptOfferByLink": (lambda w, r: {"missing": "none"}, None), "declineOfferByLink": (lambda w, r: {"missing": "none"}, None),
    "makeScenario": (ANY, lambda w, _: {"name": "N", "changes": [], "question": {"kind": "place"}}), "listScenarios": (ANY, None), "showScenario": (scenarios, None),
    "runScenario": (scenarios, None), "cancelScenarioRun": (scenarios, None), "compareScenarios": (scenarios, None), "proposeScenario": (scenarios, None),
    "setLocation": (free("loc"), lambda w, _: {"name": "L", "zone": "Europe/Paris"}), "removeLocation": (made_location, None), "listPools": (ANY, None),
    "setPool": (free("pool"), lambda w, _: {"location": "loc-1", "kind": "room", "purpose": "x", "members": ["1"]}), "showAppointmentType": (made_type, None),
    "showLocation": (made_location, None), "showPool": (lambda w, r: {"own": "laser-1", "missing": "none"}, None), "showPractitionerSetup": (made_practitioner, None),
    "setAppointmentType": (free("type"), lambda w, _: {"name": "T", "durationMinutes": 10, "skill": "gp"}), "removeAppointmentType": (made_type, None),
    "setPractitioner": (free("p"), lambda w, _: {"name": "P", "location": "loc-1", "skills": ["gp"]}), "removePractitioner": (made_practitioner, None),
    "showHolidays": (ANY, None), "setHolidays": (ANY, lambda w, _: {"items": []}), "showCarveOuts": (ANY, None), "setCarveOuts": (ANY, lambda w, _: {"items": []}),
    "showSettings": (ANY, None), "setSettings": (ANY, lambda w, _: {"changeCutoffMinutes": 60, "linkDays": 30}), "listenToEvents": "skip: covered by events.py",
    "listThreads": (ANY, None), "beginThread": ("body", lambda w, r: {"own": "pt-1", "missing": "none"}, lambda w, who: {"patient": who, "subject": "S", "text": "T"}), "showThread": (threads, None),
    "listMessages": (threads, None), "writeMessage": (threads, lambda w, _: {"text": "T"}), "noteReading": (threads, lambda w, _: {"number": 1}), "countUnread": (ANY, None),
    "beginAttachment": (threads, lambda w, _: {"name": "a.txt", "bytes": 1}), "putAttachmentPart": "skip: covered by attachments.py", "completeAttachment": "skip: covered by attachments.py",
    "dropAttachment": "skip: covered by attachments.py", "readAttachmentPart": "skip: covered by attachments.py",
    "handOverThread": (threads, lambda w, _: {}), "eraseThread": (lambda w, r: {"missing": "none"}, None),
    "listNotices": (appointments, None), "listTemplates": (ANY, None), "showTemplate": (templates, None), "setTemplate": (templates, lambda w, _: {"subject": "On {{when}}", "text": "Come: {{when}}."}), "resetTemplate": (templates, None), "previewTemplate": (templates, lambda w, _: {"subject": "On {{when}}", "text": "Come: {{when}}."}),
    "listTemplateVersions": (templates, None), "showClinicCard": (ANY, None), "setClinicCard": (ANY, lambda w, _: {"name": "Practice"}), "showReminders": (ANY, None), "setReminders": (ANY, lambda w, _: {"usual": [10080, 1440, 120], "own": []}), "readReport": (lambda w, r: {"own": "appointments", "missing": "nothing"}, None), "listCounted": (ANY, lambda w, _: {"measure": "missed", "from": "2026-01-01", "to": "2026-12-31"}), "makeReport": (ANY, lambda w, _: {"measures": ["appointments"], "dimensions": ["month"], "from": "2026-01-01", "to": "2026-12-31"}), "listCalls": (ANY, None), "completeCall": (lambda w, r: {"missing": "none"}, None), "listOutbox": (ANY, None), "listAuditEvents": (ANY, None), "showSystem": (ANY, None), "live": (ANY, None), "ready": (ANY, None), "readMetrics": (ANY, None), "readContract": (ANY, None), "readModuleContract": (lambda w, r: {"own": "scheduling", "missing": "nothing"}, None), "readDocs": (ANY, None),
}
QUERY = {"readReport": "?from=2026-01-01&to=2026-12-31", "findSlots": "?appointmentType=gp-return", "planBackfill": "?practitioner=p-01&start=2027-01-07T09:00:00Z"}
# Refusals of credentials that are no refusals of the role.
OWN_401 = {"signIn", "refreshSession", "changePassword", "confirmAuthenticator", "removeAuthenticator", "enrolAuthenticator"}


def looks(status, body):
    return status, {k: v for k, v in body.items() if k != "instance"} if isinstance(body, dict) else body


def test_who_may_do_what_with_whose(checks, server):
    w = World(server)
    contract = call(server.url, "GET", "/openapi.json")[1]
    grants = {r["role"]: {g["permission"]: g["reach"] for g in r["grants"]} for r in call(server.url, "GET", "/v1/admin/roles", token=w.admin)[1]["items"]}
    operations = {o["operationId"]: (m.upper(), p, o) for p, methods in contract["paths"].items() for m, o in methods.items()}
    for name in set(operations) - set(ROWS):
        checks.that(False, f"{name} has no row")
    for name in set(ROWS) - set(operations):
        checks.that(False, f"{name} is no operation")
    for name, (method, path, operation) in sorted(operations.items()):
        row = ROWS.get(name)
        if row is None or isinstance(row, str):
            continue
        access = operation["x-access"]
        for role in ROLES:
            reach = "all" if access == "anyone" or (access == "signed-in" and role != "anonymous") else grants.get(role, {}).get(access)
            in_body, in_query = row[0] == "body", row[0] == "query"
            things = row[1] if in_body or in_query else row[0]
            subjects = things(w, role) if things else {"own": None}
            build = row[2] if in_body else None if in_query else row[1]
            seen = {}
            for whose, subject in subjects.items():
                target = path
                if in_query:
                    target += f"?patient={subject}"
                elif subject is not None and not in_body:
                    target = path.replace("{id}", subject).replace("{token}", subject).replace("{module}", subject).replace("{name}", subject)
                target = target.replace("{account}", "none") + QUERY.get(name, "")
                body = build(w, subject) if build else None
                status, answer, _ = w.ask(method, target, body, w.tokens[role], {"If-Match": "*", "Idempotency-Key": uuid.uuid4().hex})
                cell = f"{name} as {role}, {whose}: {status} {answer if status > 399 else ''}"[:220]
                checks.that(status < 500, cell)
                if role == "anonymous" and access != "anyone":
                    checks.that(status == 401, cell)
                elif reach is None:
                    checks.that(status == 403, cell)
                elif whose == "missing" or (whose == "foreign" and (reach == "own" or access == "signed-in")):
                    checks.that(status in (404, 410), cell)
                    seen[whose] = looks(status, answer)
                else:
                    allowed = name in OWN_401 or status != 401
                    gone = {"removeProxy", "makeOffer", "removeUserAuthenticator"}
                    checks.that(allowed and status != 403 and (status not in (404, 410) or name in gone), cell)
            if {"foreign", "missing"} <= set(seen):
                mask = lambda s, subjects=subjects: json.loads(json.dumps(s).replace(str(subjects["foreign"]), "ID").replace(str(subjects["missing"]), "ID"))
                checks.that(mask(seen["foreign"]) == mask(seen["missing"]), f"{name} as {role}: foreign {seen['foreign']} and missing {seen['missing']} differ")
    # Lists hold nobody else's.
    for role, key, own in (("patient", "patient", {"pt-1"}), ("practitioner", "practitioner", {"p-01"})):
        found = w.ask("GET", "/v1/appointments?limit=200", token=w.tokens[role])[1]["items"]
        checks.that(found and {a[key] for a in found} == own, f"{role} lists only their own")
    checks.that({e["patient"] for e in w.ask("GET", "/v1/waitlist-entries", token=w.tokens["patient"])[1]["items"]} <= {"pt-1"}, "waitlist")
    # scheduleIsKept: a practitioner changes their own hours, nobody else's.
    mine = w.ask("GET", "/v1/practitioners/p-01/schedule", token=w.tokens["practitioner"])[1]
    for role, who, wanted in (("practitioner", "p-01", 200), ("practitioner", "p-02", 404), ("patient", "p-01", 403), ("receptionist", "p-01", 403), ("administrator", "p-01", 200), ("anonymous", "p-01", 401)):
        status = w.ask("PUT", f"/v1/practitioners/{who}/schedule", mine, w.tokens[role], {"If-Match": "*"})[0]
        checks.that(status == wanted, f"setSchedule as {role} of {who}: {status}")
    # A parent acts for a child from the moment the desk says so, and no longer than that.
    email = server.account("patient", "pt-2")["email"]
    w.make("/v1/patients/pt-3/proxies", {"email": email}, w.desk)
    checks.that(w.ask("GET", "/v1/patients/pt-3", token=w.other)[0] == 401, "a token of before is refused, to be refreshed")
    parent = server.token("patient", "pt-2")
    checks.that(w.ask("GET", "/v1/patients/pt-3", token=parent)[0] == 200, "a parent sees the child")
    checks.that(w.ask("GET", "/v1/patients/pt-4", token=parent)[0] == 404, "and nobody else's")
    account = w.ask("GET", "/v1/patients/pt-3/proxies", token=w.desk)[1]["items"][0]["account"]
    checks.that(w.ask("DELETE", f"/v1/patients/pt-3/proxies/{account}", token=w.desk)[0] == 204, "the desk ends it")
    checks.that(w.ask("GET", "/v1/patients/pt-3", token=server.token("patient", "pt-2"))[0] == 404, "and the child is nobody's again")
    # Reads of patients by staff are in the trail, names are not.
    w.ask("GET", "/v1/patients/pt-1", token=w.desk)
    trail = w.ask("GET", "/v1/admin/audit-events?subject=pt-1&limit=20", token=w.admin)[1]["items"]
    checks.that(any(e["action"] == "patientRead" and e["role"] == "receptionist" for e in trail), "a read by the desk is in the trail")
