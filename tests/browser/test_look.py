"""Every page of every role, in normal and large type: axe, size of type and targets, narrow screens, weight."""

import gzip
import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PHONE, fits, go

pytestmark = pytest.mark.browser
CASE = "a[href^='/cases/']"
STARTS = {
    "": ["/", "/casebook/", "/casebook/figures/", "/casebook/glossary/", "/casebook/follow/", "/claim/", "/claim/elsewhere/", "/claim/for/wages/", "/hearings/public/", "/verify/", "/help/", "/login/", "/login/code/",
         "/account/signup/", "/account/password/reset/", "/nowhere/"],
    "worker": ["/my/", "/account/", "/help/", "/claim/", "/hearings/"],
    "mediator": ["/work/", "/work/?tab=pool"],
    "clerk": ["/work/", "/work/?tab=pool", "/hearings/", "/hearings/proposals/", "/hearings/handover/", "/hearings/absences/", "/hearings/feeds/"],
    "director": ["/work/?tab=office", "/overview/", "/work/readings/", "/work/templates/", "/casebook/desk/"],
    "presiding": ["/work/", "/hearings/"],
    "court": ["/court/"],
    "editor": ["/casebook/desk/"],
    "supervisor": ["/overview/", "/overview/administration/", "/overview/standards/"],
}  # fmt: skip
LEADS_ON = re.compile(
    r"^/(cases/[^/]+/(room/|papers/|[a-z]+/\d+/[a-z_]+/|evidence/\d+/|new/[a-z]+/[a-z_]+/)?|casebook/(\d{4}-\d+|desk/\d+)/?|court/\d+/"
    r"|claim/[0-9A-Z-]{9}/[a-z]+/)$"
)
MOST = {
    "": 16,
    "worker": 14,
    "mediator": 10,
    "clerk": 14,
    "director": 11,
    "presiding": 11,
    "court": 4,
    "editor": 5,
    "supervisor": 3,
}


@pytest.fixture(scope="module")
def walks():
    """Who has walked already: each walks once."""
    return {}


@pytest.fixture
def addresses(walks):
    """The pages a person finds, of any width: the document is the same."""

    def found_by(page, who):
        if who not in walks:
            walks[who] = walked(page, who)
        return walks[who]

    return found_by


def walked(page, who):
    """Where the frame leads, and the first pages of each kind that those lead to."""
    found, kinds, waiting = [], set(), list(STARTS[who])
    while waiting and len(found) < MOST[who]:
        address = waiting.pop(0)
        if address in found:
            continue
        found.append(address)
        answer = page.goto(address)
        assert answer.status in (200, 404), (who, address, answer.status)
        for link in page.eval_on_selector_all(
            "main a[href]", "all => all.map(one => one.getAttribute('href'))"
        ):
            path = urlsplit(link).path
            kind = re.sub(r"\d+", "0", re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}", "REF", path))
            if LEADS_ON.match(path) and kind not in kinds:
                kinds.add(kind)
                waiting.append(path)
    return found


def grave(results):
    return [
        f"{one['id']}: {node['html'][:160]} ({(node.get('failureSummary') or '')[:160]})"
        for one in results.response["violations"] if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]  # fmt: skip


@pytest.mark.parametrize("who", list(STARTS))
def test_ux_32_axe_finds_nothing_serious_on_any_page(who, desktop, house, addresses):
    page, axe = desktop.page(who), Axe()
    pages = addresses(page, who)
    found, clean, looked = [], 0, 0
    for scale in ("normal", "large"):
        page.context.add_cookies([{"name": "scale", "value": scale, "url": house.address}])
        for address in pages:
            page.goto(address)
            results = axe.run(page)
            looked += 1
            clean += not results.response["violations"]
            found += [f"{scale} {address} {line}" for line in grave(results)]
    print(f"\n{who or 'visitor'}: {looked} pages looked at, {clean} without any finding")
    assert found == []


SMALL = """() => [...document.querySelectorAll('main :is(p, li, dd, dt, td, label, a, button, h1, h2, h3, span, input, select, textarea)')]
  .filter(one => one.offsetParent && one.textContent.trim() && parseFloat(getComputedStyle(one).fontSize) < 18)
  .map(one => one.outerHTML.slice(0, 120))"""
NARROW = """(least) => [...document.querySelectorAll('main :is(button, .button, input:not([type=hidden]), select), .party-nav a')]
  .filter(one => one.offsetParent && one.type !== 'checkbox' && one.type !== 'radio')
  .filter(one => one.getBoundingClientRect().height < least)
  .map(one => `${Math.round(one.getBoundingClientRect().height)} ${one.outerHTML.slice(0, 120)}`)"""


def test_ux_35_large_type_is_large_on_every_party_page(desktop, house, addresses):
    page = desktop.page("worker", **PHONE)
    pages = addresses(page, "worker")
    page.context.add_cookies([{"name": "scale", "value": "large", "url": house.address}])
    found = []
    for address in pages:
        page.goto(address)
        found += [f"{address} small: {one}" for one in page.evaluate(SMALL)]
        found += [f"{address} low: {one}" for one in page.evaluate(NARROW, 60)]
    desktop.shot(go(page, "/my/"), "my-large")
    assert found == []


def test_ux_35_targets_are_wide_enough_for_a_thumb(desktop, house, addresses):
    page = desktop.page("worker", **PHONE)
    found = []
    for address in addresses(page, "worker"):
        page.goto(address)
        found += [f"{address}: {one}" for one in page.evaluate(NARROW, 44)]
    assert found == []


def test_ux_35_small_buttons_too_are_wide_enough_where_a_party_counts_and_signs(desktop, house):
    draft = house.ask(
        "SELECT d.reference FROM disputes_dispute d JOIN disputes_user u ON u.id = d.opened_by_id"
        " WHERE d.stage = 'draft' AND u.username = 'worker'"
    )[0][0]
    reference, pk = house.seated("agreed", "worker")
    page = desktop.page("worker", **PHONE)
    for address in (f"/claim/{draft}/claims/", f"/cases/{reference}/mediation/{pk}/sign/"):
        for scale, least in (("normal", 44), ("large", 60)):
            page.context.add_cookies([{"name": "scale", "value": scale, "url": house.address}])
            go(page, address)
            assert page.locator("main .button--small").count()
            assert page.evaluate(NARROW, least) == [], (address, scale)


@pytest.mark.parametrize("who", ["", "worker", "mediator", "clerk", "director", "court", "editor"])
def test_ux_34_nothing_scrolls_sideways_at_320_pixels(who, desktop, house, addresses):
    page = desktop.page(who, viewport={"width": 320, "height": 640})
    wide = []
    for address in addresses(page, who):
        page.goto(address)
        if not fits(page):
            wide.append(address)
    desktop.shot(go(page, STARTS[who][0]), f"narrow-{who or 'visitor'}")
    assert wide == []


def weights(page, address):
    """Bytes of a first visit and of coming back, as they travel (text packed; what has not changed travels not at all)."""
    found = []
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    for _visit in range(2):
        answers = []

        def heard(answer, answers=answers):
            answers.append(answer)

        page.on("response", heard)
        page.goto(address)
        page.wait_for_load_state("load")
        page.remove_listener("response", heard)
        found.append(sum(map(travelled, answers)))
    return found


def travelled(answer):
    if answer.request.resource_type == "websocket" or answer.status in (302, 304):
        return 0
    size = answer.request.sizes()["responseBodySize"]
    text = re.search("text|json|script|svg", answer.headers.get("content-type", ""))
    packed = answer.headers.get("content-encoding") or not text
    return size if packed or not size else len(gzip.compress(answer.body()))


def test_ux_39_party_pages_are_light(desktop, house):
    page = desktop.page("worker", **PHONE)
    for address in ("/my/", "/claim/", "/claim/for/wages/", "/help/"):
        first, again = weights(page, address)
        print(f"\n{address} {first / 1024:.1f} KB, then {again / 1024:.1f} KB")
        assert first <= 60 * 1024 and again <= 15 * 1024, (address, first, again)
