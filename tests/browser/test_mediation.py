"""Three browsers in one room, a worker's on a phone: caucus, questions, a minute without a line, minutes, agreement."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, fits, go
from tests.browser.hands import confirm, give, say, send, take
from tests.browser.test_room import AFTERWARDS, LATER, PATIENCE, enter, heard

pytestmark = pytest.mark.browser
CUT = 60  # seconds without a line
SOON = 2.0  # seconds: docs/ux.md 21


def switchable(page):
    """A line that can be cut: sockets close and none opens again while it is."""
    line = {"cut": False, "sockets": []}

    def through(socket):
        if line["cut"]:
            socket.close(code=4000)
        else:
            socket.connect_to_server()
            line["sockets"].append(socket)

    page.route_web_socket(re.compile("/ws/"), through)
    return line


def numbers(page, stream):
    return page.eval_on_selector_all(
        f"[data-stream={stream}]", "all => all.map(one => Number(one.dataset.seq))"
    )


def draw(page):
    """A signature with the finger, in a few strokes."""
    pad = page.locator("canvas.sign")
    pad.evaluate("one => one.scrollIntoView({ block: 'center' })")
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] * 0.7)
    page.mouse.down()
    for n in range(1, 12):
        page.mouse.move(box["x"] + 20 + n * 22, box["y"] + box["height"] * (0.7 if n % 2 else 0.3))
    page.mouse.up()


def test_three_in_a_room_settle_although_one_loses_the_line_for_a_minute(desktop, house):
    reference, pk = house.seated("in_mediation", "worker", "employer", "mediator")
    mediator, employer = (enter(desktop, who, reference) for who in ("mediator", "employer"))
    worker = desktop.page("worker", **PHONE)
    line = switchable(worker)
    go(worker, f"/cases/{reference}/room/").wait_for_selector("[data-room-ws][data-connected=true]")
    assert fits(worker)
    say(mediator, "只对申请人说的一句", "caucus_a")
    heard(worker, "只对申请人说的一句")
    say(mediator, "只对被申请人说的一句", "caucus_b")
    heard(employer, "只对被申请人说的一句")

    line["cut"] = True
    worker.context.set_offline(True)
    for socket in line["sockets"]:
        socket.close(code=4000)
    worker.locator("[data-room-banner]").wait_for(state="visible", timeout=PATIENCE)
    cut = time.monotonic()
    for n in range(12):
        say(mediator, f"断线一分钟之第{n}句", "joint")
        heard(employer, f"断线一分钟之第{n}句")
    say(employer, "对方听不到的话", "caucus_b")
    heard(mediator, "对方听不到的话")
    time.sleep(max(0.0, CUT - (time.monotonic() - cut)))
    assert worker.locator("[data-room-ws]").get_attribute("data-connected") == "false"
    assert "断线一分钟之第0句" not in worker.content()
    line["cut"] = False
    worker.context.set_offline(False)
    heard(worker, "断线一分钟之第11句")
    worker.locator("[data-room-banner]").wait_for(state="hidden", timeout=PATIENCE)
    for stream in ("joint", "caucus_a"):
        shown = numbers(worker, stream)
        assert shown == list(range(shown[0], shown[-1] + 1)), f"{stream}: missing or doubled"
    assert numbers(worker, "caucus_b") == [] and "对方听不到的话" not in worker.content()
    desktop.shot(worker, "room-phone-after-the-cut")

    take(
        mediator,
        reference,
        "mediation",
        pk,
        "ask_questions",
        audience="joint",
        text="还差哪些月份？",
        until=LATER,
    )
    for page, words in ((worker, "差七、八两个月。"), (employer, "只差八月。")):
        take(page, reference, "mediation", pk, "answer_questions", text=words)
    take(
        mediator,
        reference,
        "mediation",
        pk,
        "call_sitting",
        kind="online",
        day=AFTERWARDS,
        time="9点30分",
        place="线上一号室",
    )
    assert "线上一号室" in go(employer, f"/cases/{reference}/room/").inner_text(".room__side")
    desktop.shot(employer, "room-employer-sitting-ahead")
    go(mediator, f"/cases/{reference}/mediation/{pk}/sit/")
    mediator.select_option("[name=sitting]", "")
    give(mediator, "minutes", "双方逐月核对，确认差额为两万元。")
    send(mediator)
    go(worker, f"/cases/{reference}/mediation/{pk}/confirm_minutes/")
    assert fits(worker)
    worker.locator("main [name='sitting']").last.check(force=True)
    draw(worker)
    desktop.shot(worker, "sign-on-the-phone")
    send(worker)
    assert worker.locator(".error-summary").count() == 0
    page = go(employer, f"/cases/{reference}/")
    for summary in page.locator("details summary", has_text="次调解会议").all():
        summary.click()
    expect(page.locator("img.signature").first).to_be_visible()
    assert page.locator("img.signature").first.evaluate("one => one.naturalWidth") == 600
    desktop.shot(page, "minutes-signed")

    take(mediator, reference, "mediation", pk, "open_round", about="和解总金额")
    take(worker, reference, "mediation", pk, "enter_limit", limit="18000")
    take(employer, reference, "mediation", pk, "enter_limit", limit="22000")
    assert "双方底线有交集" in go(worker, f"/cases/{reference}/").content()
    take(
        mediator, reference, "mediation", pk, "offer", items="被申请人支付工资二万元", total="20000", due_1=LATER,
        amount_1="20000",
    )  # fmt: skip
    newest = house.ask("SELECT max(number) FROM mediation_offer WHERE mediation_id = ?", pk)[0][0]
    for page in (worker, employer):
        take(page, reference, "mediation", pk, "accept_offer", offer=str(newest))
    go(worker, f"/cases/{reference}/mediation/{pk}/sign/")
    draw(worker)
    desktop.shot(worker, "agreement-sign-on-the-phone")
    send(worker)
    confirm(worker)
    assert worker.locator(".error-summary").count() == 0
    for login, page in (("employer", employer), ("mediator", mediator)):
        take(page, reference, "mediation", pk, "sign", typed=house.name_of(login))
    take(desktop.page("lead"), reference, "mediation", pk, "seal")
    assert house.ask("SELECT stage FROM mediation_mediation WHERE id = ?", pk) == [("effective",)]


def test_one_of_27_workers_answers_for_herself_on_the_phone(desktop, house):
    (reference, pk, waiting), *_rest = house.ask(
        "SELECT d.reference, m.id, count(*) FROM mediation_share s JOIN mediation_mediation m ON m.id = s.mediation_id"
        " JOIN disputes_dispute d ON d.id = m.dispute_id WHERE m.stage = 'in_mediation' AND s.answer = '' GROUP BY 1, 2"
    )
    worker = desktop.page("worker", **PHONE)
    go(worker, f"/cases/{reference}/")
    assert fits(worker)
    desktop.shot(worker, "many-workers-case")
    go(worker, f"/cases/{reference}/mediation/{pk}/answer_share/")
    assert fits(worker)
    desktop.shot(worker, "many-workers-answer")
    take(worker, reference, "mediation", pk, "answer_share", answer="accepts")
    left = house.ask("SELECT count(*) FROM mediation_share WHERE mediation_id = ? AND answer = ''", pk)[0][0]
    assert left == waiting - 1
    employer = go(desktop.page("employer"), f"/cases/{reference}/mediation/{pk}/offer/")
    assert employer.locator("textarea[name=shares]").input_value().count("\n") == 26
    desktop.shot(employer, "many-workers-offer")


def test_ux_21_a_live_word_comes_soon_to_a_phone(desktop, house):
    """The median of three: the machine does other things as well."""
    reference, _pk = house.seated("in_mediation", "agent", "mediator")
    mediator, agent = enter(desktop, "mediator", reference), desktop.page("agent", **PHONE)
    go(agent, f"/cases/{reference}/room/").wait_for_selector("[data-room-ws][data-connected=true]")
    took = []
    for n in range(3):
        say(mediator, f"请看手机{n}", "joint")
        began = time.monotonic()
        heard(agent, f"请看手机{n}")
        took.append(time.monotonic() - began)
    assert sorted(took)[1] <= SOON, took
