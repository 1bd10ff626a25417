"""docs/threats.md 21: with a payload in every text the house keeps, a browser that walks through it runs none of them."""

import os
import subprocess

import pytest

from tests.browser.conftest import Desktop
from tests.browser.house import MANAGE, ROOT, House

pytestmark = pytest.mark.long
PAGES = 60 if os.environ.get("SCALE") == "full" else 6  # walked by each
WALKERS = {
    "worker": "/my/", "employer": "/my/", "mediator": "/work/", "lead": "/work/", "clerk": "/work/", "presiding": "/work/",
    "director": "/work/", "court": "/court/", "editor": "/work/", "": "/casebook/",
}  # fmt: skip
POISON = "from tests.pages.test_payloads import poisoned; print(poisoned())"
OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"
LINKS = "[...document.querySelectorAll('main a[href]')].map(a => a.pathname + a.search)"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    found = House(tmp_path_factory.mktemp("poisoned"))
    found.build()
    command = [*MANAGE, "shell", "-v0", "-c", POISON]
    told = subprocess.run(
        command, cwd=ROOT, env=found.environment, check=True, stdout=subprocess.PIPE, text=True
    )
    assert int(told.stdout) > 30
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def states():
    return {}


@pytest.fixture
def walking(chromium, house, states, shots):
    found = Desktop(chromium, house, states, shots)
    yield found
    for context in found.contexts:
        context.close()


@pytest.mark.parametrize("who", WALKERS, ids=lambda who: who or "stranger")
def test_threat_21_no_payload_runs_in_a_browser(walking, who):
    page, seen, waiting = walking.page(who), set(), [WALKERS[who]]
    while waiting and len(seen) < PAGES:
        address = waiting.pop(0)
        seen.add(address)
        answer = page.goto(address)
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        assert answer.status < 500, address
        page.evaluate(OPEN_ALL)
        found = [
            one
            for one in page.evaluate(LINKS)
            if "logout" not in one and "/paper" not in one and "/package" not in one
        ]
        waiting += [one for one in dict.fromkeys(found) if one not in seen and one not in waiting]
    assert len(seen) == PAGES or not waiting
    assert walking.dialogs == [] and walking.troubles == []
    assert page.evaluate("window.xss === undefined && !document.querySelector('main script')")
