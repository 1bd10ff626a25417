"""What hands do on a page: type, choose, send, and take a step through its page."""

from __future__ import annotations

import re

from tests.browser.conftest import fits, go


def give(page, name, value):
    """Type or choose, whatever the field is."""
    fields = page.locator(f"main [name='{name}']:not([type=hidden])")
    kind = fields.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
    if kind in ("radio", "checkbox"):
        page.locator(f"main [name='{name}'][value='{value}']").first.check(force=True)
    elif kind == "select":
        fields.first.select_option(value)
    else:
        if not fields.first.is_visible():
            page.locator("main details summary").first.click()
        fields.first.fill(value)


def send(page):
    """The one primary button of the page."""
    page.locator(
        "main form .button[type=submit]:not(.button--secondary), main form button.button:not(.button--secondary)"
    ).first.click()
    page.wait_for_load_state()


def confirm(page):
    """Confirm what cannot be undone, if it is asked: staff type what the label names. Returns whether it was asked."""
    asked = page.locator("input[name=confirmed]")
    if asked.count() == 0:
        return False
    if asked.get_attribute("type") != "hidden":
        asked.fill(re.search(r"[2-9A-Z]{4}", page.locator("label[for=id_confirmed]").inner_text())[0])
    send(page)
    return True


def take(page, reference, record, pk, step, **fields):
    """Take a step on its page, confirming what cannot be undone."""
    where = f"/cases/{reference}/{record}/{pk}/{step}/" if pk else f"/cases/{reference}/new/{record}/{step}/"
    go(page, where)
    assert fits(page), where
    for name, value in fields.items():
        give(page, name, value)
    send(page)
    confirm(page)
    problem = page.locator(".error-summary")
    assert problem.count() == 0, f"{where}: {problem.inner_text()}"
    return page


def say(page, text, audience):
    """Speak in the room to that audience."""
    voice = page.locator(f"select[name=voice] option[value$='.{audience}']").first.get_attribute("value")
    page.select_option("select[name=voice]", voice)
    page.fill("textarea[name=text]", text)
    page.locator("form[data-room-composer] button").click()
