"""Chromium against the real server. Every page of every journey is watched: no violation, no dialog, no script error."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.house import PASSWORD, House

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {
    "viewport": {"width": 375, "height": 667},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
DESK = {"viewport": {"width": 1280, "height": 900}}
EXPECTED = re.compile(
    r"the server responded with a status of (409|410|422|403|404)|ERR_INTERNET_DISCONNECTED|WebSocket"
)


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    found = House(Path(os.environ.get("BROWSER_VAR") or tmp_path_factory.mktemp("var")))
    found.build()
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def states():
    """Who has signed in already: each signs in once and comes back with the session."""
    return {}


@pytest.fixture(scope="session")
def shots(tmp_path_factory):
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Desktop:
    """Opens pages for people; remembers what went wrong on any of them."""

    def __init__(self, browser, house, states, shots):
        self.browser, self.house, self.states, self.shots = browser, house, states, shots
        self.contexts, self.troubles, self.dialogs = [], [], []

    def context(self, who="", **options):
        kept = {"storage_state": self.states[who]} if who in self.states else {}
        context = self.browser.new_context(
            base_url=self.house.address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **{**DESK, **options, **kept},
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        if who and who not in self.states:
            self.sign_in(context, who)
        return context

    def page(self, who="", **options):
        """A page of somebody signed in; of a visitor without a name."""
        return self.watched(self.context(who, **options).new_page())

    def watched(self, page):
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("dialog", self._asked)
        return page

    def _said(self, message):
        if message.type == "error" and not EXPECTED.search(message.text):
            self.troubles.append(f"{message.location.get('url', '')}: {message.text}")

    def _asked(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def sign_in(self, context, who):
        page = self.watched(context.new_page())
        page.goto("/login/")
        page.fill("[name=login]", who)
        page.fill("[name=password]", PASSWORD)
        page.click("main form .button >> nth=0")
        page.wait_for_url(lambda url: "/login/" not in url)
        self.states[who] = context.storage_state()
        page.close()

    def shot(self, page, name, *, whole=True):
        page.screenshot(path=self.shots / f"{name}.png", full_page=whole)


@pytest.fixture
def desktop(chromium, house, states, shots):
    found = Desktop(chromium, house, states, shots)
    yield found
    for context in found.contexts:
        context.close()
    assert found.dialogs == []
    assert found.troubles == []


def go(page, address, status=200):
    answer = page.goto(address)
    assert answer.status == status, f"{address}: {answer.status}"
    return page


def fits(page):
    """Nothing to scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")


def press(page, name):
    """The button of that name in the page's own part."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
