"""Backups: under load and killed, kept on a shelf, tried out; and what the machine's owner is told when nobody makes them."""
import concurrent.futures, datetime, json, os, subprocess, time, uuid
import pytest
from harness import PROGRAM, Server, call
from stores import ON_POSTGRES

pytestmark = pytest.mark.skipif(ON_POSTGRES, reason="what is watched here is a clinic in files")


@pytest.fixture()
def clinic():
    return Server().seed()


def run(clinic, *arguments, at=None):
    """A command on the clinic, at a stated time."""
    environment = clinic.environment() | ({"SLOTWISE_NOW": at} if at else {})
    return subprocess.run([PROGRAM, *arguments, "--data", clinic.directory, "--json"], capture_output=True, text=True, env={**os.environ, **environment})


def test_a_shelf_keeps_so_many_and_a_drill_tries_the_newest(checks, clinic, tmp_path):
    shelf = tmp_path / "shelf"
    for day in (1, 2, 3, 4):
        done = run(clinic, "backup", str(shelf), "--keep", "2", at=f"2026-03-0{day}T02:30:00Z")
        checks.that(done.returncode == 0, done.stderr)
    checks.that(sorted(os.listdir(shelf)) == ["2026-03-03T023000Z", "2026-03-04T023000Z"], os.listdir(shelf))
    drill = run(clinic, "restore", str(shelf), "--drill")
    told = json.loads(drill.stdout)
    checks.that(drill.returncode == 0 and told["madeAt"] == "2026-03-04T02:30:00Z" and told["appointments"] > 100, f"{drill.stderr} {told}")
    (shelf / "2026-03-05T023000Z.partial-1234").mkdir()
    (shelf / "2026-03-01T023000Z.partial-1234").mkdir()
    (shelf / "somebody's notes").mkdir()
    run(clinic, "backup", str(shelf), "--keep", "1", at="2026-03-05T02:40:00Z")
    checks.that(sorted(os.listdir(shelf)) == ["2026-03-05T023000Z.partial-1234", "2026-03-05T024000Z", "somebody's notes"], f"only what is its own and old goes: {os.listdir(shelf)}")
    book = shelf / "2026-03-05T024000Z" / "scheduling.sqlite"
    changed = bytearray(book.read_bytes())
    changed[len(changed) // 2] ^= 1
    book.write_bytes(changed)
    refused = run(clinic, "restore", str(shelf), "--drill")
    checks.that(refused.returncode == 2 and "is not what was backed up" in refused.stderr, refused.stderr)
    for wrong in (["--keep", "0"], ["--schedule", "02:30"], ["--keep", "2", "--schedule", "25:00"]):
        checks.that(run(clinic, "backup", str(shelf), *wrong).returncode == 2, f"{wrong}")


def test_after_a_clock_that_was_ahead_the_newest_backup_is_kept(checks, clinic, tmp_path):
    shelf = tmp_path / "shelf"
    for at in ("2030-01-01T02:30:00Z", "2030-01-02T02:30:00Z", "2026-03-01T02:30:00Z", "2026-03-02T02:30:00Z"):
        done = run(clinic, "backup", str(shelf), "--keep", "1", at=at)
    checks.that(sorted(os.listdir(shelf)) == ["2026-03-02T023000Z", "2030-01-02T023000Z"], os.listdir(shelf))
    checks.that("of the future, or not to be removed: 2030-01-02T023000Z" in done.stderr, done.stderr)


def test_a_shelf_is_one_clinics(checks, clinic, tmp_path):
    other, shelf = Server().seed(seed=8), tmp_path / "shelf"
    for one in (clinic, other):
        with one:
            pass
    checks.that(run(clinic, "backup", str(shelf), "--keep", "1", at="2026-03-01T02:30:00Z").returncode == 0, "its own")
    refused = run(other, "backup", str(shelf), "--keep", "1", at="2026-03-02T02:30:00Z")
    checks.that(refused.returncode == 2 and "another clinic" in refused.stderr, refused.stderr)
    checks.that(os.listdir(shelf) == ["2026-03-01T023000Z"], f"nothing is taken away: {os.listdir(shelf)}")


def test_a_backup_is_restored_into_an_empty_directory_where_it_is(checks, clinic, tmp_path):
    run(clinic, "backup", str(tmp_path / "backup"))
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    before = home.stat()
    copy = Server(data=str(home))
    done = run(copy, "restore", str(tmp_path / "backup"))
    checks.that(done.returncode == 0 and home.stat().st_ino == before.st_ino, f"the same directory: {done.stderr}")
    checks.that("scheduling.sqlite" in os.listdir(home) and not any("restored" in name for name in os.listdir(home)), os.listdir(home))
    checks.that(run(copy, "verify").returncode == 0, "and it is sound")
    checks.that(run(copy, "restore", str(tmp_path / "backup")).returncode == 2, "never over a clinic")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_whoever_is_not_the_owner_makes_no_backup(checks, clinic, tmp_path):
    os.chown(clinic.directory, 65534, 65534)
    refused = run(clinic, "backup", str(tmp_path / "backup"))
    checks.that(refused.returncode == 2 and "runuser -u nobody" in refused.stderr, refused.stderr)


def test_a_backup_is_made_every_day_at_its_time(checks, clinic, tmp_path):
    shelf, soon = tmp_path / "shelf", datetime.datetime.now() + datetime.timedelta(seconds=62)
    # A minute before the next full one, so that it comes while somebody looks.
    stated = soon.replace(second=0, microsecond=0) - datetime.timedelta(seconds=2)
    environment = {**os.environ, **clinic.environment(), "SLOTWISE_NOW": stated.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    keeper = subprocess.Popen([PROGRAM, "backup", str(shelf), "--keep", "2", "--schedule", soon.strftime("%H:%M"), "--data", clinic.directory], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    for _ in range(600):
        if shelf.exists() and any(name.endswith("Z") for name in os.listdir(shelf)):
            break
        time.sleep(0.05)
    checks.that(keeper.poll() is None, "it goes on")
    keeper.terminate()
    told = keeper.communicate()[1]
    checks.that(len([name for name in os.listdir(shelf) if name.endswith("Z")]) == 1, f"{os.listdir(shelf)} {told}")
    checks.that(told.count("the next backup is at") == 2, told)


def book(clinic, token, slots, patients):
    """Books one slot after another; ids with the moment at which each was acknowledged."""
    done = []
    for number, slot in enumerate(slots):
        body = {"appointmentType": slot["appointmentType"], "practitioner": slot["practitioner"], "start": slot["start"], "patient": patients[number % len(patients)]}
        status, answer, _ = call(clinic.url, "POST", "/v1/appointments", body, token, {"Idempotency-Key": uuid.uuid4().hex})
        if status == 201:
            done.append((answer["id"], time.monotonic()))
    return done


def test_all_that_was_acknowledged_before_it_is_in_a_backup_also_of_one_after_a_kill(checks, clinic, tmp_path):
    with clinic:
        token = clinic.token("receptionist")
        patients = [row["id"] for row in call(clinic.url, "GET", "/v1/patients?query=a&limit=50", token=token)[1]["items"]]
        slots = [slot for kind in ("gp-return", "gp-new") for slot in call(clinic.url, "GET", f"/v1/slots?appointmentType={kind}&limit=200", token=token)[1].get("items", [])]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            booking = [pool.submit(book, clinic, token, slots[number::4], patients) for number in range(4)]
            made = []
            for number in range(6):
                target, begin = str(tmp_path / f"backup-{number}"), time.monotonic()
                command = subprocess.Popen([PROGRAM, "backup", target, "--data", clinic.directory], env={**os.environ, **clinic.environment()}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                if number % 2:
                    time.sleep(0.05 * number)
                    command.kill()
                command.communicate()
                checks.that(command.returncode == 0 or number % 2, f"{number}: {command.returncode}")
                if os.path.exists(target):
                    made.append((target, begin))
            booked = [one for future in booking for one in future.result()]
    checks.that(len(booked) > 50 and len(made) >= 3, f"{len(booked)} booked, {len(made)} backups")
    for target, begin in made:
        copy = Server(data=f"{target}-restored")
        checks.that(run(copy, "restore", target).returncode == 0, "a backup that has its name is whole")
        before = [id for id, at in booked if at < begin]
        kept = copy.store.value("scheduling", "SELECT group_concat(id) FROM appointment").split(",")
        checks.that(set(before) <= set(kept), f"{len(set(before) - set(kept))} of {len(before)} are missing in {target}")


def concern(clinic):
    modules = call(clinic.url, "GET", "/v1/admin/system", token=clinic.token("administrator"))[1]["modules"]
    return next(one for one in modules if one["name"] == "machine").get("trouble")


def metric(clinic, name):
    lines = call(clinic.url, "GET", "/metrics")[1].decode().splitlines()
    return next((float(line.split()[1]) for line in lines if line.startswith(f"{name} ")), None)


def test_the_owner_is_told_of_what_nobody_looks_after(checks, clinic, tmp_path):
    with clinic:
        checks.that(concern(clinic) == "there was no backup yet", concern(clinic))
        checks.that(metric(clinic, "slotwise_backup_age_seconds") == float("inf"), "and it is infinitely old")
        checks.that(metric(clinic, "slotwise_disk_free_bytes") > 1e6, "what is left on the disk is told")
        checks.that(metric(clinic, "slotwise_certificate_seconds_left") is None, "without a certificate there is none to end")
        run(clinic, "backup", str(tmp_path / "first"))
        checks.that(concern(clinic) is None, concern(clinic))
        checks.that(0 <= metric(clinic, "slotwise_backup_age_seconds") < 600, "the backup is new")
        run(clinic, "backup", str(tmp_path / "second"), at="2020-01-02T03:04:05Z")
        checks.that(concern(clinic) == "the last backup is of 2020-01-02", concern(clinic))


def test_a_certificate_that_ends_soon_is_spoken_of(checks, clinic, tmp_path):
    run(clinic, "backup", str(tmp_path / "backup"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", f"{tmp_path}/key.pem", "-out", f"{tmp_path}/chain.pem", "-days", "5", "-subj", "/CN=localhost"], check=True, capture_output=True)
    told = subprocess.run(["openssl", "x509", "-in", f"{tmp_path}/chain.pem", "-noout", "-enddate", "-dateopt", "iso_8601"], check=True, capture_output=True, text=True).stdout
    secured = ["--tls-certificate", f"{tmp_path}/chain.pem", "--tls-key", f"{tmp_path}/key.pem"]
    process = subprocess.Popen([PROGRAM, "serve", "--data", clinic.directory, "--port", "0", *secured], stderr=subprocess.PIPE, text=True, env={**os.environ, **clinic.environment()})
    try:
        address = next(line for line in process.stderr if line.startswith("slotwise: listening on https://")).split("https://")[1].strip()
        figures = subprocess.run(["curl", "-sk", "--max-time", "10", f"https://{address}/metrics"], check=True, capture_output=True, text=True).stdout
    finally:
        process.terminate()
        process.wait()
    left = next(float(line.split()[1]) for line in figures.splitlines() if line.startswith("slotwise_certificate_seconds_left "))
    ends = datetime.datetime.fromisoformat(told.strip().split("=")[1].replace(" ", "T"))
    now = datetime.datetime.fromisoformat(clinic.environment()["SLOTWISE_NOW"]) if "SLOTWISE_NOW" in clinic.environment() else datetime.datetime.now(datetime.UTC)
    checks.that(abs((ends - now).total_seconds() - left) < 120, f"{left} s left, it ends {ends}")
