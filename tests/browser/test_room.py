"""Mediation in the live room: three people connected, caucuses apart, a settlement signed by four, and one that fails."""

import datetime as dt
import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import fits, go
from tests.browser.hands import give, say, send, take

pytestmark = pytest.mark.browser
PATIENCE = 40_000  # milliseconds: what has not come by then does not come
IN_A_WHILE = dt.date.today() + dt.timedelta(days=90)
LATER, AFTERWARDS = (
    f"{day.year}-{day.month}-{day.day}" for day in (IN_A_WHILE, IN_A_WHILE + dt.timedelta(days=1))
)  # as people type


def enter(desktop, who, reference):
    page = go(desktop.page(who), f"/cases/{reference}/room/")
    page.wait_for_selector("[data-room-ws][data-connected=true]", timeout=PATIENCE)
    return page


def heard(page, text):
    page.locator(".stream", has_text=text).wait_for(timeout=PATIENCE)


def test_ux_21_a_case_is_settled_in_the_live_room(desktop, house):
    reference, pk = house.seated("in_mediation", "worker", "employer", "mediator")
    worker, employer, mediator = (
        enter(desktop, who, reference) for who in ("worker", "employer", "mediator")
    )
    say(mediator, "只给申请人的话甲", "caucus_a")
    heard(worker, "只给申请人的话甲")
    say(mediator, "请双方看新方案乙", "joint")
    for page in (worker, employer):
        heard(page, "请双方看新方案乙")
    assert "只给申请人的话甲" not in employer.content()
    expect(mediator.locator("[data-room-presence] li")).to_have_count(3)
    employer.locator("textarea[name=text]").press_sequentially("我方考虑")
    expect(mediator.locator("[data-room-typing-line]")).to_contain_text("正在输入", timeout=PATIENCE)
    expect(mediator.locator("[data-room-marks] li", has_text="已读到最新").first).to_be_visible(
        timeout=PATIENCE
    )
    assert "仅被申请人和调解员" not in worker.locator("[data-room-marks]").inner_text()
    desktop.shot(worker, "room-worker")
    desktop.shot(mediator, "room-mediator")
    take(mediator, reference, "mediation", pk, "open_round", about="和解总金额")
    take(worker, reference, "mediation", pk, "enter_limit", limit="18000")
    take(employer, reference, "mediation", pk, "enter_limit", limit="22000")
    go(worker, f"/cases/{reference}/")
    assert fits(worker) and "双方底线有交集" in worker.content() and "20,000" not in worker.content()
    desktop.shot(worker, "blind-worker")
    assert "20,000.00" in go(mediator, f"/cases/{reference}/").content()
    desktop.shot(mediator, "blind-mediator")
    employer = enter(desktop, "employer", reference)
    take(
        mediator, reference, "mediation", pk, "offer", items="被申请人支付工资二万元\n双方再无其他争议", total="20000",
        due_1=LATER, amount_1="20000",
    )  # fmt: skip
    accept = employer.locator("[data-room-beside]").get_by_role("link", name="接受调解方案")
    expect(accept).to_be_visible(timeout=PATIENCE)  # the open page learns what a step makes possible
    newest = house.ask("SELECT max(number) FROM mediation_offer WHERE mediation_id = ?", pk)[0][0]
    for page in (worker, employer):
        take(page, reference, "mediation", pk, "accept_offer", offer=str(newest))
    desktop.shot(worker, "agreed-worker")
    for login, page in (("worker", worker), ("employer", employer), ("mediator", mediator)):
        take(page, reference, "mediation", pk, "sign", typed=house.name_of(login))
    take(desktop.page("lead"), reference, "mediation", pk, "seal")
    assert house.ask("SELECT stage FROM mediation_mediation WHERE id = ?", pk) == [("effective",)]
    go(worker, f"/cases/{reference}/")
    assert fits(worker)
    desktop.shot(worker, "effective-worker")


def test_a_mediation_fails_and_arbitration_is_open(desktop, house):
    reference, pk = house.seated("in_mediation", "employer", "mediator", more="AND r.id NOT IN (SELECT mediation_id FROM"
                                 " mediation_offer WHERE accepted != '{}' AND NOT replaced)")  # fmt: skip
    page = desktop.page("employer")
    go(page, f"/cases/{reference}/mediation/{pk}/give_up/")
    send(page)
    assert page.locator("input[name=confirmed]").count() == 1
    desktop.shot(page, "give-up-rehearsal")
    send(page)
    assert house.ask("SELECT stage FROM mediation_mediation WHERE id = ?", pk) == [("failed",)]
    desktop.shot(go(page, f"/cases/{reference}/"), "failed-party")
    assert page.get_by_text("申请仲裁").count() >= 1


def test_ux_21_offline_is_said_and_nothing_is_missing_afterwards(desktop, house):
    reference, _pk = house.seated("in_mediation", "mediator", "agent")
    mediator = enter(desktop, "mediator", reference)
    page, line = desktop.page("agent"), {"cut": False, "sockets": []}

    def through(socket):
        if line["cut"]:
            socket.close(code=4000)
        else:
            socket.connect_to_server()
            line["sockets"].append(socket)

    page.route_web_socket(re.compile("/ws/"), through)
    go(page, f"/cases/{reference}/room/").wait_for_selector("[data-room-ws][data-connected=true]")
    line["cut"] = True
    page.context.set_offline(True)
    for socket in line["sockets"]:
        socket.close(code=4000)
    page.locator("[data-room-banner]").wait_for(state="visible", timeout=PATIENCE)
    assert page.locator("[data-room-ws]").get_attribute("data-connected") == "false"
    desktop.shot(page, "room-offline")
    for n in range(5):
        say(mediator, f"断线期间第{n}句", "joint")
        heard(mediator, f"断线期间第{n}句")
    assert "断线期间第0句" not in page.content()
    line["cut"] = False
    began = time.monotonic()
    page.context.set_offline(False)
    heard(page, "断线期间第4句")
    print(f"\ncaught up after {time.monotonic() - began:.2f} s")
    page.locator("[data-room-banner]").wait_for(state="hidden", timeout=PATIENCE)
    numbers = page.eval_on_selector_all(
        "[data-stream=joint]", "all => all.map(one => Number(one.dataset.seq))"
    )
    assert numbers == list(range(numbers[0], numbers[-1] + 1))


def test_without_a_socket_the_page_asks_and_shows_the_same(desktop, house):
    """Where only the socket is kept from coming (a proxy that knows none), the feed is asked every five seconds."""
    reference, _pk = house.seated("in_mediation", "mediator", "agent")
    page = desktop.page("agent")
    page.route_web_socket(re.compile("/ws/"), lambda socket: socket.close(code=4000))
    go(page, f"/cases/{reference}/room/")
    page.locator("[data-room-banner]").wait_for(state="visible", timeout=PATIENCE)
    mediator = enter(desktop, "mediator", reference)
    for n in range(2):
        say(mediator, f"没有长连接时的第{n}句", "joint")
        heard(page, f"没有长连接时的第{n}句")
    assert page.locator("[data-room-ws]").get_attribute("data-connected") == "false"
    here, there = (
        one.eval_on_selector_all("[data-stream=joint]", "all => all.map(one => one.outerHTML)")
        for one in (page, mediator)
    )
    assert here == there


PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(2)>',
    "<script>alert(3)</script>",
    "javascript:alert(4)",
]


def test_threat_21_words_that_look_like_scripts_stay_words(desktop, house):
    reference, _pk = house.seated("in_mediation", "mediator", "agent")
    mediator, agent = enter(desktop, "mediator", reference), enter(desktop, "agent", reference)
    for text in PAYLOADS:
        say(mediator, text, "joint")
        heard(agent, text)
    go(agent, f"/cases/{reference}/")
    assert PAYLOADS[0] in agent.inner_text("main")
    go(agent, "/account/")
    give(agent, "name", PAYLOADS[0])
    send(agent)
    assert PAYLOADS[0] in (agent.locator("[name=name]").input_value(), agent.inner_text("main"))
    go(agent, f"/cases/{reference}/room/")
    agent.wait_for_timeout(500)


def test_what_is_typed_while_words_are_under_way_goes_next_and_none_is_lost(desktop, house):
    reference, _pk = house.seated("in_mediation", "mediator", "agent")
    mediator = enter(desktop, "mediator", reference)
    voice = mediator.locator("select[name=voice] option[value$='.joint']").first.get_attribute("value")
    mediator.select_option("select[name=voice]", voice)

    def slowly(route):
        time.sleep(0.8)
        route.continue_()

    mediator.route(re.compile("/say/"), slowly)
    words = mediator.locator("form:has(select[name=voice]) textarea")
    for text in ("先说的话", "马上补一句"):
        words.fill(text)
        words.press("Control+Enter")
        words.press("Control+Enter")  # twice, as impatient people do
    words.fill("还在写的话")
    words.evaluate("one => one.setSelectionRange(1, 1)")
    heard(mediator, "马上补一句")
    mediator.wait_for_timeout(1_500)
    said = mediator.locator(".stream").inner_text()
    assert [said.count(text) for text in ("先说的话", "马上补一句", "还在写的话")] == [1, 1, 0]
    assert words.input_value() == "还在写的话"
    assert words.evaluate("one => one.selectionStart") == 1, "the caret stays where it was"
