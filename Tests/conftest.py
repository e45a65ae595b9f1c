"""What tests of the running server share: a clinic for each module, checks that are counted, pictures if they are wanted."""
import clock, pytest
from harness import Checks, Server

COUNT = pytest.StashKey()


def pytest_addoption(parser):
    parser.addoption("--shots", help="a directory for pictures of every view")


def pytest_configure(config):
    config.stash[COUNT] = 0


def pytest_report_header():
    return clock.name()


@pytest.fixture(scope="module")
def server():
    """A seeded clinic that is served."""
    with Server().seed() as server:
        yield server


@pytest.fixture(scope="module")
def stopped():
    """A seeded clinic that nobody serves."""
    return Server().seed()


@pytest.fixture
def checks(request):
    return Checks(request.node.name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """A test goes on after a check that fails, and fails with all of them."""
    checks = item.funcargs.get("checks")
    try:
        outcome = yield
    except Exception as error:
        for failure in checks.failures[:20] if checks else []:
            error.add_note(f"before that: {failure}")
        raise
    if checks:
        item.config.stash[COUNT] += checks.count
        checks.require()
    return outcome


def pytest_terminal_summary(terminalreporter, config):
    terminalreporter.write_line(f"{config.stash[COUNT]} checks, {clock.name()}")
