"""What was typed outlives an expired session and a stale page; nothing of it outlives the sign-out (docs/ux.md 6)."""

import pytest

from tests.browser.conftest import go
from tests.browser.hands import give, say, send
from tests.browser.house import PASSWORD

pytestmark = pytest.mark.browser
KEPT = "() => Object.keys(sessionStorage).filter((key) => key.startsWith('kept:'))"


def sign_in_again(page):
    page.wait_for_url("**/login/**")
    page.fill("[name=login]", "worker")
    page.fill("[name=password]", PASSWORD)
    page.click("main form .button >> nth=0")
    page.wait_for_url(lambda url: "/login/" not in url)


def address_form(desktop, house):
    """A page of the worker's own, where the session may end without troubling the other journeys."""
    reference, _pk = house.seated("in_mediation", "worker")
    key = house.ask("SELECT id FROM disputes_dispute WHERE reference = ?", reference)[0][0]
    page = desktop.page()
    page.goto("/login/")
    sign_in_again(page)
    go(page, f"/cases/{reference}/dispute/{key}/confirm_address/")
    give(page, "address", "广州市越秀区某路9号之二")
    return page, reference


def test_ux_06_an_expired_session_loses_nothing_typed(desktop, house):
    page, _reference = address_form(desktop, house)
    page.context.clear_cookies(name="sessionid")
    send(page)
    sign_in_again(page)
    assert page.locator("[name=address]").input_value() == "广州市越秀区某路9号之二"
    assert "尚未提交" in page.locator("#messages").inner_text()
    send(page)
    assert page.evaluate(KEPT) == [], "taken by the server: nothing is kept"


def test_ux_06_a_stale_page_loses_nothing_typed(desktop, house):
    page, _reference = address_form(desktop, house)
    page.context.clear_cookies(name="csrftoken")
    send(page)
    page.get_by_role("link", name="回到表单，内容已保留").click()
    assert page.locator("[name=address]").input_value() == "广州市越秀区某路9号之二"


def test_ux_06_what_waits_is_gone_at_sign_out_and_for_somebody_else(desktop, house):
    page, _reference = address_form(desktop, house)
    page.context.clear_cookies(name="csrftoken")
    send(page)
    assert page.evaluate(KEPT) == ["kept:lost"]
    go(page, "/my/")
    assert page.evaluate(KEPT) == ["kept:lost"]
    page.locator("[data-leaves] button").click()
    page.wait_for_load_state()
    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize("script", [True, False])
def test_ux_06_the_words_of_the_room_outlive_the_session(script, desktop, house):
    reference, _pk = house.seated("in_mediation", "worker")
    page = desktop.page(java_script_enabled=script)
    page.goto("/login/")
    sign_in_again(page)
    go(page, f"/cases/{reference}/room/")
    page.context.clear_cookies(name="sessionid")
    say(page, "写了很久的一段话", "joint")
    sign_in_again(page)
    assert page.url.endswith("/room/")
    if script:
        assert page.locator("[name=text]").input_value() == "写了很久的一段话"
