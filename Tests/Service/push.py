"""Messages to browsers: encrypted for them, signed by the clinic, short of words, and ended with the right to them."""
import json, time
import pytest
from harness import Server, call
from mail import book, notice, until
from phone import Phone, PushService, who_asks


@pytest.fixture(scope="module")
def service():
    return PushService()


@pytest.fixture(scope="module")
def clinic(service):
    with Server().seed() as server:
        yield server


def subscribe(clinic, phone, patient, token=None, **more):
    return call(clinic.url, "POST", "/v1/push-subscriptions", {**phone.subscription, "patient": patient, **more}, token or clinic.token("patient", patient))


def ways(clinic, patient):
    return call(clinic.url, "GET", f"/v1/patients/{patient}/contact-preferences", token=clinic.token("receptionist"))[1]["channels"]


def test_a_booking_reaches_the_phone_that_only_it_can_read(checks, service, clinic):
    phone = Phone(service, "one")
    status, begun, _ = subscribe(clinic, phone, "pt-1")
    checks.that(status == 200 and begun["patient"] == "pt-1", f"{status} {begun}")
    checks.that(ways(clinic, "pt-1")[0] == "push", "it is tried before the others")
    booked, desk = book(clinic, "pt-1")
    checks.that(until(lambda: phone.taken), "it arrives")
    head, body = phone.taken[0]
    said = phone.read(body)
    checks.that(said["title"].startswith("Your appointment on ") and said["link"].startswith("/link#") and said["about"] == booked["id"], f"{said}")
    checks.that(call(clinic.url, "GET", f"/v1/links/{said['link'].split('#')[1]}")[1]["id"] == booked["id"], "its link opens the appointment")
    names = {p["name"] for p in call(clinic.url, "GET", "/v1/practitioners")[1]["items"]} | {p["name"] for p in call(clinic.url, "GET", "/v1/locations")[1]["items"]}
    checks.that(not any(name in json.dumps(said) for name in names), f"neither with whom nor where: {said}")
    claims, key = who_asks(head)
    own = call(clinic.url, "GET", "/v1/push-key", token=clinic.token("patient", "pt-1"))[1]["key"]
    checks.that(key == own and claims["aud"] == service.origin and 0 < claims["exp"] - time.time() < 86_400, f"{claims}")
    checks.that((head["Content-Encoding"], head["Urgency"]) == ("aes128gcm", "high") and int(head["TTL"]) > 0 and len(head["Topic"]) == 32 and booked["id"] not in head["Topic"], f"{head}")
    now = lambda: notice(clinic, desk, booked)
    checks.that(until(lambda: now()["state"] == "sent") and now()["channel"] == "push", f"{now()}")
    time.sleep(1.5)
    checks.that(len(phone.taken) == 1, "once")
    # What is known of it: nothing in the log, and only to its account.
    checks.that(phone.path not in open(clinic.log).read(), "the log does not hold where it is reached")
    mine = call(clinic.url, "GET", "/v1/push-subscriptions", token=clinic.token("patient", "pt-1"))[1]["items"]
    checks.that(mine == [begun], f"{mine}")
    other = clinic.token("patient", "pt-2")
    checks.that(call(clinic.url, "DELETE", f"/v1/push-subscriptions/{begun['id']}", token=other)[0] == 404, "nobody else ends it")
    checks.that(call(clinic.url, "GET", "/v1/push-subscriptions", token=other)[1]["items"] == [], "nor sees it")
    checks.that(call(clinic.url, "DELETE", f"/v1/push-subscriptions/{begun['id']}", token=clinic.token("patient", "pt-1"))[0] == 204, "its account does")
    checks.that("push" not in ways(clinic, "pt-1"), "with the last phone the way ends")
    other_visit, _ = book(clinic, "pt-1")
    checks.that(until(lambda: notice(clinic, desk, other_visit).get("channel") == "email") and len(phone.taken) == 1, "then the next way is taken")


def test_whose_phone_is_gone_is_told_by_the_next_way(checks, service, clinic):
    old, new = Phone(service, "old"), Phone(service, "new")
    for phone in (old, new):
        subscribe(clinic, phone, "pt-2")
    service.answers[:] = [410]
    booked, desk = book(clinic, "pt-2")
    checks.that(until(lambda: notice(clinic, desk, booked).get("channel") == "push"), "one that takes it is enough")
    left = call(clinic.url, "GET", "/v1/push-subscriptions", token=clinic.token("patient", "pt-2"))[1]["items"]
    checks.that(len(left) == 1, f"the one that is gone is forgotten: {left}")
    service.answers[:] = [404]
    another, _ = book(clinic, "pt-2")
    checks.that(until(lambda: notice(clinic, desk, another).get("channel") == "email"), f"then mail: {notice(clinic, desk, another)}")


def test_trouble_of_a_push_service_is_no_end(checks, service, clinic):
    phone = Phone(service, "busy")
    subscribe(clinic, phone, "pt-3")
    service.answers[:] = [503]
    booked, desk = book(clinic, "pt-3")
    checks.that(until(lambda: notice(clinic, desk, booked)["attempts"] == 1), "it is tried again")
    checks.that(notice(clinic, desk, booked)["why"] == "trouble 503", f"{notice(clinic, desk, booked)}")
    checks.that(len(call(clinic.url, "GET", "/v1/push-subscriptions", token=clinic.token("patient", "pt-3"))[1]["items"]) == 1, "and the phone is kept")


def test_a_phone_shows_nothing_that_its_account_may_not_see(checks, service, clinic):
    phone = Phone(service, "shared")
    for who, patient in ((clinic.token("patient", "pt-4"), "pt-5"), (clinic.token("receptionist"), "pt-5"), (clinic.token("administrator"), "pt-5"), (clinic.token("patient", "pt-4"), "nobody")):
        status, answer, _ = subscribe(clinic, phone, patient, who)
        checks.that(status == 404, f"another's: {status} {answer}")
    subscribe(clinic, phone, "pt-4")
    subscribe(clinic, phone, "pt-5")
    checks.that(call(clinic.url, "GET", "/v1/push-subscriptions", token=clinic.token("patient", "pt-4"))[1]["items"] == [], "whoever signs in there next has it")
    # A parent sees the child's messages for as long as they act for the child.
    desk, mother = clinic.token("receptionist"), clinic.account("patient", "pt-6")["email"]
    checks.that(call(clinic.url, "POST", "/v1/patients/pt-7/proxies", {"email": mother}, desk)[0] == 201, "she acts for the child")
    hers = Phone(service, "mother")
    checks.that(subscribe(clinic, hers, "pt-7", clinic.token("patient", "pt-6"))[0] == 200, "she may")
    booked, _ = book(clinic, "pt-7")
    checks.that(until(lambda: len(hers.taken) == 1), "the child's visit reaches her")
    account = call(clinic.url, "GET", "/v1/patients/pt-7/proxies", token=desk)[1]["items"][0]["account"]
    checks.that(call(clinic.url, "DELETE", f"/v1/patients/pt-7/proxies/{account}", token=desk)[0] == 204, "that ends")
    another, _ = book(clinic, "pt-7")
    checks.that(until(lambda: notice(clinic, desk, another).get("channel") == "email") and len(hers.taken) == 1, "and with it what her phone shows")
    checks.that(call(clinic.url, "GET", "/v1/push-subscriptions", token=clinic.token("patient", "pt-6"))[1]["items"] == [], "it is forgotten")


def test_a_phone_that_is_signed_out_from_elsewhere_shows_nothing(checks, service, clinic):
    phone, lost = Phone(service, "lost"), clinic.token("patient", "pt-10")
    subscribe(clinic, phone, "pt-10", lost)
    home, desk = clinic.token("patient", "pt-10"), clinic.token("receptionist")
    sessions = [one for one in call(clinic.url, "GET", "/v1/sessions", token=home)[1]["items"] if not one["isCurrent"]]
    for one in sessions:
        checks.that(call(clinic.url, "DELETE", f"/v1/sessions/{one['id']}", token=home)[0] == 204, "the session of the phone ends")
    booked, _ = book(clinic, "pt-10")
    checks.that(until(lambda: notice(clinic, desk, booked).get("channel") == "email") and not phone.taken, f"{notice(clinic, desk, booked)}")


def test_a_push_service_that_does_not_know_us_is_no_dead_end(checks, service, clinic):
    phone, desk = Phone(service, "stranger"), clinic.token("receptionist")
    subscribe(clinic, phone, "pt-11")
    service.answers[:] = [403]
    booked, _ = book(clinic, "pt-11")
    checks.that(until(lambda: notice(clinic, desk, booked).get("channel") == "email"), f"mail at once: {notice(clinic, desk, booked)}")


def test_nobody_lets_the_clinic_ask_elsewhere(checks, service, clinic):
    phone = Phone(service, "elsewhere")
    for name, value in (("endpoint", "http://10.0.0.1/x"), ("endpoint", "https://localhost/x"), ("endpoint", clinic.url.replace("127.0.0.1", "[::1]")), ("p256dh", "AAAA"), ("p256dh", "no key!"), ("auth", "AAAA")):
        status, answer, _ = subscribe(clinic, phone, "pt-8", **{name: value})
        checks.that(status == 422 and answer["errors"][0]["field"] == name, f"{name} {value}: {status} {answer}")


def test_who_ends_messages_on_the_phone_has_none(checks, service, clinic):
    phone = Phone(service, "stopped")
    subscribe(clinic, phone, "pt-9")
    booked, desk = book(clinic, "pt-9")
    checks.that(until(lambda: phone.taken), "it arrives")
    choices = {"channels": ["email"], "language": "en"}
    call(clinic.url, "PUT", "/v1/patients/pt-9/contact-preferences", choices, desk, {"If-Match": "*"})
    another, _ = book(clinic, "pt-9")
    checks.that(until(lambda: notice(clinic, desk, another).get("channel") == "email") and len(phone.taken) == 1, "the patient's choice decides")
