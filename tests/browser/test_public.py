"""Every kind of public page there is, by its number in docs/ux.md: axe, keyboard, narrow and large, without scripts, weight, paper."""

import json
import subprocess
from datetime import timedelta
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.browser.conftest import PHONE, fits, go
from tests.browser.house import MANAGE, ROOT
from tests.browser.keyboard import Keys
from tests.browser.test_look import NARROW, SMALL, STARTS, grave, weights

pytestmark = pytest.mark.browser
DATA = ROOT / "casebook" / "data" / "typical_cases.jsonl"
STOPS = 20  # Tabs on one page: its frame and the first links of its own
A4 = {"width": 658, "height": 972}  # what the margins leave, at 96 dots an inch
NOT_ON_PAPER = ".site-nav, .site-tools, .site-footer, .facets, .search-box, .pagination, .actions, main button, .skip-link"


@pytest.fixture(scope="module")
def shelf(house):
    """Cases of a batch beside those of the demo, one of them recalled there; somebody asked to follow a topic."""
    lines = house.folder / "batch.jsonl"
    records = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    chosen = [one for one in records if one["id"] in ("C001", "C025")]
    lines.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in chosen), "utf-8")
    command = [*MANAGE, "casebook", "import", str(lines), "--publish"]
    subprocess.run(command, cwd=ROOT, env=house.environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def public(house, shelf, chromium):
    """The address of one page of every kind, and how it answers."""
    page = chromium.new_page(base_url=house.address)
    page.goto("/casebook/follow/?topic=wages")
    page.fill("main [name=address]", "reader@example.org")
    page.click("main form button.button")
    page.wait_for_url("**/casebook/follow/?asked=1")
    page.close()
    ((gone,),) = house.ask("SELECT number FROM casebook_typicalcase WHERE stage = 'recalled' LIMIT 1")
    ((batch,),) = house.ask("SELECT id FROM casebook_batch ORDER BY id DESC LIMIT 1")
    ((key,),) = house.ask("SELECT key FROM casebook_follower ORDER BY id DESC LIMIT 1")
    ((article,),) = house.ask("SELECT value FROM casebook_label WHERE facet = 'article' LIMIT 1")
    tomorrow = timezone.localdate() + timedelta(days=1)
    return {
        "/": 200, "/casebook/": 200, f"/casebook/?q={quote('加班费 工资')}": 200, f"/casebook/?q={quote('“工资”')}": 200,
        "/casebook/?q=zzzz": 200, "/casebook/?claim=overtime": 200, f"/casebook/?article={quote(article)}": 200,
        "/casebook/C001/": 200, f"/casebook/{gone}/": 410, f"/casebook/batches/{batch}/": 200, "/casebook/figures/": 200,
        "/casebook/glossary/": 200, "/casebook/follow/": 200, f"/casebook/follow/{key}/": 200, "/hearings/public/": 200,
        f"/hearings/public/?on={tomorrow}": 200, "/verify/": 200, "/help/": 200,
    }  # fmt: skip


def test_ux_32_axe_finds_nothing_at_all_on_a_public_page(desktop, house, public):
    """Those that `test_look` does not begin from; here nothing of any weight is let through."""
    page, axe, found = desktop.page(), Axe(), []
    for scale in ("normal", "large"):
        page.context.add_cookies([{"name": "scale", "value": scale, "url": house.address}])
        for address in [one for one in public if one not in STARTS[""]]:
            page.goto(address)
            results = axe.run(page)
            found += [f"{scale} {address} {one['id']}" for one in results.response["violations"]]
            found += [f"{scale} {address} {line}" for line in grave(results)]
    assert found == []


def test_ux_33_40_every_stop_of_a_public_page_is_seen_and_on_paper_only_the_words_are(desktop, public):
    page, faults = desktop.page(viewport=A4), []
    for address, status in public.items():
        keys = Keys(go(page, address, status))
        for _n in range(STOPS):
            keys.tab()
        faults += keys.faults
        page.emulate_media(media="print")
        shown = page.eval_on_selector_all(
            NOT_ON_PAPER, "all => all.filter(one => one.offsetParent).map(one => one.outerHTML.slice(0, 100))"
        )
        faults += [f"{address} is printed: {one}" for one in shown]
        faults += [] if fits(page) and page.locator("h1").is_visible() else [f"{address} does not fit A4"]
        page.emulate_media(media="screen")
    page.emulate_media(media="print")
    desktop.shot(go(page, "/casebook/C001/"), "case-print")
    assert faults == [], "\n".join(dict.fromkeys(faults))


def test_ux_34_35_public_pages_fit_a_small_screen_in_both_sizes_of_type(desktop, house, public):
    page = desktop.page("", **{**PHONE, "viewport": {"width": 320, "height": 640}})
    found = []
    for scale, least in (("normal", 44), ("large", 60)):
        page.context.add_cookies([{"name": "scale", "value": scale, "url": house.address}])
        for address, status in public.items():
            go(page, address, status)
            found += [] if fits(page) else [f"{scale} {address} scrolls sideways"]
            found += [f"{scale} {address} low: {one}" for one in page.evaluate(NARROW, least)]
            if scale == "large":
                found += [f"{address} small: {one}" for one in page.evaluate(SMALL)]
    desktop.shot(go(page, "/casebook/C001/"), "case-large")
    assert found == []


def test_ux_38_the_casebook_is_read_and_followed_without_scripts(desktop, public):
    page = desktop.watched(desktop.context(java_script_enabled=False).new_page())
    for address, status in public.items():
        go(page, address, status)
        assert page.locator("main h1").count() == 1 and page.locator("main [data-aloud]:visible").count() == 0
    go(page, "/casebook/")
    page.fill("[name=q]", "加班费")
    page.locator(".search-box button").click()
    page.locator(".results mark").first.wait_for()
    page.locator(".facets summary:visible").first.click()
    page.locator(".facets details[open] a").first.click()
    page.locator("nav.actions a").first.wait_for()
    page.locator(".results h2 a").first.click()
    page.locator("main article").wait_for()
    following = next(
        address for address in public if address.startswith("/casebook/follow/") and len(address) > 20
    )
    go(page, following).locator("button[value=confirm]").click()
    page.locator(".banner--success").wait_for()


VOICE = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  speak(speech) { window.said.push(speech); }, cancel() { window.said = []; },
} });
"""


def test_a_case_is_read_aloud_part_by_part_and_stops_when_asked(desktop, public):
    """The browser's own voice, here one that only listens: title, headings and every paragraph, in Chinese."""
    context = desktop.context()
    context.add_init_script(VOICE)
    page = go(desktop.watched(context.new_page()), "/casebook/C001/")
    button = page.locator("[data-aloud]")
    start = button.inner_text()
    button.click()
    said = page.evaluate("said.map(one => [one.text, one.lang])")
    parts = [text for text, _language in said]
    assert {language for _text, language in said} == {"zh-CN"}
    assert parts[0].split("\n") == ["典型案例", page.title().partition(" – ")[0]]
    written = page.locator("article h2, article p, article dd").evaluate_all(
        "all => all.map(one => one.innerText.trim()).filter(Boolean)"
    )
    assert parts[1:] == written and len(written) > 10
    assert max(map(len, parts)) < 2000 and not [one for one in parts if "相关案例" in one]
    assert button.get_attribute("aria-pressed") == "true" and button.inner_text() != start
    button.click()
    assert page.evaluate("said.length") == 0 and button.get_attribute("aria-pressed") == "false"
    button.click()
    page.evaluate("said.at(-1).onend()")
    assert button.get_attribute("aria-pressed") == "false" and button.inner_text() == start


def test_ux_39_public_pages_are_light(desktop, public):
    """Each address as somebody meets it who has seen nothing of the house before."""
    for address in [one for one in public if "?" not in one or "q=" in one]:
        first, again = weights(page := desktop.page("", **PHONE), address)
        page.context.close()
        assert first <= 60 * 1024 and again <= 15 * 1024, (address, first, again)


SLOW = {"offline": False, "latency": 0, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
LARGEST = """new PerformanceObserver(seen => { window.largest = seen.getEntries().at(-1).startTime })
    .observe({ type: 'largest-contentful-paint', buffered: true })"""


def largest_paint(desktop, address):
    """Milliseconds until the largest part of a page stands there: 400 kbit/s, a processor four times as slow, nothing kept."""
    page = desktop.page("", **PHONE)
    page.add_init_script(LARGEST)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    line.send("Network.emulateNetworkConditions", SLOW)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="load")
    # Asked from outside: a condition that waits inside the page is a string evaluated there, which its own policy forbids.
    for _look in range(100):
        page.wait_for_timeout(300)
        if seen := page.evaluate("window.largest"):
            break
    assert seen, f"{address}: nothing was painted within 30 s of its load"
    page.context.close()
    return seen


@pytest.mark.parametrize(
    "address", ["/", "/casebook/", f"/casebook/?q={quote('加班费 工资')}", "/casebook/C001/"]
)
def test_ux_39_the_largest_part_is_painted_in_time_on_a_slow_line(desktop, shelf, address, record_property):
    """The median of three: the machine does other things as well."""
    seen = sorted(largest_paint(desktop, address) for _visit in range(3))
    record_property("largest_contentful_paint_ms", seen)
    print(address, [round(one) for one in seen])
    assert seen[1] <= 2500, (address, seen)


def test_the_first_hit_is_in_sight_on_a_phone_and_the_filters_are_at_hand(desktop, shelf):
    page = go(desktop.page("", **PHONE), f"/casebook/?q={quote('加班费 工资')}")
    assert page.locator(".results h2").first.bounding_box()["y"] < PHONE["viewport"]["height"]
    shelf_of_filters, kind = page.locator(".facets__all"), page.locator(".facets__all details").first
    assert not kind.is_visible()
    shelf_of_filters.locator("summary").first.click()
    assert kind.is_visible() and fits(page)
    wide = go(desktop.page(), "/casebook/")
    assert not wide.locator(".facets__all > summary").is_visible()
    assert wide.locator(".facets__all details[open] a").first.is_visible()
