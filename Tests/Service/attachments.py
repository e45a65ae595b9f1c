"""Files in conversations: in parts, whole, sealed, and nothing that is two things at once."""
import urllib.error, urllib.request
import pytest
from files import bomb, jpeg, pdf, png
from harness import Server, call
from messages import holding, seen_by, write

PART = 262_144
CANARY = b"the-canary-in-the-picture-4711"


@pytest.fixture(scope="module")
def clinic():
    with Server().seed() as server:
        yield server


def put(clinic, token, path, data, kind="application/octet-stream"):
    request = urllib.request.Request(clinic.url + path, data=data, method="PUT", headers={"Authorization": f"Bearer {token}", "Content-Type": kind})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def bring(clinic, token, path):
    request = urllib.request.Request(clinic.url + path, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as refused:
        return refused.code, b"", refused.headers


def send(clinic, token, thread, data, name="file"):
    """A file all of whose parts were sent; what its completion answers."""
    path = f"/v1/threads/{thread}/attachments"
    status, begun, _ = call(clinic.url, "POST", path, {"name": name, "bytes": len(data)}, token)
    assert status == 201, begun
    for number in range(1, begun["parts"] + 1):
        assert put(clinic, token, f"{path}/{begun['id']}/parts/{number}", data[(number - 1) * PART:number * PART]) == 204
    return call(clinic.url, "POST", f"{path}/{begun['id']}/completion", token=token)[:2]


def conversation(clinic, patient):
    return write(clinic, clinic.token("patient", patient), "/v1/threads", {"patient": patient, "practitioner": "p-01", "subject": "S", "text": "T"})[1]["id"]


def test_ten_megabytes_come_and_go_byte_for_byte(checks, clinic):
    patient = seen_by(clinic, "p-01")
    ada, doctor, other = clinic.token("patient", patient), clinic.token("practitioner", "p-01"), clinic.token("practitioner", "p-02")
    thread, picture = conversation(clinic, patient), jpeg(10_485_760)
    path = f"/v1/threads/{thread}/attachments"
    status, file = send(clinic, ada, thread, picture, "rash.jpg")
    checks.that(status == 200 and file["kind"] == "jpeg" and file["parts"] == 40 and file["bytes"] == len(picture), f"{status} {file}")
    checks.that(bring(clinic, doctor, f"{path}/{file['id']}/parts/1")[0] == 404, "before it is sent it is its sender's")
    status, message, _ = write(clinic, ada, f"/v1/threads/{thread}/messages", {"attachments": [file["id"]]})
    checks.that(status == 201 and message["text"] == "" and [one["name"] for one in message["attachments"]] == ["rash.jpg"], f"{status} {message}")
    got = [bring(clinic, doctor, f"{path}/{file['id']}/parts/{number}") for number in range(1, 41)]
    checks.that(b"".join(part for _, part, _ in got) == picture, "the doctor has it byte for byte")
    headers = got[0][2]
    checks.that(headers["Content-Type"] == "application/octet-stream" and headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store", f"no browser opens it by itself: {headers}")
    for token in (other, clinic.token("receptionist"), clinic.token("administrator"), clinic.token("patient", "pt-2" if patient != "pt-2" else "pt-3")):
        checks.that(bring(clinic, token, f"{path}/{file['id']}/parts/1")[0] == 404, "nobody else has it")
    trail = call(clinic.url, "GET", "/v1/admin/audit-events?service=messages&limit=200", token=clinic.token("administrator"))[1]["items"]
    checks.that(sum(f"file {file['id']}" in (row.get("detail") or "") for row in trail) == 40, "each part that was read is in the trail")


def test_what_is_wrong_is_refused_by_name(checks, clinic):
    ada = clinic.token("patient", "pt-4")
    thread = write(clinic, ada, "/v1/threads", {"patient": "pt-4", "subject": "S", "text": "T"})[1]["id"]
    path = f"/v1/threads/{thread}/attachments"
    for what, data, said in [
        ("a bomb", bomb(), "none of the kinds"), ("a picture that grows", png(60_000, 60_000), "120 million pixels"),
        ("a picture with an archive behind it", jpeg(300_000) + bomb(), "archive"), ("a letter with an archive behind it", pdf(bomb()), "archive"),
        ("a picture with a page in it", jpeg(400_000) + b"<script>alert(1)</script>", "two kinds"), ("a letter with a program", pdf(b"/JavaScript (app.alert(1))"), "when it is opened"),
        ("a page", b"<!doctype html><script>alert(1)</script>", "two kinds"), ("half a letter", pdf()[:40], "end"), ("a program", b"\x7fELF" + bytes(100), "none of the kinds"),
    ]:
        status, problem = send(clinic, ada, thread, data)
        checks.that(status == 422 and problem["type"] == "/problems/file-refused" and said in problem["detail"], f"{what}: {status} {problem}")
    checks.that(send(clinic, ada, thread, png(2_000, 2_000))[1]["kind"] == "png" and send(clinic, ada, thread, pdf())[1]["kind"] == "pdf", "what is none of that is taken")
    for change, field in [({"bytes": 10_485_761}, "bytes"), ({"bytes": 0}, "bytes"), ({"name": ""}, "name"), ({"name": "a\nb"}, "name"), ({"type": "text/html"}, "type")]:
        status, problem, _ = call(clinic.url, "POST", path, {"name": "a", "bytes": 1} | change, ada)
        checks.that(status == 422 and field in str(problem), f"{change}: {status} {problem}")
    begun = call(clinic.url, "POST", path, {"name": "a", "bytes": PART + 1}, ada)[1]
    part = f"{path}/{begun['id']}/parts"
    for data, number, kind, expected in [(bytes(10), 1, "application/octet-stream", 422), (bytes(PART + 1), 1, "application/octet-stream", 413), (bytes(PART), 3, "application/octet-stream", 404), (bytes(PART), 41, "application/octet-stream", 422), (bytes(PART), 1, "image/jpeg", 415)]:
        status = put(clinic, ada, f"{part}/{number}", data, kind)
        checks.that(status == expected, f"part {number} of {len(data)} bytes as {kind}: {status}")
    checks.that(call(clinic.url, "POST", f"{path}/{begun['id']}/completion", token=ada)[0] == 422, "what has not come is not whole")
    checks.that(write(clinic, ada, f"/v1/threads/{thread}/messages", {"attachments": [begun["id"]]})[0] == 404, "nor sent")
    checks.that(write(clinic, ada, f"/v1/threads/{thread}/messages", {})[0] == 422 and write(clinic, ada, f"/v1/threads/{thread}/messages", {"attachments": list("abcdef")})[0] == 422, "a message has words or up to five files")
    checks.that(call(clinic.url, "DELETE", f"{path}/{begun['id']}", token=ada)[0] == 204 and call(clinic.url, "DELETE", f"{path}/{begun['id']}", token=ada)[0] == 404, "it is taken back")


def test_no_file_of_the_clinic_holds_a_picture(checks):
    """While it comes, when it is sent and after a kill."""
    with Server().seed() as server:
        patient = seen_by(server, "p-01")
        thread, ada = conversation(server, patient), server.token("patient", patient)
        picture = jpeg(600_000)[:-2] + CANARY + b"\xff\xd9"
        for what in ("begun", "sent"):
            file = send(server, ada, thread, picture, CANARY.decode())[1]
            if what == "sent":
                write(server, ada, f"/v1/threads/{thread}/messages", {"attachments": [file["id"]]})
            checks.that(holding(server.directory, text=CANARY.decode()) == [], what)
        server.kill()
        checks.that(holding(server.directory, text=CANARY.decode()) == [], "after a kill")
        server.start()
        got = b"".join(bring(server, server.token("practitioner", "p-01"), f"/v1/threads/{thread}/attachments/{file['id']}/parts/{number}")[1] for number in range(1, file["parts"] + 1))
        checks.that(got == picture, "and it is read still")
