"""The court's own days: on filing (CPL-126), on a payment order (CPL-226, CPL-227), on a confirmation (docs/law.md 3.3, 4.5)."""

import datetime as dt
import re

import pytest
from django.utils.translation import override

from disputes.acts import perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Deadline, HandOff, Paper, Post
from disputes.rules.catalogue import RULES
from disputes.views.queue import dated
from tests.court.rows import row
from tests.court.test_awards import CHINA, cast, clock, file, final, open_award, room, walk, ways

pytestmark = pytest.mark.standing("open_award", "final")

__all__ = ["cast", "clock", "final", "open_award", "room", "walk"]
OWN = {"handoff.court_filing", "handoff.order_acceptance", "handoff.order_issue",
       "handoff.confirmation_acceptance", "handoff.confirmation_decision"}  # fmt: skip


def own_days():
    rows = Deadline.objects.open().filter(code__in=OWN)
    return {row.code: row.due_on for row in rows}


def to(clock, month, day):
    clock.move_to(dt.datetime(2026, month, day, 10, tzinfo=CHINA))


def again(handoff):
    return HandOff.objects.get(pk=handoff.pk)


@pytest.mark.parametrize(
    ("code", "law", "days"),
    [
        ("court_filing", "CPL-126", 7),
        ("payment_order_acceptance", "CPL-226", 5),
        ("payment_order_issue", "CPL-227", 15),
        ("confirmation_acceptance", "司法确认规定-4", 3),
        ("confirmation_decision", "司法确认规定-5", 15),
    ],
)
def test_their_length_and_article(code, law, days):
    rule = RULES[code]
    assert law in rule.law and (rule.n, rule.unit) == (days, "CD")


@row("10.4/01")
def test_the_court_has_seven_days_to_decide_on_filing_and_both_sides_see_them(
    open_award, worker, employer, court, clerk, client
):
    suit = file(open_award, "suit", worker)
    assert own_days() == {}  # nothing is at the court yet
    perform(suit, "send", by=clerk)
    day = dt.date(2026, 5, 6)  # sent on 04-27; the seventh day, 05-04, is a holiday
    assert own_days() == {"handoff.court_filing": day}
    task = CaseTask.objects.open().get(code="RegisterFlow.look")
    dated([task])
    assert task.due_on == day and task.legal.code == "handoff.court_filing"
    for user, address in ((court, suit.get_absolute_url()), (worker, suit.dispute.get_absolute_url())):
        client.force_login(user)
        page = client.get(address).content.decode()
        assert "法院决定是否立案" in page and "向该院或者上一级人民法院投诉" in page, user
    perform(suit, "acknowledge", by=court, docket_number="（2026）粤0104民初1号")
    assert own_days() == {}


def test_when_they_pass_nothing_happens_by_itself_and_it_stays_to_be_seen(
    open_award, worker, court, clerk, clock, client
):
    suit = file(open_award, "suit", worker)
    perform(suit, "send", by=clerk)
    to(clock, 5, 8)
    sweep()
    row = Deadline.objects.get(code="handoff.court_filing")
    assert row.status == "running" and row.is_over(dt.date(2026, 5, 8)) and again(suit).stage == "sent"
    client.force_login(worker)
    assert "向该院或者上一级人民法院投诉" in client.get(suit.dispute.get_absolute_url()).content.decode()
    perform(suit, "acknowledge", by=court, docket_number="1")  # late, and good all the same
    assert Deadline.objects.get(code="handoff.court_filing").status == "stopped"


def test_a_file_that_comes_back_stops_them_and_sent_again_they_begin_anew(
    open_award, worker, court, clerk, clock
):
    suit = file(open_award, "suit", worker)
    perform(suit, "send", by=clerk)
    perform(suit, "return_file", by=court, reason="缺少送达回证")
    assert own_days() == {}
    to(clock, 5, 6)
    perform(suit, "send", by=clerk)
    assert own_days() == {"handoff.court_filing": dt.date(2026, 5, 13)}


def test_on_paper_they_count_from_the_day_the_court_signed_for_it(open_award, worker, court, clerk, clock):
    Post.objects.filter(user=court).delete()
    suit = file(open_award, "suit", worker)
    perform(suit, "send", by=clerk)
    to(clock, 5, 6)
    perform(again(suit), "hand_over", by=clerk, taken_by="立案庭")
    assert own_days() == {"handoff.court_filing": dt.date(2026, 5, 13)}


def test_everyone_says_what_a_party_may_do():
    for code in OWN:
        assert str(Deadline(code=code).otherwise) and Deadline(code=code).limit.binds == "court"


@row("10.4/14")
@pytest.mark.parametrize("how", ["received", "not_accepted", "withdrawn"])
def test_for_wages_a_payment_order_needs_no_mediation(walk, worker, employer, clerk, court, how):
    """LCL-30: of an arbitration that nobody hears yet or any more; the committee's clerk sends it."""
    walk.file()
    if how == "not_accepted":
        walk.step("refuse", walk.cast.director, ground="scope", reason="不属于受理范围。")
    if how == "withdrawn":
        walk.step("withdraw", worker, reason="另行解决。")
    assert "wage_order" in ways(walk.case, worker) and "wage_order" not in ways(walk.case, employer)
    one = file(walk.case, "wage_order", worker)
    assert one.from_office == walk.case.office and one.venue in ("debtor", "office")
    assert Paper.objects.get(code="J01").data["variant"] == "wage_order"
    perform(one, "send", by=clerk)
    assert set(own_days()) == {"handoff.order_acceptance"}


def test_once_the_committee_hears_it_the_wages_are_decided_there(walk, worker):
    from tests.court.test_awards import TO_ACCEPTED

    for part in TO_ACCEPTED:
        part(walk)
    assert "wage_order" not in ways(walk.case, worker)


def what_is_next(client, user, record):
    client.force_login(user)
    page = client.get(record.dispute.get_absolute_url()).content.decode()
    return re.sub(
        r"<[^>]+>|\s", "", page[page.index('id="next"') : page.index("</dl>", page.index('id="next"'))]
    )


def test_of_a_final_award_each_party_reads_its_own_way_to_court_as_next(final, worker, employer, client):
    """The worker sues (AL-48), the employer asks to have it set aside (AL-49) and may not sue at all."""
    own = what_is_next(client, worker, final)
    assert "向人民法院起诉由谁办理陈嘉禾（您）" in own and "2026年5月6日" in own
    own = what_is_next(client, employer, final)
    assert (
        "向中级人民法院申请撤销终局裁决由谁办理广州市云岭物流有限公司（您）" in own and "2026年5月27日" in own
    )


def test_whose_days_they_are_is_said_by_name_to_the_others(final, worker, employer, clerk, client):
    assert "由谁办理陈嘉禾最晚日期" in what_is_next(client, clerk, final)
    file(final, "set_aside", employer, grounds=["procedure"])
    assert "由谁办理陈嘉禾最晚日期" in what_is_next(client, employer, final)  # its own are used


def test_what_stands_still_is_not_what_happens_next(final, employer, client, clock):
    """Enforcement waits for the court (J1-25), and is asked for by whom the award gives something to."""
    clock.move_to(dt.datetime(2026, 5, 7, 10, tzinfo=CHINA))
    sweep()
    with override("zh-hans"):
        assert str(Deadline.objects.get(code="award.enforcement").binds_display) == "权利人"
    file(final, "set_aside", employer, grounds=["procedure"])
    client.force_login(employer)
    page = client.get(final.dispute.get_absolute_url())
    assert page.context["next"] is None and "中止计算" in page.content.decode()
