"""The committee, the court and the editors at work, each on their own pages; and the queue by keyboard alone."""

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, fits, go
from tests.browser.hands import confirm, give, send, take

pytestmark = pytest.mark.browser
CASES = "arbitration_arbitration"
UNSERVED = "SELECT dispute_id FROM disputes_service WHERE stage = 'due'"


def stage(house, record, pk):
    return house.ask(f"SELECT stage FROM {record} WHERE id = ?", pk)[0][0]


def due_services(house, reference):
    return [
        pk for (pk,) in house.ask(
            "SELECT s.id FROM disputes_service s JOIN disputes_dispute d ON d.id = s.dispute_id"
            " WHERE d.reference = ? AND s.stage = 'due' ORDER BY s.id", reference,
        )
    ]  # fmt: skip


def test_the_clerk_proposes_and_the_director_accepts(desktop, house):
    ours = "AND d.workplace = '440104' AND d.id IN (SELECT dispute_id FROM disputes_casetask WHERE is_open AND role = 'clerk')"
    reference, pk = house.seated("received", record=CASES, more=f"{ours} AND r.opinion = ''")
    clerk, director = desktop.page("clerk"), desktop.page("director")
    desktop.shot(go(clerk, "/work/"), "work-clerk")
    take(clerk, reference, "arbitration", pk, "propose_acceptance", opinion="符合受理条件，建议受理。")
    page = go(director, f"/cases/{reference}/arbitration/{pk}/accept/")
    send(page)
    desktop.shot(page, "accept-rehearsal")
    assert confirm(page)
    assert stage(house, CASES, pk) == "accepted"
    services = due_services(house, reference)
    assert services
    for service in services:
        take(clerk, reference, "service", service, "prove", channel="direct", receipt="收件人签收")
    assert due_services(house, reference) == []
    desktop.shot(go(clerk, f"/cases/{reference}/"), "accepted-clerk")


def test_the_presiding_arbitrator_schedules_a_hearing_and_the_board_shows_it(desktop, house):
    reference, pk = house.seated(
        "accepted",
        "presiding",
        record=CASES,
        more=f"AND r.formed_on IS NOT NULL AND d.id NOT IN ({UNSERVED})",
    )
    page = desktop.page("presiding")
    go(page, f"/cases/{reference}/arbitration/{pk}/schedule/")
    desktop.shot(page, "schedule")
    day = page.locator("[name=day]").input_value()
    rooms = page.locator("[name=room] option").evaluate_all(
        "all => all.map(one => one.value).filter(Boolean)"
    )
    for start, end in (("16:00", "17:00"), ("17:00", "18:00"), ("08:30", "09:00")):
        for name, value in (("room", rooms[-1]), ("day", day), ("start", start), ("end", end)):
            give(page, name, value)
        send(page)
        confirm(page)
        if page.locator(".error-summary").count() == 0:
            break
    assert house.ask("SELECT count(*) FROM arbitration_hearing WHERE arbitration_id = ? AND stands", pk) == [
        (1,)
    ]
    monday = dt.date.fromisoformat(day) - dt.timedelta(days=dt.date.fromisoformat(day).weekday())
    board = go(page, f"/hearings/?week={monday}")
    assert board.locator(f"a[href*='{reference}']").count() >= 1
    desktop.shot(board, "board")


def test_ux_30_a_clerk_lays_what_waits_and_the_director_moves_what_an_illness_strikes(desktop, house):
    clerk, director = desktop.page("clerk"), desktop.page("director")
    page = go(clerk, "/hearings/proposals/")
    page.locator("main form button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/proposals/\d+/$"))
    page.locator("progress").wait_for(state="detached", timeout=60_000)
    assert fits(page)
    desktop.shot(page, "proposal")
    boxes = page.locator("input[name=case]")
    assert boxes.count() >= 1 and all(box.is_checked() for box in boxes.all())
    page.get_by_role("button", name="排定所选庭审").click()
    page.wait_for_load_state()
    desktop.shot(page, "proposal-booked")
    assert page.get_by_text("已排定").count() >= 1
    day, who = house.ask(
        "SELECT h.day, a.presiding_id FROM arbitration_hearing h JOIN arbitration_arbitration a ON a.id = h.arbitration_id"
        " WHERE h.stands AND a.stage = 'scheduled' AND h.day > date('now', '+3 days') ORDER BY h.id DESC LIMIT 1"
    )[0]  # fmt: skip
    page = go(clerk, "/hearings/absences/")
    for name, value in (("whose", f"person-{who}"), ("since", day), ("why", "ill")):
        give(page, name, value)
    send(page)
    desktop.shot(page, "absence")
    page.get_by_role("button", name="提出改动最少的调整方案").click()
    page.wait_for_load_state()
    page = go(director, re.search(r"://[^/]+(/.*)", page.url)[1])
    desktop.shot(page, "repair")
    give(page, "reason", "首席仲裁员因病不能到庭")
    page.get_by_role("button", name="排定所选庭审").click()
    page.wait_for_load_state()
    desktop.shot(page, "repair-booked")
    assert page.get_by_text("已排定").count() >= 1 and page.get_by_text("未排定").count() == 0
    assert house.ask("SELECT count(*) FROM arbitration_hearing WHERE stands AND day = ? AND arbitration_id IN (SELECT id FROM"
                     " arbitration_arbitration WHERE presiding_id = ? AND stage = 'scheduled')", day, who) == [(0,)]  # fmt: skip


def test_an_award_is_written_claim_by_claim(desktop, house):
    reference, pk = house.seated("deliberating", "presiding", record=CASES)
    page = go(desktop.page("presiding"), f"/cases/{reference}/arbitration/{pk}/make_award/")
    for field in page.locator("main [name^=text_]").all():
        field.fill("支持申请人的该项请求。")
    for field in page.locator("main [name^=awarded_]").all():
        with page.expect_response(re.compile("finality")):
            field.fill("3000")
            field.blur()
    for field in page.locator("main [name^=articles_]").all():
        field.fill(field.input_value() or "《劳动合同法》第二十九条")
    told = page.locator("main fieldset p[id^=final-]")
    expect(told.first).to_have_text(re.compile("终局"))
    expect(told.filter(has_text="取决于")).to_have_count(0)
    for name, words in (
        ("facts_text", "双方存在劳动关系，单位拖欠工资。"),
        ("reasons", "劳动者提供了劳动，单位应当支付工资。"),
    ):
        if page.locator(f"main [name={name}]").count():
            give(page, name, words)
    desktop.shot(page, "award-form")
    phone = go(desktop.page("presiding", **PHONE), f"/cases/{reference}/arbitration/{pk}/make_award/")
    assert fits(phone)
    desktop.shot(phone, "award-form-phone")
    send(page)
    desktop.shot(page, "award-rehearsal")
    assert confirm(page)
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()
    assert stage(house, CASES, pk) == "awarded"


def test_an_editor_hides_a_second_reader_releases_the_director_publishes_and_a_stranger_reads(desktop, house):
    pk = house.ask("SELECT id FROM casebook_typicalcase WHERE stage = 'submitted' ORDER BY id LIMIT 1")[0][0]
    editing = house.ask("SELECT id FROM casebook_typicalcase WHERE stage = 'editing' ORDER BY id LIMIT 1")
    editor, reader = desktop.page("editor"), desktop.page("reader")
    desktop.shot(go(editor, "/casebook/desk/"), "desk")
    if editing:
        page = go(editor, f"/casebook/desk/{editing[0][0]}/")
        desktop.shot(page, "draft-editor")
        open_ones = page.locator(".finding .tag--warn").count()
        hide = page.locator(".finding:has(.tag--warn) button[value=hide]").first
        if open_ones and hide.count():
            hide.click()
            page.wait_for_load_state()
            assert page.locator(".finding .tag--warn").count() < open_ones
    page = go(reader, f"/casebook/desk/{pk}/")
    desktop.shot(page, "draft-reader")
    page.locator("main a[href$='/release/'], main form[action$='/release/'] button").first.click()
    page.wait_for_load_state()
    send(page)
    page = go(desktop.page("director"), f"/casebook/desk/{pk}/")
    desktop.shot(page, "draft-director")
    page.locator("main a[href$='/publish/']").first.click()
    page.wait_for_load_state()
    if page.locator("[name=despite]").count():
        give(page, "despite", "同类案件较多，无法据此识别当事人。")
    desktop.shot(page, "publish")
    send(page)
    confirm(page)
    ((state, number),) = house.ask("SELECT stage, number FROM casebook_typicalcase WHERE id = ?", pk)
    assert state == "published"
    stranger = go(desktop.page(), f"/casebook/{number}/")
    assert fits(stranger)
    desktop.shot(stranger, "published")
    stranger.emulate_media(media="print")
    assert (
        not stranger.locator(".site-footer").is_visible() and not stranger.locator(".site-tools").is_visible()
    )
    desktop.shot(stranger, "published-print")


def test_one_click_cites_a_published_case_where_the_award_is_being_written(desktop, house):
    reference, pk = house.seated("deliberating", "presiding", record=CASES)
    page = go(desktop.page("presiding"), f"/cases/{reference}/arbitration/{pk}/make_award/")
    button = page.locator("main [data-cite]").first
    assert not button.is_visible()
    page.locator("main details:has([data-cite]) > summary").click()
    citation = button.get_attribute("data-cite")
    reasons = page.locator("main [name=reasons]")
    reasons.fill("参照。另查明如下。")
    reasons.evaluate("field => field.setSelectionRange(2, 2)")
    button.click()
    assert "《" in citation and reasons.input_value() == f"参照{citation}。另查明如下。"
    assert page.evaluate("document.activeElement.name") == "reasons"
    desktop.shot(page, "award-cited")


UNTOLD = (
    "AND d.stage = 'closed' AND NOT EXISTS (SELECT 1 FROM casebook_typicalcase t WHERE t.source_dispute_id = d.id)"
    " AND EXISTS (SELECT 1 FROM disputes_engagement e JOIN disputes_post p ON p.office_id = e.office_id"
    " JOIN disputes_user u ON u.id = p.user_id WHERE e.dispute_id = d.id AND p.role = 'lead' AND u.username = 'lead')"
)


def step(page, name):
    """Open the step of that name from the page of its record."""
    page.locator(f"main a[href$='/{name}/'], main form[action$='/{name}/'] button").first.click()
    page.wait_for_load_state()


def done(page):
    """Send, confirm if that is asked; nothing is refused."""
    send(page)
    confirm(page)
    problem = page.locator(".error-summary")
    assert problem.count() == 0, problem.inner_text()


def seen_at_both_widths(desktop, page, name):
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), (name, width)
        desktop.shot(page, f"{name}-{width}")


def test_from_a_closed_dispute_to_a_page_a_stranger_finds_and_after_the_recall_to_none(desktop, house):
    reference, _pk = house.seated("performed", more=UNTOLD)
    lead, editor, stranger = desktop.page("lead"), desktop.page("editor"), desktop.page()
    title, words = "夜班津贴漏发后一次补齐", "夜班津贴漏发"
    go(lead, f"/cases/{reference}/")
    step(lead, "propose")
    seen_at_both_widths(desktop, lead, "case-propose")
    give(lead, "title", title)
    give(lead, "why", "津贴漏发常见，处理方式可以借鉴。")
    done(lead)
    ((pk, source),) = house.ask(
        "SELECT t.id, d.id FROM casebook_typicalcase t JOIN disputes_dispute d ON d.id = t.source_dispute_id"
        " WHERE d.reference = ?", reference,
    )  # fmt: skip

    draft = f"/casebook/desk/{pk}/"
    go(editor, "/casebook/desk/").locator(f"a[href='{draft}']").click()
    editor.wait_for_url(f"**{draft}")
    step(editor, "edit")
    names = [name for (name,) in house.ask("SELECT name FROM disputes_party WHERE dispute_id = ?", source)]
    facts = f"{'与'.join(names)}因夜班津贴发生争议，联系电话13800138000。证人小周在场。"
    give(editor, "facts_text", facts)
    give(editor, "claims", "补发夜班津贴")
    give(editor, "result", "单位一次补发夜班津贴。")
    give(editor, "trade", "other")  # few disputes look like one that tells its trade and its sum
    done(editor)
    seen_at_both_widths(desktop, go(editor, draft), "case-draft")
    while (hide := editor.locator(".finding:has(.tag--warn) button[value=hide]")).count():
        hide.first.click()
        editor.wait_for_load_state()
    step(editor, "submit")
    done(editor)
    for who, name in (("reader", "release"), ("director", "publish")):
        page = go(desktop.page(who), draft)
        step(page, name)
        if page.locator("[name=despite]").count():
            give(page, "despite", "同类案件较多，无法据此识别当事人。")
        done(page)

    ((number,),) = house.ask("SELECT number FROM casebook_typicalcase WHERE id = ?", pk)
    address = f"/casebook/{number}/"
    go(stranger, "/casebook/")
    stranger.fill("main [name=q]", words)
    stranger.keyboard.press("Enter")
    stranger.wait_for_url("**q=*")
    seen_at_both_widths(desktop, stranger, "case-found")
    stranger.locator(f"main a[href='{address}']").click()
    stranger.wait_for_url(f"**{address}")
    read = stranger.locator("main").inner_text()
    assert title in read and "一次补发夜班津贴" in read
    assert not [one for one in (*names, "13800138000") if one in stranger.content()]
    seen_at_both_widths(desktop, stranger, "case-published")
    feed = stranger.request.get("/casebook/feed.json").text()
    assert address in feed

    go(editor, draft)
    step(editor, "recall")
    give(editor, "kind", "objection")
    give(editor, "reason", "当事人来电。")
    done(editor)
    seen_at_both_widths(desktop, go(stranger, address, status=410), "case-recalled")
    assert title not in stranger.content() and "当事人来电" not in stranger.content()
    for place in (
        "/casebook/",
        f"/casebook/?q={words}",
        "/casebook/feed.json",
        "/casebook/feed.atom",
        "/sitemap.xml",
    ):
        assert address not in stranger.request.get(place).text(), place

    go(editor, draft)
    step(editor, "correct")
    give(editor, "reason", "核对后更正。")
    done(editor)
    seen_at_both_widths(desktop, go(editor, draft), "case-taken-back")
    seen_at_both_widths(desktop, go(stranger, address, status=404), "case-being-corrected")
    assert "正在更正" in stranger.locator("h1").inner_text() and title not in stranger.content()
    assert Axe().run(stranger).response["violations"] == []


def test_ux_25_the_queue_by_keyboard_alone(desktop, house):
    page = go(desktop.page("clerk"), "/work/?tab=pool")
    rows = page.locator("[data-row]").count()
    assert rows >= 2
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('skip-link')")
    outline = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    assert outline >= 2
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-row].is-current").count() == 1
    first = page.locator("[data-row]").nth(1)
    assert "is-current" in first.get_attribute("class")
    page.keyboard.press("k")
    page.keyboard.press("?")
    assert page.locator("#keys-help").evaluate("dialog => dialog.open")
    desktop.shot(page, "keys", whole=False)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/work/?" not in url)
    assert page.locator("h1").count() == 1


def test_ux_26_a_director_assigns_many_at_once(desktop, house):
    page = go(desktop.page("director"), "/work/?tab=office&role=clerk")
    boxes = page.locator("[data-row] input[type=checkbox]")
    assert boxes.count() >= 2
    for n in range(2):
        boxes.nth(n).check()
    desktop.shot(page, "queue")
    page.locator(".bulk-bar button[value=assign]").click()
    page.wait_for_url("**/work/hand/")
    page.select_option("select[name=to]", label="黄秀琼")
    desktop.shot(page, "assign-check")
    page.locator("main form button.button").click()
    page.wait_for_url("**/work/handed/")
    assert (
        page.locator(".banner--success").is_visible() and page.locator("#done + .task-list li").count() == 2
    )
    desktop.shot(page, "assigned")


def test_ux_25_a_task_is_put_aside_by_keyboard_and_comes_back(desktop, house):
    page = go(desktop.page("director"), "/work/?tab=office&due=later")
    name = page.locator("[data-row] [data-open]").first.inner_text()
    page.keyboard.press("j")
    page.keyboard.press("h")
    page.wait_for_url("**/work/hand/")
    give(page, "until", (dt.date.today() + dt.timedelta(days=2)).isoformat())
    give(page, "why", "等待当事人提交身份证明")
    page.locator("main form button.button").click()
    page.wait_for_url("**/work/handed/")
    page = go(page, "/work/?tab=held")
    assert (
        name in page.locator("[data-row]").first.inner_text()
        and "等待当事人" in page.locator("main").inner_text()
    )
    desktop.shot(page, "held")
    page.locator("[data-row] input[type=checkbox]").first.check()
    page.locator(".bulk-bar button[value=wake]").click()
    page.locator("main form button.button").click()
    page.wait_for_url("**/work/handed/")
    assert page.locator(".task-list li").count() == 1
