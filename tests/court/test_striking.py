"""An answer written down wrongly is struck and the right one recorded: what it started is put right (CR-22)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Comparison, Deadline, DocketEntry, HandOff
from tests.arbitration.walk import CHINA
from tests.court import test_api, test_awards, test_referrals
from tests.court.test_api import Court
from tests.court.test_awards import before_court, due, file, today, ways

pytestmark = pytest.mark.standing("final", "open_award")

clock, room, cast, walk = test_awards.clock, test_awards.room, test_awards.cast, test_awards.walk
final, open_award = test_awards.final, test_awards.open_award
key = test_api.key
complained, inspection, inspector, officer, police = (
    test_referrals.complained, test_referrals.inspection, test_referrals.inspector, test_referrals.officer,
    test_referrals.police,
)  # fmt: skip
WHY = {"reason": "裁定是驳回申请，误记为撤销", "proof": "（2026）粤01民特1号"}


def now(record):
    return type(record).objects.get(pk=record.pk)


def answer(handoff, by, result, on=None, **more):
    return perform(
        handoff,
        "record_result",
        by=by,
        on=on,
        result=result,
        ruling="（2026）粤01民特1号之二",
        proof="裁定",
        **more,
    )


def test_an_award_set_aside_by_mistake_is_as_it_was_and_then_stands(
    final, worker, employer, clerk, higher, clock
):
    request = file(final, "set_aside", employer)
    stopped = Deadline.objects.get(code="award.enforcement").paused_on
    clock.move_to(dt.datetime(2026, 6, 5, 10, tzinfo=CHINA))
    request = before_court(request, clerk, higher, "set_aside", a=today(), b=today())
    assert now(final).stage == "set_aside" and set(due("handoff.suit_after_set_aside")) == {"A", "B"}
    clock.move_to(dt.datetime(2026, 6, 8, 10, tzinfo=CHINA))
    entry = perform(request, "strike_result", by=higher, **WHY)
    request, award = now(request), now(final)
    assert request.stage == "acknowledged" and request.ruling == "" and request.served == {}
    assert award.stage == "effective" and award.stayed and award.effective_on == award.made_on
    enforcement = Deadline.objects.open().get(code="award.enforcement")
    assert enforcement.status == "paused" and enforcement.paused_on == stopped
    assert not due("handoff.suit_after_set_aside") and "suit" not in ways(award, worker)
    assert (
        entry.facts["reason"] == WHY["reason"]
        and DocketEntry.objects.filter(step="handoff.record_result").count() == 1
    )
    assert CaseTask.objects.open().filter(record_id=request.pk, code="ResultFlow.answer").exists()
    answer(request, higher, "stands", on=dt.date(2026, 6, 5))  # the day of the ruling, before it was struck
    assert now(request).stage == "stands" and not now(final).stayed and not now(request).left
    assert Deadline.objects.open().get(code="award.enforcement").status == "running"


def test_an_award_that_stands_by_mistake_stands_still_again(final, employer, clerk, higher, clock):
    request = file(final, "set_aside", employer)
    stopped = Deadline.objects.get(code="award.enforcement").paused_on
    clock.move_to(dt.datetime(2026, 6, 5, 10, tzinfo=CHINA))
    request = before_court(request, clerk, higher, "stands", a=today(), b=today())
    clock.move_to(dt.datetime(2026, 6, 8, 10, tzinfo=CHINA))
    perform(request, "strike_result", by=higher, **WHY)
    row = Deadline.objects.get(code="award.enforcement")
    assert now(final).stayed and row.status == "paused" and row.paused_on == stopped and row.pauses == []
    answer(now(request), higher, "set_aside")
    assert now(final).stage == "set_aside"


def test_a_judged_suit_that_was_taken_back_gives_effect(open_award, worker, employer, clerk, court, clock):
    """Struck with its windows to appeal; the suit withdrawn makes the award effective once all have the ruling."""
    suit = file(open_award, "suit", worker)
    clock.move_to(dt.datetime(2026, 6, 1, 10, tzinfo=CHINA))
    suit = before_court(suit, clerk, court, "judged", a=today(), b=today())
    assert now(open_award).stage == "without_effect" and set(due("handoff.appeal")) == {"A", "B"}
    Comparison.objects.all().delete()
    perform(suit, "strike_result", by=clerk, **WHY)  # the clerk, from the paper
    assert now(open_award).stage == "contested" and due("handoff.appeal") == {}
    sweep()
    keys = {party.side: str(party.pk) for party in suit.dispute.parties.all()}
    served = dict.fromkeys(keys.values(), today().isoformat())
    answer(now(suit), court, "withdrawn", served=served)
    sweep()
    award = now(open_award)
    assert award.stage == "effective" and award.effective_on == today()


def test_a_suit_taken_back_by_mistake_is_before_the_court_again(open_award, worker, clerk, court, clock):
    suit = file(open_award, "suit", worker)
    clock.move_to(dt.datetime(2026, 6, 1, 10, tzinfo=CHINA))
    sweep()
    suit = before_court(suit, clerk, court, "withdrawn", a=today(), b=today())
    assert now(open_award).stage == "effective"
    perform(suit, "strike_result", by=court, **WHY)
    award = now(open_award)
    assert award.stage == "contested" and award.sued_by == [suit.filed_by_id] and award.effective_on is None
    assert not Deadline.objects.open().filter(code="award.enforcement").exists()


def test_what_people_did_on_it_waits_for_the_office_in_words(final, worker, employer, clerk, higher, clock):
    request = file(final, "set_aside", employer)
    clock.move_to(dt.datetime(2026, 6, 5, 10, tzinfo=CHINA))
    request = before_court(request, clerk, higher, "set_aside", a=today(), b=today())
    suit = file(now(final), "suit", worker)  # within the fifteen days the mistaken answer gave
    perform(request, "strike_result", by=higher, **WHY)
    request = now(request)
    assert [(one.step, one.record_id) for one in request.left_entries] == [("handoff.file", suit.pk)]
    assert now(suit).stage == "filed" and now(final).stage == "effective"
    task = CaseTask.objects.open().get(code="LeftFlow.settle")
    assert task.role == "clerk" and task.office_id == request.from_office_id
    with pytest.raises(PermissionDenied):
        perform(request, "settle_what_was_left", by=worker, done="已处理")
    perform(request, "settle_what_was_left", by=clerk, done="已告知劳动者撤诉并电话通知法院")
    assert now(request).left == [] and not CaseTask.objects.open().filter(code="LeftFlow.settle").exists()
    with pytest.raises(NotLawful, match="CR-22"):
        perform(now(request), "settle_what_was_left", by=clerk, done="再次")


def test_only_the_court_and_the_sender_strike_and_say_why(
    final, worker, employer, clerk, higher, court, elsewhere
):
    request = file(final, "set_aside", employer)
    with pytest.raises(NotLawful):
        perform(request, "strike_result", by=clerk, **WHY)  # nothing was answered
    request = before_court(request, clerk, higher, "stands")
    for stranger in (worker, employer, court, elsewhere):
        with pytest.raises(PermissionDenied):
            perform(request, "strike_result", by=stranger, **WHY)
    with pytest.raises(NotLawful, match="CR-22"):
        perform(request, "strike_result", by=higher, reason=" ", proof="")
    perform(request, "strike_result", by=higher, **WHY)


def test_what_was_taken_back_before_any_court_had_it_is_no_answer(open_award, worker, clerk):
    suit = file(open_award, "suit", worker)
    perform(suit, "withdraw", by=worker)
    with pytest.raises(NotLawful):
        perform(HandOff.objects.get(pk=suit.pk), "strike_result", by=clerk, **WHY)


def test_whoever_went_there_again_is_left_alone(final, worker, clerk, court, clock):
    one = before_court(file(final, "enforcement", worker), clerk, court, "withdrawn")
    file(final, "enforcement", worker)
    with pytest.raises(NotLawful, match="CR-22"):
        perform(one, "strike_result", by=court, **WHY)


def test_enforced_by_mistake_the_time_to_enforce_runs_on(final, worker, clerk, court):
    before = Deadline.objects.get(code="award.enforcement").due_on
    one = before_court(file(final, "enforcement", worker), clerk, court, "enforced")
    assert Deadline.objects.get(code="award.enforcement").status == "stopped"
    perform(one, "strike_result", by=court, **WHY)
    row = Deadline.objects.get(code="award.enforcement")
    assert (row.status, row.due_on) == ("running", before)


def test_a_closed_dispute_is_open_while_the_right_answer_is_missing(
    final, employer, clerk, higher, director, walk, clock
):
    request = before_court(file(final, "set_aside", employer), clerk, higher, "stands", a=today(), b=today())
    walk.step("close", director)
    assert now(request.dispute).stage == "closed"
    perform(request, "strike_result", by=higher, **WHY)
    assert now(request.dispute).stage == "open"
    answer(now(request), higher, "stands")
    assert now(request.dispute).stage == "closed"


def test_a_court_system_strikes_what_it_said(key, sent):
    one, court = sent(), Court(key)
    court.say(one, 1, "registered", docket_number="（2026）粤0104民初1号")
    court.say(one, 2, "result", result="judged", ruling="1号")
    assert court.say(one, 3, "struck").status_code == 422
    assert court.say(one, 3, "struck", reason="误报").json()["state"] == "taken"
    assert court.say(one, 4, "result", result="withdrawn", ruling="1号").json()["state"] == "taken"
    assert now(one).stage == "withdrawn" and now(one).ruling == "1号"


def test_what_the_inspection_had_not_sent_to_the_police_is_taken_back(
    complained, inspection, inspector, officer, police, clerk
):
    perform(complained, "send", by=clerk)
    perform(complained, "acknowledge", by=inspector, docket_number="穗越人社监字〔2026〕31号")
    said = {"result": "not_obeyed", "ruling": "2", "obey_by": "2026-02-27"}
    perform(complained, "record_result", by=inspector, **said)
    perform(complained, "strike_result", by=inspector, **WHY)
    assert HandOff.objects.get(ground="police").stage == "withdrawn" and not now(complained).left
    assert not CaseTask.objects.open().filter(code="SendCrimeFlow.send").exists()
    perform(complained, "record_result", by=inspector, **said)
    crime = HandOff.objects.exclude(stage="withdrawn").get(ground="police")
    perform(crime, "send", by=inspector)
    perform(complained, "strike_result", by=inspector, **WHY)
    assert now(crime).stage == "sent" and [one.step for one in now(complained).left_entries] == [
        "handoff.send"
    ]


def test_an_order_counts_as_disobeyed_only_with_its_last_day_over(
    complained, inspection, inspector, police, clerk
):
    """法释〔2013〕3号-4, whoever writes it down and by whatever way."""
    perform(complained, "send", by=clerk)
    perform(complained, "acknowledge", by=inspector, docket_number="1")
    for said in ({}, {"obey_by": ""}, {"obey_by": "明天"}, {"obey_by": today().isoformat()}):
        with pytest.raises(NotLawful, match="法释〔2013〕3号-4"):
            perform(complained, "record_result", by=inspector, result="not_obeyed", ruling="2", **said)
    assert now(complained).stage == "acknowledged"


def test_the_clerk_strikes_on_the_page_and_the_parties_read_it(
    final, worker, employer, clerk, higher, client, clock
):
    request = file(final, "set_aside", employer)
    request = before_court(request, clerk, higher, "set_aside", a=today(), b=today())
    file(now(final), "suit", worker)
    client.force_login(clerk)
    address = f"/cases/{request.dispute.reference}/handoff/{request.pk}/strike_result/"
    assert "错在哪里" in client.get(address).content.decode()
    kept = client.post(address, {"reason": WHY["reason"]})
    assert now(request).stage == "set_aside" and WHY["reason"] in kept.content.decode()
    client.post(address, {**WHY, "confirmed": request.dispute.reference[-4:]})
    assert now(request).stage == "acknowledged"
    for reader in (clerk, employer, worker, higher):
        client.force_login(reader)
        page = client.get(request.get_absolute_url()).content.decode()
        assert WHY["reason"] in page and "依误记结果所作的行为" in page and "不会自动失效" in page
    client.force_login(clerk)
    settle = f"/cases/{request.dispute.reference}/handoff/{request.pk}/settle_what_was_left/"
    client.post(settle, {"done": "劳动者的起诉已撤回，双方均已电话告知。"})
    assert now(request).left == []


def test_striking_is_never_the_first_button_where_something_else_may_be_done(
    final, employer, clerk, higher, client
):
    request = file(final, "set_aside", employer)
    request = before_court(request, clerk, higher, "set_aside", a=today(), b=today())
    client.force_login(higher)
    buttons = client.get(request.get_absolute_url()).context["choices"]
    assert [one.name for one in buttons][-1] == "strike_result"
