"""A clinic goes from files to PostgreSQL and back, and nothing that is there is copied over."""
import json, os, shutil, subprocess, tempfile
import clock, pytest
from harness import PROGRAM, Server
from stores import ON_POSTGRES, Database, Files

pytestmark = pytest.mark.skipif(not ON_POSTGRES, reason="copies to PostgreSQL need one")


def slotwise(*arguments, store=None):
    """Status, what was printed and what was said."""
    environment = {**clock.environment(), **(store.environment if store else {})}
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, env=environment, timeout=120)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def files():
    directory = tempfile.mkdtemp(prefix="slotwise-files-")
    server = Server(directory, store=Files(directory))
    server.seed()
    return directory


def heads(*arguments, store=None):
    status, out, said = slotwise("audit", "verify", "--json", *arguments, store=store)
    assert status == 0, said
    return {item["service"]: (item["entries"], item["sealed"], item["head"]) for item in json.loads(out)["items"]}


def test_there_and_back(checks, files):
    store, back = Database(), tempfile.mkdtemp(prefix="slotwise-back-") + "/clinic"
    address = store.environment["SLOTWISE_STORE"]
    # The environment names the address already: the clinic comes from the files all the same.
    status, out, said = slotwise("migrate", address, "--data", files, store=store)
    checks.that(status == 0 and "copied and checked" in out, f"there: {status} {out} {said}")
    checks.that("slotwise@" not in out + said, "the address is not repeated")
    checks.that(heads(store=store) == heads("--data", files), "with the same trails")
    checks.that(slotwise("verify", store=store)[0] == 0, "and sound")
    status, _, said = slotwise("migrate", address, "--data", files)
    checks.that(status == 2 and "holds something already" in said, f"twice is refused: {status} {said}")
    status, _, said = slotwise("migrate", back, store=store)
    checks.that(status == 0 and heads("--data", back) == heads("--data", files), f"and back: {status} {said}")


def test_a_backup_of_either_is_restored_to_either(checks, files):
    folder = tempfile.mkdtemp(prefix="slotwise-backups-")
    checks.that(slotwise("backup", f"{folder}/monday", "--data", files)[0] == 0, "a backup of files")
    store = Database()
    status, _, said = slotwise("restore", f"{folder}/monday", store=store)
    checks.that(status == 0 and heads(store=store) == heads("--data", files), f"restored to a server: {status} {said}")
    checks.that(slotwise("backup", f"{folder}/tuesday", store=store)[0] == 0, "a backup of the server")
    checks.that(slotwise("restore", f"{folder}/tuesday", "--data", f"{folder}/again")[0] == 0, "is one of files")
    checks.that(heads("--data", f"{folder}/again") == heads("--data", files), "and the same")
    status, _, said = slotwise("restore", f"{folder}/monday", store=store)
    checks.that(status == 2 and "holds something already" in said, f"never over what is there: {status} {said}")
    store.psql(store.name, "DROP SCHEMA scheduling CASCADE")
    status, _, said = slotwise("restore", f"{folder}/monday", store=store)
    checks.that(status == 2 and "users holds something" in said, f"nor over what is left: {status} {said}")


def test_a_copy_that_was_not_finished_is_no_clinic_and_can_be_made_again(checks, files):
    store, broken = Database(), tempfile.mkdtemp(prefix="slotwise-broken-") + "/clinic"
    address = store.environment["SLOTWISE_STORE"]
    # A text that PostgreSQL does not take, in the middle of the accounts: the book is copied before them.
    shutil.copytree(files, broken)
    Files(broken).execute("auth", "UPDATE account SET email = email || char(0) WHERE id = (SELECT max(id) FROM account)")
    status, _, said = slotwise("migrate", address, "--data", broken)
    checks.that(status == 1 and "U+0000" in said, f"it ends halfway: {status} {said}")
    for command in (["serve", "--port", "0"], ["verify"], ["agenda", "p-01"]):
        status, _, said = slotwise(*command, "--data", tempfile.mkdtemp(), store=store)
        checks.that(status == 2 and "not finished" in said, f"{command} is refused: {status} {said}")
    status, _, said = slotwise("migrate", address, "--data", files)
    checks.that(status == 0 and slotwise("verify", store=store)[0] == 0, f"it is made again: {status} {said}")


def test_a_malformed_address_is_not_repeated(checks):
    for address in ("postgres://slotwise:50%off@db/slotwise", "postgres://slotwise:secret@[db/slotwise"):
        status, out, said = slotwise("verify", "--store", address)
        checks.that(status != 0 and "malformed" in said and "off" not in said and "secret" not in out + said, f"{status} {said}")
    status, _, said = slotwise("verify", "--store", "mysql://secret@db")
    checks.that(status == 2 and "postgres://" in said and "secret" not in said, f"{status} {said}")


def test_a_demo_is_in_files_whatever_the_environment_names(checks):
    store, directory = Database(), tempfile.mkdtemp(prefix="slotwise-demo-") + "/clinic"
    process = subprocess.Popen([PROGRAM, "demo", "--data", directory, "--serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                               env={**clock.environment(), **store.environment})
    opened = next((True for line in process.stdout if "The clinic is open" in line), False)
    process.terminate()
    process.wait(30)
    checks.that(opened and os.path.exists(f"{directory}/scheduling.sqlite"), "it is open")
    checks.that(store.psql(store.name, "SELECT count(*) FROM pg_namespace WHERE nspname = 'scheduling'") == "0", "and nothing was made elsewhere")
