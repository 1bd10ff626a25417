"""A worker files a claim: with thumbs on a small screen, over a line that breaks; and with scripts switched off."""

import hashlib
import io
import os
import re

import pytest
from PIL import Image

from tests.browser.conftest import PHONE, fits, go
from tests.browser.hands import give, send
from tests.browser.house import PASSWORD
from tests.intake.answers import GOOD, TRIAGE

pytestmark = pytest.mark.browser


def photo(size=1300):
    picture = io.BytesIO()
    Image.frombytes("RGB", (size, size), os.urandom(3 * size * size)).save(picture, "PNG")
    return picture.getvalue()


def sign_in_here(page):
    page.fill("[name=login]", "worker")
    page.fill("[name=password]", PASSWORD)
    send(page)


def triage(page):
    go(page, "/claim/")
    page.locator("a[href$='/claim/for/wages/']").click()
    for name, value in TRIAGE.items():
        give(page, name, value)
    send(page)
    page.locator("a.button[href*='/claim/begin/']").click()
    page.wait_for_load_state()
    if "/login/" in page.url:
        sign_in_here(page)
    assert re.search(r"/claim/[0-9A-Z]{4}-[0-9A-Z]{4}/", page.url), page.url


def answer_pages(page, seen):
    """Answer question after question until the page on which everything is checked."""
    while not page.url.rstrip("/").endswith("/check"):
        slug = page.url.rstrip("/").rsplit("/", 1)[1]
        assert slug not in seen, f"{slug} is asked twice"
        seen.append(slug)
        assert fits(page) and page.locator("h1").count() == 1 and page.locator(".back-link").count() == 1, (
            slug
        )
        assert page.locator("main form[method=post]").count() == 1, slug
        yield slug
        for name, value in GOOD.get(slug, {}).items():
            give(page, name, value)
        if slug == "before":
            page.locator("main [name=office][type=radio]").first.check(force=True)
        send(page)
        assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def test_ux_01_15_a_worker_files_from_a_phone_over_a_line_that_breaks(desktop, house):
    page = desktop.watched(desktop.context(**PHONE).new_page())
    data, seen = photo(), []
    triage(page)
    for slug in answer_pages(page, seen):
        if slug in ("you", "claims", "evidence"):
            desktop.shot(page, f"phone-{slug}")
        if slug == "evidence":
            sha = hashlib.sha256(data).hexdigest()
            broken_upload(page, data)
            assert house.ask("SELECT size FROM disputes_paper WHERE sha256 = ?", sha) == [(len(data),)]
    assert len(seen) + 5 <= 14
    desktop.shot(page, "phone-check")
    assert page.locator(".banner--warning").count() == 0
    page.locator("main [name=declared]").check(force=True)
    send(page)
    assert page.url.endswith("/receipt/") and fits(page)
    assert page.locator(".confirmation__number").count() == 1 and page.locator("[data-print]").count() == 1
    desktop.shot(page, "phone-receipt")
    page.go_back()
    page.reload()
    assert page.url.endswith("/receipt/")


def broken_upload(page, data):
    """The network dies at the second of three pieces and comes back."""
    pieces = []

    def line(route):
        pieces.append(route.request.method)
        if route.request.method == "PATCH" and pieces.count("PATCH") == 2:
            page.context.set_offline(True)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route(re.compile(r"/uploads/"), line)
    page.set_input_files("input[type=file]", {"name": "工资条.png", "mimeType": "image/png", "buffer": data})
    row = page.locator(".file-list li", has_text="工资条.png").first
    row.get_by_text("网络中断").wait_for()
    assert 0 < page.locator("progress").first.evaluate("bar => bar.value") < len(data)
    page.context.set_offline(False)
    row.locator("a").wait_for(timeout=30_000)
    page.unroute(re.compile(r"/uploads/"))


def test_ux_17_a_file_that_is_not_what_it_says_is_refused_in_words(desktop, house):
    reference, _pk = house.seated("in_mediation", "agent")
    page = go(desktop.page("agent"), f"/cases/{reference}/papers/")
    give(page, "title", "工资条")
    file = {
        "name": "工资.pdf",
        "mimeType": "application/pdf",
        "buffer": b"<html><script>alert(1)</script></html>",
    }
    page.set_input_files("input[type=file]", file)
    send(page)
    row = page.locator(".file-list li", has_text="工资.pdf")
    row.locator(".error").wait_for()
    desktop.shot(page, "upload-refused")


def test_ux_38_filing_following_and_searching_work_without_scripts(desktop, house):
    page = desktop.watched(desktop.context(java_script_enabled=False).new_page())
    seen = []
    triage(page)
    for slug in answer_pages(page, seen):
        if slug == "evidence":
            page.set_input_files(
                "input[type=file]",
                {"name": "聊天.txt", "mimeType": "text/plain", "buffer": "拖欠工资".encode()},
            )
            page.locator("button[name=add]").click()
            assert page.locator(".file-list__name").count() == 1
    page.locator("main [name=declared]").check(force=True)
    send(page)
    assert page.url.endswith("/receipt/")
    page.locator("main .actions a.button").first.click()
    assert page.locator("#docket").count() == 1
    go(page, "/my/")
    go(page, "/casebook/?q=工资")
    assert page.locator(".results > li").count() >= 1
    desktop.shot(page, "no-script-search")


def test_ux_06_mistakes_are_named_linked_and_what_was_typed_stays(desktop, house):
    page = desktop.page("worker", **PHONE)
    triage(page)
    give(page, "name", "陈嘉禾")
    give(page, "identity", "440106198803122241")
    give(page, "phone", "12")
    send(page)
    assert page.title().startswith("错误：") and fits(page)
    assert page.evaluate("document.activeElement.classList.contains('error-summary')")
    assert page.locator("[name=identity]").input_value() == "440106198803122241"
    link = page.locator(".error-summary a[href^='#']").first
    link.click()
    assert page.evaluate("['INPUT', 'SELECT', 'TEXTAREA'].includes(document.activeElement.tagName)")
    desktop.shot(page, "phone-errors")
