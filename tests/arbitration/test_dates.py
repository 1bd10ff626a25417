"""Candidate days: named by the tribunal, struck by the parties, scheduled as always (AL-35, CR-38)."""

import datetime as dt

import pytest
from django.utils import timezone

from arbitration import timetables
from arbitration.models import Booking
from arbitration.slots import next_slots
from disputes.acts import NotLawful, PermissionDenied
from tests.arbitration.test_hearing import ready

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]


def some(walk, many=3, first=dt.date(2026, 3, 30)):
    found = next_slots(walk.case, first, count=many)
    return [{"room": s.room.pk, "day": s.day.isoformat(), "start": s.start, "end": s.end} for s in found]


def offer(walk, slots=None, until=None):
    walk.room  # noqa: B018 - made when first asked for
    until = until or timezone.localdate() + dt.timedelta(days=3)
    walk.step("offer_days", walk.cast.presiding, slots=some(walk) if slots is None else slots, until=until)


def test_each_party_strikes_and_the_tribunal_sees_who(ready):
    offer(ready)
    ready.step("strike_days", ready.cast.worker, cannot=[0])
    ready.step("strike_days", ready.cast.employer, cannot=[0, 1])
    assert [len(one.struck) for one in ready.case.candidate_days] == [2, 1, 0]
    ready.step("strike_days", ready.cast.employer, cannot=[])  # it changed its mind
    assert [len(one.struck) for one in ready.case.candidate_days] == [1, 0, 0]
    assert not Booking.objects.exists()


@pytest.mark.parametrize("wrong", ["one", "six", "early", "past"])
def test_candidates_are_two_to_five_lawful_days(ready, wrong):
    ready.room  # noqa: B018
    slots, until = some(ready), timezone.localdate() + dt.timedelta(days=3)
    if wrong == "one":
        slots = slots[:1]
    elif wrong == "six":
        slots = some(ready, 6)
    elif wrong == "early":
        slots = [slots[0] | {"day": (timezone.localdate() + dt.timedelta(days=5)).isoformat()}, *slots[1:]]
    else:
        until = timezone.localdate() - dt.timedelta(days=1)
    with pytest.raises(NotLawful):
        offer(ready, slots, until)


@pytest.mark.parametrize("cannot", [[0, 1, 2], [9], [-1], [0, 0]])
def test_one_day_is_left_and_places_are_of_the_list(ready, cannot):
    offer(ready)
    with pytest.raises(NotLawful):
        ready.step("strike_days", ready.cast.worker, cannot=cannot)


def test_after_the_last_day_nobody_strikes_and_who_said_nothing_can_come(ready):
    offer(ready)
    ready.after(4)
    with pytest.raises(NotLawful):
        ready.step("strike_days", ready.cast.worker, cannot=[0])
    assert all(not one.struck for one in ready.case.candidate_days)


def test_the_list_goes_with_the_hearing_that_is_laid(ready):
    offer(ready)
    ready.step("strike_days", ready.cast.worker, cannot=[0])
    free = next(one for one in ready.case.candidate_days if not one.struck)
    ready.step(
        "schedule", ready.cast.presiding, room=ready.room, day=free.day, start=free.start, end=free.end
    )  # fmt: skip
    assert (
        ready.case.hearing_on == free.day and ready.case.candidates == {} and ready.case.candidate_days == []
    )


def lay(walk, day, start, end, **more):
    walk.step("schedule", walk.cast.presiding, room=walk.room, day=day, start=start, end=end, **more)


def test_a_day_that_was_struck_is_laid_with_a_reason_only(ready):
    """Nor at other hours of the day that nobody offered."""
    offer(ready)
    ready.step("strike_days", ready.cast.worker, cannot=[0])
    struck = ready.case.candidate_days[0]
    for hours in ((struck.start, struck.end), ("14:30", "16:00")):
        for said in ({}, {"reason": "  "}):
            with pytest.raises(NotLawful, match="CR-38"):
                lay(ready, struck.day, *hours, **said)
    assert ready.case.stage == "accepted"
    lay(ready, struck.day, struck.start, struck.end, reason="审限将届满，别无他日")
    assert ready.case.hearing_on == struck.day
    entry = ready.dispute.docket.get(step="arbitration.schedule")
    assert entry.facts["reason"] == "审限将届满，别无他日"


def test_of_a_day_named_twice_the_hours_that_are_left_are_free(ready):
    ready.room  # noqa: B018
    day = some(ready)[0] | {"start": "09:00", "end": "10:30"}
    offer(ready, [day, day | {"start": "14:30", "end": "16:00"}])
    ready.step("strike_days", ready.cast.worker, cannot=[0])
    when = dt.date.fromisoformat(day["day"])
    with pytest.raises(NotLawful, match="CR-38"):
        lay(ready, when, "09:00", "10:30")
    lay(ready, when, "14:30", "16:00")
    assert ready.case.hearing_on == when


def test_the_form_asks_for_the_reason_where_a_day_was_struck_and_then_only(ready, client):
    ready.room  # noqa: B018
    address = f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/schedule/"
    client.force_login(ready.cast.presiding)
    offer(ready)
    assert "reason" not in client.get(address).context["form"].fields
    ready.step("strike_days", ready.cast.worker, cannot=[0])
    struck = ready.case.candidate_days[0]
    asked = {"room": ready.room.pk, "day": struck.day.isoformat(), "start": struck.start, "end": struck.end}
    wrong = client.post(address, asked)
    assert wrong.status_code == 422 and "reason" in wrong.context["form"].errors
    assert client.post(address, asked | {"reason": "审限将届满，别无他日"}).status_code == 302


def test_parties_name_no_days_and_the_tribunal_strikes_none(ready):
    with pytest.raises(PermissionDenied):
        ready.step("offer_days", ready.cast.worker, slots=[], until=timezone.localdate())
    offer(ready)
    with pytest.raises(PermissionDenied):
        ready.step("strike_days", ready.cast.presiding, cannot=[0])


def test_the_pages_lead_from_the_offer_to_the_booking(ready, client):
    ready.room  # noqa: B018
    base = f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/"
    client.force_login(ready.cast.presiding)
    page = client.get(base + "offer_days/")
    keys = [key for key, _words in page.context["form"].fields["slots"].choices][:3]
    until = page.context["form"].fields["until"].initial
    assert client.post(base + "offer_days/", {"slots": keys[:1], "until": until}).status_code == 422
    gone = client.post(base + "offer_days/", {"slots": ["2026-01-01|09:00|10:30|1"], "until": until})
    assert gone.status_code == 422 and "刚被占用" in gone.content.decode()
    assert client.post(base + "offer_days/", {"slots": keys, "until": until}).status_code == 302
    client.force_login(ready.cast.worker)
    assert client.post(base + "strike_days/", {"cannot": ["0"]}).status_code == 302
    assert "<s>" in client.get(f"/cases/{ready.dispute.reference}/").content.decode()
    client.force_login(ready.cast.presiding)
    page = client.get(base + "schedule/").content.decode()
    assert "不能到庭：陈嘉禾" in page and page.count("各方均可") == 2


def test_a_struck_day_is_neither_offered_nor_proposed(ready):
    """CR-38: what a party cannot do is left out of the next times and of a timetable for the whole backlog."""
    offer(ready, slots=list({one["day"]: one for one in some(ready, many=24)}.values())[:3])
    day = ready.case.candidate_days[0].day
    assert day in {slot.day for slot in next_slots(ready.case, day)}
    ready.step("strike_days", ready.cast.worker, cannot=[0])
    assert day not in {slot.day for slot in next_slots(ready.case, day)}
    plan = timetables._plan(ready.case.office, [ready.case])
    assert plan.problem.sittings[0].away == {plan.days.index(day): 0b1111}
