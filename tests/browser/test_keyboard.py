"""By keyboard alone: a claim from the first card to the receipt, an upload, the queue, a part of a page that changes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import go
from tests.browser.house import PASSWORD
from tests.browser.keyboard import Keys
from tests.intake.answers import GOOD, TRIAGE

pytestmark = pytest.mark.browser
PRIMARY = (
    "main form .button[type=submit]:not(.button--secondary), main form button.button:not(.button--secondary)"
)


def test_ux_33_a_claim_is_filed_without_a_mouse(desktop, house):
    page = desktop.watched(desktop.context().new_page())
    keys = Keys(go(page, "/claim/"))
    keys.follow("a[href$='/claim/for/wages/']")
    for name, value in TRIAGE.items():
        keys.give(name, value)
    keys.follow(PRIMARY)
    keys.follow("a.button[href*='/claim/begin/']")
    keys.give("login", "worker")
    keys.give("password", PASSWORD)
    keys.follow(PRIMARY)
    assert re.search(r"/claim/[0-9A-Z]{4}-[0-9A-Z]{4}/", page.url), page.url
    seen = []
    while not page.url.rstrip("/").endswith("/check"):
        slug = page.url.rstrip("/").rsplit("/", 1)[1]
        assert slug not in seen, page.locator(".error-summary").all_inner_texts()
        seen.append(slug)
        for name, value in GOOD.get(slug, {}).items():
            keys.give(name, value)
        if slug == "before":
            keys.press("main [name=office][type=radio]", "Space")
        keys.follow(PRIMARY)
    keys.give("declared", "on")
    desktop.shot(page, "keyboard-check", whole=False)
    keys.follow(PRIMARY)
    assert page.url.endswith("/receipt/") and keys.stops > 60
    assert keys.faults == [], "\n".join(dict.fromkeys(keys.faults))


def test_ux_33_focus_stays_where_it_is_when_a_part_of_the_page_is_replaced(desktop, house):
    reference, pk = house.seated("deliberating", "presiding", record="arbitration_arbitration")
    page = go(desktop.page("presiding"), f"/cases/{reference}/arbitration/{pk}/make_award/")
    keys = Keys(page).to("main [name^=awarded_]")
    page.keyboard.insert_text("3000")
    with page.expect_response(re.compile("finality")):
        keys.tab()
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    page.wait_for_timeout(300)
    stands = page.evaluate("document.activeElement.tagName + ' ' + (document.activeElement.name || '')")
    assert stands.split()[0] in ("INPUT", "TEXTAREA", "SELECT", "BUTTON"), stands
    assert keys.faults == []


@pytest.mark.parametrize(("who", "address"), [("", "/"), ("", "/casebook/"), ("worker", "/my/"), ("worker", "/account/"), ("clerk", "/work/"), ("director", "/overview/"), ("court", "/court/"), ("editor", "/casebook/desk/")])  # fmt: skip
def test_ux_33_every_stop_of_a_page_is_seen(who, address, desktop, house):
    keys = Keys(go(desktop.page(who), address))
    for _n in range(40):
        keys.tab()
    assert keys.faults == [], "\n".join(dict.fromkeys(keys.faults))


def test_ux_16_progress_is_announced_and_an_upload_is_given_up_by_keyboard(desktop, house):
    reference, _pk = house.seated("in_mediation", "agent")
    page = go(desktop.page("agent"), f"/cases/{reference}/papers/")
    asked = []

    def line(route):
        asked.append(route.request.method)
        if route.request.method != "PATCH":  # a part that never arrives
            route.continue_()

    page.route(re.compile(r"/uploads/"), line)
    keys = Keys(page)
    keys.give("title", "工资条")
    page.set_input_files(
        "input[type=file]", {"name": "工资.txt", "mimeType": "text/plain", "buffer": "工资".encode()}
    )
    keys.press(PRIMARY)
    bar = page.get_by_role("progressbar", name="工资.txt")
    bar.wait_for()
    assert bar.get_attribute("aria-valuetext") == "0%"
    assert page.locator(".file-list [role=status]").count() == 1
    desktop.shot(page, "upload-progress")
    keys.to(".file-list li button")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "取消 工资.txt"
    with page.expect_request(lambda sent: sent.method == "DELETE"):
        page.keyboard.press("Enter")
    assert page.locator(".file-list li").count() == 0
    assert page.evaluate("document.activeElement.type") == "file", (
        "the focus goes back to where a file is chosen"
    )
    page.unroute(re.compile(r"/uploads/"))
    assert keys.faults == [] and asked[:2] == ["POST", "PATCH"]


def test_ux_25_every_shortcut_of_the_sheet_does_what_it_says_and_all_can_be_switched_off(desktop, house):
    page = go(desktop.page("director"), "/work/?tab=office")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("[data-row].is-current input[type=checkbox]").is_checked()
    page.keyboard.press("a")
    page.wait_for_url("**/work/hand/")
    assert page.locator("select[name=to]").is_visible() and page.locator(".task-list li").count() == 1
    page = go(page, "/work/?tab=office")
    page.keyboard.press("j")
    page.keyboard.press("h")
    page.wait_for_url("**/work/hand/")
    assert page.locator("[name=until]").is_visible() and page.locator(".task-list li").count() == 1
    page = go(desktop.page("clerk"), "/work/?tab=pool")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".banner", has_text="已由您接手").or_(page.locator("[role=status] .banner")).first.wait_for()
    page.keyboard.press("?")
    page.locator("#keys-switch").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    assert page.locator("[data-row].is-current").count() == 0
