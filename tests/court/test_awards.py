"""Suit, set-aside, direct suit and enforcement on awards made by real steps (docs/law.md 4.5, 10.4; traps 18 to 22)."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from arbitration.models import Arbitration, Award
from disputes.acts import NotLawful, begin, perform
from disputes.management.commands.tick import sweep
from disputes.models import Claim, Deadline, Dispute, DocketEntry, HandOff, Paper, Service
from disputes.models.handoff import candidates, openings
from tests.arbitration import conftest as arbitration
from tests.arbitration.walk import CHINA, TO_ACCEPTED, TO_HEARING, Stage, Walk

pytestmark = pytest.mark.standing("open_award", "final")

# The fixtures of another leg, under their own names.
clock, room, cast, walk = arbitration.clock, arbitration.room, arbitration.cast, arbitration.walk


def today():
    return timezone.localdate()


def serve(walk, day_of):
    """Serve the award on each side on its own day."""
    for side, day in sorted(day_of.items(), key=lambda pair: pair[1]):
        walk.day(day)
        for service in Service.objects.filter(paper__code="D38", party__side=side, stage="due"):
            perform(service, "prove", by=walk.cast.clerk, channel="direct", receipt="签收")


def awarded(walk, *, a, b, **claims):
    """An award served on the applicant on `a`, on the respondent on `b`."""
    Claim.objects.update(**claims)
    for part in (*TO_HEARING, Walk.deliberate):
        part(walk)
    walk.award(day=min(a, b))
    serve(walk, {"A": a, "B": b})
    return Award.objects.get()


@pytest.fixture
def final(walk):
    """24,000 yuan of wages: final; received by the worker on 4-20, by the employer on 4-27 (both Mondays of 2026)."""
    award = awarded(walk, a=dt.date(2026, 4, 20), b=dt.date(2026, 4, 27))
    assert award.final
    return award


@pytest.fixture
def open_award(walk):
    """90,000 yuan: not final."""
    award = awarded(walk, a=dt.date(2026, 4, 20), b=dt.date(2026, 4, 27), amount="90000.00")
    assert not award.final
    return award


def ways(record, user):
    return {one.ground for one in openings(Dispute.objects.get(pk=record.dispute_id), user)}


def file(record, ground, user, **more):
    dispute = Dispute.objects.get(pk=record.dispute_id)
    fresh = next(
        o
        for o in candidates(dispute, user)
        if o.ground == ground and o.rests_on == (record._meta.model_name, record.pk)
    )
    return begin(fresh, "file", by=user, reason="请求与理由", **more).record


def before_court(handoff, clerk, court, result, **served):
    """Send, register and answer it; `a=` and `b=` the days each side received the ruling."""
    perform(handoff, "send", by=clerk)
    perform(handoff, "acknowledge", by=court, docket_number="（2026）粤01民初1号")
    keys = {party.side.lower(): str(party.pk) for party in handoff.dispute.parties.all()}
    days = {keys[side]: day.isoformat() for side, day in served.items()}
    perform(
        handoff, "record_result", by=court, result=result, ruling="（2026）粤01民初1号之一", served=days,
        served_on=max(days.values(), default=""), proof="裁定",
    )  # fmt: skip
    return HandOff.objects.get(pk=handoff.pk)


def due(code):
    return {
        row.party.side if row.party else "": row.due_on
        for row in Deadline.objects.running().filter(code=code)
    }


def test_on_a_non_final_award_either_side_may_sue_and_nobody_asks_to_set_aside(
    open_award, worker, employer, stranger
):
    assert (
        ways(open_award, worker) == ways(open_award, employer) == {"suit"}
        and ways(open_award, stranger) == set()
    )
    with pytest.raises(NotLawful, match="AL-49, AL-50"):
        file(open_award, "set_aside", employer)


def test_each_sides_window_counts_from_its_own_receipt(open_award, worker, employer, clock):
    """DT64: the worker's window ends on 05-06, the employer's on 05-12."""
    clock.move_to(dt.datetime(2026, 5, 6, 10, tzinfo=CHINA))
    assert ways(open_award, worker) == {"suit"}
    clock.move_to(dt.datetime(2026, 5, 7, 10, tzinfo=CHINA))
    assert ways(open_award, worker) == set() and ways(open_award, employer) == {"suit"}
    with pytest.raises(NotLawful, match="AL-50"):
        file(open_award, "suit", worker)
    assert file(open_award, "suit", employer).stage == "filed"
    clock.move_to(dt.datetime(2026, 5, 13, 10, tzinfo=CHINA))
    assert ways(open_award, worker) == set()


def test_a_suit_ends_the_suers_window_alone_and_both_may_sue(open_award, worker, employer):
    file(open_award, "suit", worker)
    assert set(due("award.suit")) == {"B"} and Award.objects.get().stage == "contested"
    with pytest.raises(NotLawful):
        file(open_award, "suit", worker)
    assert file(open_award, "suit", employer).stage == "filed"


def test_a_final_award_is_one_sided(final, worker, employer):
    """Trap 18: the worker sues, the employer can only ask the intermediate court."""
    assert ways(final, worker) >= {"suit"} and "set_aside" not in ways(final, worker)
    assert ways(final, employer) == {"set_aside"}
    with pytest.raises(NotLawful, match="AL-48, AL-49"):
        file(final, "suit", employer)
    with pytest.raises(NotLawful, match="AL-48, AL-49"):
        file(final, "set_aside", worker)
    assert file(final, "set_aside", employer).office.kind == "intermediate_court"
    assert file(final, "suit", worker).office.kind == "basic_court"


def test_the_30_days_to_set_aside(final, employer, clock):
    assert due("award.set_aside") == {"B": dt.date(2026, 5, 27)}
    clock.move_to(dt.datetime(2026, 5, 27, 23, tzinfo=CHINA))
    assert ways(final, employer) == {"set_aside"}
    clock.move_to(dt.datetime(2026, 5, 28, 0, 30, tzinfo=CHINA))
    with pytest.raises(NotLawful, match="AL-49"):
        file(final, "set_aside", employer)


def test_the_workers_suit_blocks_the_request_to_set_aside(final, worker, employer):
    file(final, "suit", worker)
    assert ways(final, employer) == set()
    with pytest.raises(NotLawful, match="J1-21"):
        file(final, "set_aside", employer)


def test_the_workers_suit_ends_a_request_already_before_the_court(final, worker, employer, clerk, higher):
    request = file(final, "set_aside", employer)
    assert Award.objects.get().stayed
    perform(request, "send", by=clerk)
    perform(request, "acknowledge", by=higher, docket_number="（2026）粤01民特1号")
    file(final, "suit", worker)
    assert HandOff.objects.get(pk=request.pk).stage == "gave_way" and not Award.objects.get().stayed


@pytest.mark.parametrize("result", ["withdrawn", "dismissed_late"])
def test_a_failed_suit_of_the_worker_gives_the_employer_30_days_from_its_receipt(
    final, worker, employer, clerk, court, clock, result
):
    """DT35, trap 19."""
    suit = file(final, "suit", worker)
    clock.move_to(dt.datetime(2026, 5, 8, 10, tzinfo=CHINA))
    before_court(suit, clerk, court, result, a=dt.date(2026, 5, 8), b=dt.date(2026, 5, 8))
    assert due("handoff.set_aside_after_suit") == {"B": dt.date(2026, 6, 8)}
    assert ways(final, employer) == {"set_aside"}
    request = file(final, "set_aside", employer)
    assert request.stage == "filed" and due("handoff.set_aside_after_suit") == {}


def test_a_judged_suit_gives_the_employer_no_second_way(final, worker, employer, clerk, court):
    before_court(file(final, "suit", worker), clerk, court, "judged", a=today(), b=today())
    assert due("handoff.set_aside_after_suit") == {} and ways(final, employer) == set()
    assert set(due("handoff.appeal")) == {"A", "B"}


def test_an_award_set_aside_may_be_sued_on_by_both_and_the_used_window_closes(
    final, worker, employer, clerk, higher, clock
):
    """DT34."""
    request = file(final, "set_aside", employer)
    clock.move_to(dt.datetime(2026, 6, 5, 10, tzinfo=CHINA))
    before_court(request, clerk, higher, "set_aside", a=dt.date(2026, 6, 5), b=dt.date(2026, 6, 5))
    assert Award.objects.get().stage == "set_aside"
    assert due("handoff.suit_after_set_aside") == dict.fromkeys("AB", dt.date(2026, 6, 22))
    suit = file(final, "suit", employer)
    assert suit.stage == "filed" and set(due("handoff.suit_after_set_aside")) == {"A"}
    assert file(final, "suit", worker).stage == "filed" and due("handoff.suit_after_set_aside") == {}


def test_a_dismissed_request_lets_the_award_stand_for_good(final, employer, clerk, higher):
    before_court(file(final, "set_aside", employer), clerk, higher, "stands", a=today(), b=today())
    assert Award.objects.get().stage == "effective" and not Award.objects.get().stayed
    assert ways(final, employer) == set()  # J1-22


def test_enforcement_is_the_creditors_and_stayed_while_a_request_runs(final, worker, employer, clerk, higher):
    assert "enforcement" in ways(final, worker) and "enforcement" not in ways(final, employer)
    with pytest.raises(NotLawful, match="CPL-250"):
        file(final, "enforcement", employer)
    file(final, "set_aside", employer)
    assert "enforcement" not in ways(final, worker)


def test_an_award_in_effect_is_enforced_with_its_application(final, worker, clerk, court):
    one = file(final, "enforcement", worker)
    assert Paper.objects.get(code="J02").data["instrument"]["number"] == final.number
    assert before_court(one, clerk, court, "enforced").stage == "enforced"


def test_a_closed_case_opens_again_on_the_way_to_court_and_closes_with_the_answer(
    final, worker, director, clerk, court
):
    perform(final.arbitration, "close", by=director)
    assert Dispute.objects.get().stage == "closed"
    one = file(final, "enforcement", worker)
    assert Dispute.objects.get().stage == "open"
    before_court(one, clerk, court, "enforced")
    assert Dispute.objects.get().stage == "closed"


def test_a_refused_enforcement_opens_the_suit_to_both(final, worker, employer, clerk, court, clock):
    one = file(final, "enforcement", worker)
    clock.move_to(dt.datetime(2026, 7, 3, 10, tzinfo=CHINA))
    before_court(one, clerk, court, "refused", a=dt.date(2026, 7, 3), b=dt.date(2026, 7, 3))
    assert due("handoff.suit_after_refusal")["A"] == dt.date(2026, 8, 3)  # DT37
    assert "suit" in ways(final, worker) & ways(final, employer)


def test_a_withdrawn_suit_on_a_non_final_award_lets_it_take_effect(open_award, worker, clerk, court, clock):
    suit = file(open_award, "suit", worker)
    clock.move_to(dt.datetime(2026, 6, 1, 10, tzinfo=CHINA))
    sweep()
    before_court(suit, clerk, court, "withdrawn", a=dt.date(2026, 6, 1), b=dt.date(2026, 6, 1))
    award = Award.objects.get()
    assert (award.stage, award.effective_on) == ("effective", dt.date(2026, 6, 1))


def test_a_refused_case_may_be_sued_directly_by_the_applicant_alone(walk, worker, employer):
    walk.file()
    assert ways(walk.case, worker) == {"wage_order"}
    walk.step("refuse", walk.cast.director, ground="scope", reason="不属于受理范围。")
    assert ways(walk.case, worker) == {"direct_suit", "wage_order"} and ways(walk.case, employer) == set()
    with pytest.raises(NotLawful, match="AL-29"):
        file(walk.case, "direct_suit", employer)
    assert file(walk.case, "direct_suit", worker).stage == "filed"


def test_silence_past_five_working_days_opens_the_court(walk, worker, employer):
    walk.file()
    walk.after(8)
    sweep()
    assert ways(walk.case, worker) == {"direct_suit", "wage_order"} and ways(walk.case, employer) == set()


def test_a_late_award_opens_the_court_to_both_and_ends_nothing_until_the_court_files(
    walk, worker, employer, clerk, court
):
    """Trap 23."""
    for part in TO_ACCEPTED:
        part(walk)
    walk.after(46)
    sweep()
    assert ways(walk.case, worker) == ways(walk.case, employer) == {"direct_suit"}
    one = file(walk.case, "direct_suit", worker)
    perform(one, "send", by=clerk)
    assert Arbitration.objects.get().stage == Stage.ACCEPTED
    perform(one, "acknowledge", by=court, docket_number="（2026）粤0104民初9号")
    assert Arbitration.objects.get().stage in (Stage.ACCEPTED, Stage.TERMINATED)


def test_the_extra_interest_is_worked_out_for_an_application_to_enforce(final, worker, client):
    """K32, CPL-264: 0.0175 % a day; that the rate was not checked against its source is said where the sum is typed."""
    client.force_login(worker)
    address = f"/cases/{final.dispute.reference}/new/handoff/file/"
    page = client.get(address).content.decode()
    way = re.search(r'value="(enforcement[^"]+)"', page)[1]
    asked = {"way": way, "reason": "请求强制执行", "unpaid": "10,000", "days_late": ""}
    refused = client.post(address, asked)
    assert refused.status_code == 422 and "金额和天数请同时填写" in refused.content.decode()
    client.post(address, asked | {"days_late": "30", "confirmed": "1"})
    (entry,) = DocketEntry.objects.filter(step="handoff.file")
    told = entry.facts["reason"]
    assert told.startswith("请求强制执行") and "52.50 元" in told and "民事诉讼法第264条" in told
    assert "核对" not in told  # a caution for who fills it in, not a sentence of a paper that goes to court
    assert "利率凭记忆写入" in page


def test_the_court_reads_on_its_page_what_is_asked_and_on_which_grounds(
    final, employer, clerk, higher, client
):
    """Without opening the package: by them it decides whether to file the request (AL-49)."""
    request = file(final, "set_aside", employer, grounds=["procedure", "forged"])
    perform(request, "send", by=clerk)
    client.force_login(higher)
    page = client.get(request.get_absolute_url()).content.decode()
    for said in ("违反法定程序", "裁决所根据的证据是伪造的", "请求与理由"):
        assert said in page
    assert "索贿受贿" not in page


def test_the_award_says_when_it_was_made_and_what_holds_of_it_now(final, worker, client):
    client.force_login(worker)
    address = final.dispute.get_absolute_url()
    page = client.get(address).content.decode()
    assert "作出日期" in page and "提出日期" not in page  # an award is no offer
    assert 'tag--info">已作出裁决<' in page  # what the case has come to, not what is to do
    assert "对裁决不服怎么办" in page
    for gone in ("set_aside", "without_effect"):
        Award.objects.update(stage=gone, effective_on=None)
        page = client.get(address).content.decode()
        assert "对裁决不服怎么办" not in page and "尚未生效" not in page, gone


def test_each_copy_of_the_award_says_for_whom_it_is(final, worker, clerk, client):
    """Two papers of one name and day stood in the list; a party is told which is its own."""
    for who, told in ((worker, ["陈嘉禾"]), (clerk, ["广州市云岭物流有限公司", "陈嘉禾"])):
        client.force_login(who)
        papers = client.get(final.dispute.get_absolute_url()).context["papers"]
        copies = [str(party) for one in papers if one.code == "D38" for party in one.copy_for]
        assert sorted(copies) == told
    page = client.get(final.dispute.get_absolute_url()).content.decode()
    assert re.search(r"仲裁裁决书</a>.{0,200}→ 陈嘉禾", page)
