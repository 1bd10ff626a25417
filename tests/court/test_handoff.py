import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from disputes.acts import NotLawful, perform
from disputes.models import CaseTask, Deadline, DocketEntry, HandOff, Paper

DAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    """Answers arrive on the day the file is registered."""
    with time_machine.travel(dt.datetime.combine(DAY, dt.time(10), dt.timezone(dt.timedelta(hours=8)))):
        yield


def again(handoff):
    return HandOff.objects.get(pk=handoff.pk)


def open_tasks(handoff):
    return set(
        CaseTask.objects.open()
        .filter(record_type="handoff", record_id=handoff.pk)
        .values_list("code", "role")
    )


def due(code):
    return {
        row.party.side if row.party else "": row.due_on
        for row in Deadline.objects.running().filter(code=code)
    }


def answer(handoff, result, *, by, on=DAY, **served):
    """Record a result; `a=` and `b=` are the days the sides received the ruling."""
    parties = {party.side.lower(): party.pk for party in handoff.dispute.parties.all()}
    days = {str(parties[side]): day.isoformat() for side, day in served.items()}
    return perform(
        handoff, "record_result", by=by, on=on, result=result, ruling="（2026）粤01民特9号", served=days,
        served_on=max(days.values(), default=""), proof="（2026）粤01民特9号",
    )  # fmt: skip


def test_the_clerk_sends_the_file_and_the_court_is_asked_to_look(handoff, clerk, court):
    one = handoff()
    entry = perform(one, "send", by=clerk)
    one = again(one)
    assert (
        one.stage == "sent"
        and one.package_sha256
        and one.package_size
        and entry.names == {"handoff.send", "handoff.send:suit"}
    )
    assert open_tasks(one) == {("RegisterFlow.look", "court")}
    assert Paper.objects.get(code="J03").audience == "open"


@pytest.mark.parametrize("who", ["worker", "employer", "court", "stranger", "recorder"])
def test_nobody_else_sends_the_file(handoff, who, request):
    with pytest.raises(PermissionDenied):
        perform(handoff(), "send", by=request.getfixturevalue(who))


def test_the_court_registers_the_case_under_its_own_number(sent, court):
    one = sent()
    perform(one, "acknowledge", by=court, docket_number="（2026）粤0104民初7号")
    assert again(one).docket_number == "（2026）粤0104民初7号" and open_tasks(one) == {
        ("ResultFlow.answer", "court")
    }


@pytest.mark.parametrize("who", ["worker", "employer", "clerk", "stranger", "elsewhere", "higher"])
@pytest.mark.parametrize(
    ("name", "facts"), [("acknowledge", {"docket_number": "1"}), ("return_file", {"reason": "缺页"})]
)
def test_only_the_court_it_was_sent_to_answers(sent, who, name, facts, court, request):
    one = sent()
    with pytest.raises(PermissionDenied):
        perform(one, name, by=request.getfixturevalue(who), **facts)


def test_a_returned_file_goes_back_to_the_clerk_and_is_sent_again(sent, court, clerk):
    one = sent()
    first = again(one).package_sha256
    perform(one, "return_file", by=court, reason="缺送达回证")
    assert again(one).return_reason == "缺送达回证" and open_tasks(one) == {("SendFlow.send", "clerk")}
    perform(one, "send", by=clerk)
    assert again(one).stage == "sent" and again(one).package_sha256 not in ("", first)
    assert again(one).return_reason == "" and open_tasks(one) == {("RegisterFlow.look", "court")}


def test_the_courts_hearing_is_noted_and_moves_nothing(registered, court):
    one = registered()
    entry = perform(one, "record_hearing", by=court, held_on="2026-12-20", place="第三法庭")
    assert again(one).stage == "acknowledged" and entry.facts == {
        "held_on": "2026-12-20",
        "place": "第三法庭",
    }
    assert open_tasks(one) == {("ResultFlow.answer", "court")}


def test_a_step_out_of_turn_is_refused(sent, court, clerk):
    one = sent()
    for by, name, facts in (
        (clerk, "send", {}),
        (court, "record_result", {"result": "judged", "ruling": "1"}),
    ):
        with pytest.raises(NotLawful):
            perform(one, name, by=by, **facts)


@pytest.mark.parametrize(
    ("ground", "result"),
    [
        ("suit", "stands"),
        ("suit", "set_aside"),
        ("set_aside", "judged"),
        ("set_aside", "dismissed_late"),
        ("suit", "filed"),
    ],
)
def test_an_answer_that_the_ground_does_not_know_is_refused(registered, ground, result, court, higher):
    with pytest.raises(NotLawful) as refused:
        answer(
            registered(ground, "B" if ground == "set_aside" else "A"),
            result,
            by=higher if ground == "set_aside" else court,
        )
    assert "AL-49" in str(refused.value)


@pytest.mark.parametrize("result", ["judged", "withdrawn", "dismissed_late", "dismissed_scope", "refused"])
def test_each_answer_to_a_suit_is_its_own_end(registered, court, result):
    one = registered()
    entry = answer(one, result, by=court)
    assert again(one).stage == result and again(one).ended and "handoff.record_result:suit" in entry.names
    assert entry.facts["result"] == result and open_tasks(one) == {("ServedFlow.serve", "court")}


@time_machine.travel("2026-11-23 10:00+08:00")
def test_after_a_set_aside_each_party_may_sue_15_days_from_its_own_receipt(registered, higher):
    """DT34 per party (AL-49(3), trap 21)."""
    one = registered("set_aside", "B")
    with time_machine.travel("2027-06-10 10:00+08:00"):
        answer(
            one, "set_aside", by=higher, on=dt.date(2027, 6, 1), a=dt.date(2027, 6, 4), b=dt.date(2027, 6, 8)
        )
    assert due("handoff.suit_after_set_aside") == {"A": dt.date(2027, 6, 21), "B": dt.date(2027, 6, 23)}
    assert open_tasks(one) == set()


def test_the_day_of_receipt_may_be_told_later_party_by_party(registered, higher, case):
    with time_machine.travel("2026-06-01 10:00+08:00"):
        one = registered("set_aside", "B")
        answer(one, "set_aside", by=higher, on=dt.date(2026, 6, 1))
    assert due("handoff.suit_after_set_aside") == {} and open_tasks(one) == {("ServedFlow.serve", "court")}
    a, b = case.parties.order_by("side")
    with time_machine.travel("2026-06-09 10:00+08:00"):
        perform(one, "serve_result", by=higher, on=dt.date(2026, 6, 5), party=a.pk, proof="回证1")
        assert open_tasks(one) == {("ServedFlow.serve", "court")}
        perform(one, "serve_result", by=higher, on=dt.date(2026, 6, 9), party=b.pk)
        assert open_tasks(one) == set()
        with pytest.raises(NotLawful):
            perform(one, "serve_result", by=higher, party=b.pk)
    assert due("handoff.suit_after_set_aside")["A"] == dt.date(2026, 6, 22)  # DT34


def test_a_dismissed_request_opens_no_window(registered, higher):
    answer(registered("set_aside", "B"), "stands", by=higher, a=DAY, b=DAY)
    assert not Deadline.objects.exists()


def test_a_judgment_may_be_appealed_15_days_from_receipt(registered, court):
    with time_machine.travel("2026-09-16 10:00+08:00"):
        one = registered()
        answer(one, "judged", by=court, on=dt.date(2026, 9, 16), a=dt.date(2026, 9, 16))
    assert due("handoff.appeal") == {"A": dt.date(2026, 10, 8)}  # DT48


def test_both_windows_may_start_after_refused_enforcement(registered, court):
    with time_machine.travel("2026-07-03 10:00+08:00"):
        one = registered("enforcement", "A")
        answer(one, "refused", by=court, on=dt.date(2026, 7, 3), a=dt.date(2026, 7, 3), b=dt.date(2026, 7, 3))
    assert due("handoff.suit_after_refusal") == dict.fromkeys("AB", dt.date(2026, 8, 3))  # DT37


def test_a_payment_order_stands_when_the_debtor_keeps_silent_15_days(registered, court):
    from disputes.acts import lapse

    with time_machine.travel("2026-06-04 10:00+08:00"):
        one = registered("payment_order", "A")
        answer(one, "ordered", by=court, on=dt.date(2026, 6, 4), a=dt.date(2026, 6, 4), b=dt.date(2026, 6, 4))
    assert due("handoff.objection") == {"B": dt.date(2026, 6, 22)} and not again(one).ended  # DT47
    with time_machine.travel("2026-06-23 10:00+08:00"):
        lapse(list(Deadline.objects.lapsing(dt.date(2026, 6, 23))))
    assert again(one).stage == "enforceable" and set(due("handoff.enforcement")) == {""}


def test_an_objection_ends_the_payment_order(registered, court):
    one = registered("payment_order", "A")
    answer(one, "ordered", by=court, a=DAY, b=DAY)
    perform(one, "end_order", by=court)
    assert again(one).stage == "objected" and again(one).ended and due("handoff.objection") == {}


def test_a_confirmed_agreement_can_be_enforced_for_two_years(registered, court):
    one = registered("confirmation", "A")
    with time_machine.travel("2026-11-24 10:00+08:00"):
        answer(one, "confirmed", by=court, on=dt.date(2026, 11, 24))
    assert due("handoff.enforcement") == {"": dt.date(2028, 11, 24)}


def test_a_window_not_used_passes_for_its_own_party(registered, higher, case):
    from disputes.acts import lapse

    with time_machine.travel("2026-06-05 10:00+08:00"):
        one = registered("set_aside", "B")
        answer(
            one, "set_aside", by=higher, on=dt.date(2026, 6, 5), a=dt.date(2026, 6, 5), b=dt.date(2026, 6, 5)
        )
    with time_machine.travel("2026-06-23 10:00+08:00"):
        first = Deadline.objects.lapsing(dt.date(2026, 6, 23)).first()
        lapse([first])
    entry = DocketEntry.objects.get(step="handoff.let_pass")
    assert entry.party == first.party and set(due("handoff.suit_after_set_aside")) == {"A", "B"} - {
        first.party.side
    }
    assert again(one).stage == "set_aside"


def test_every_entry_of_a_hand_off_is_open_to_the_case_and_hidden_from_strangers(
    sent, worker, employer, clerk, stranger, court
):
    sent()
    for user, readers in ((worker, 1), (employer, 1), (clerk, 1), (stranger, 0), (court, 0)):
        assert DocketEntry.objects.visible_to(user).filter(step="handoff.send").count() == readers
