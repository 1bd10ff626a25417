"""Hearings outside the house: calendars by private address and the public list of a day."""

import datetime as dt
import re

import pytest
from icalendar import Calendar

from arbitration.laying import book
from arbitration.models import Feed
from arbitration.timetables import propose
from disputes.models import Seat
from tests.arbitration.test_hearing import ready, schedule

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
DAY = dt.date(2026, 3, 30)
__all__ = ["ready"]


def given(page):
    """The address the page shows this once."""
    return re.search(r'role="status">.*?<a href="([^"]*)"', page, re.DOTALL)[1]


def test_a_calendar_reads_hearings_without_names_until_the_address_is_renewed(ready, client):
    schedule(ready, start="09:00", end="10:30")
    client.force_login(ready.cast.presiding)
    page = client.post("/hearings/feeds/").content.decode()
    address = given(page)
    path = address.split("testserver")[1]
    assert (
        Feed.objects.get().token_hash not in path
        and path not in client.get("/hearings/feeds/").content.decode()
    )
    client.logout()
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/calendar") and "no-store" in answer["Cache-Control"]
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == f"庭审 {ready.case.number}" and "第一仲裁庭" in str(event["location"])
    assert event.decoded("dtstart").isoformat() == "2026-03-30T09:00:00+08:00"
    for name in ready.dispute.parties.values_list("name", flat=True):
        assert name not in answer.content.decode()
    client.force_login(ready.cast.presiding)
    client.post("/hearings/feeds/")
    assert client.get(path).status_code == 404, "the address before answers no more"
    assert client.get("/hearings/feeds/xx.ics").status_code == 404


def test_the_calendar_of_a_room_is_for_those_who_keep_its_hearings(ready, clerk, worker, client):
    schedule(ready)
    client.force_login(worker)
    assert client.post("/hearings/feeds/", {"room": ready.room.pk}).status_code == 404
    client.force_login(clerk)
    page = client.post("/hearings/feeds/", {"room": ready.room.pk}).content.decode()
    path = given(page).split("testserver")[1]
    assert b"VEVENT" in client.get(path).content
    clerk.posts.all().delete()
    assert client.get(path).status_code == 404, "who no longer keeps the hearings reads them no more"


def test_the_public_list_of_a_day_names_numbers_and_no_people(ready, client):
    schedule(ready)
    page = client.get("/hearings/public/?on=2026-03-30").content.decode()
    assert ready.case.number in page and "第一仲裁庭" in page and "09:00–11:00" in page
    for name in [*ready.dispute.parties.values_list("name", flat=True), "Presiding", ready.dispute.reference]:
        assert name not in page
    assert ready.case.number not in client.get("/hearings/public/?on=2026-03-31").content.decode()
    for odd in ("?on=x", "?on=9999-12-31", "?on=0001-01-01", "?office=x", "?office=99999999999999999999"):
        assert client.get(f"/hearings/public/{odd}").status_code == 200


def test_a_closed_hearing_is_on_no_public_list(ready, client):
    day = {"room": ready.room, "day": DAY, "start": "09:00", "end": "10:30"}
    ready.step("schedule", ready.cast.presiding, **day, closed=True)
    assert ready.case.hearing.closed
    assert ready.case.number not in client.get("/hearings/public/?on=2026-03-30").content.decode()
    assert Seat.objects.filter(dispute=ready.dispute).exists()


def test_a_hearing_that_was_closed_stays_closed_on_its_new_day(ready, client, clerk):
    """CR-25: what was closed for privacy is not open because it was put off and laid anew by a proposed timetable."""
    day = {"room": ready.room, "day": DAY, "start": "09:00", "end": "10:30"}
    ready.step("schedule", ready.cast.presiding, **day, closed=True)
    ready.step("put_off", ready.cast.director, reason="仲裁员公务")
    client.force_login(clerk)
    page = client.get(
        f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/schedule/?list=tab%3Dmine"
    )
    assert page.context["form"]["closed"].value() is True
    assert page.content.decode().count("&amp;list=tab%3Dmine#id_room") >= 1, (
        "a chosen time leads back to the list, too"
    )
    proposal = propose(ready.cast.office, by=clerk)
    move = proposal.moves[str(ready.case.pk)]
    assert book(proposal.kind, ready.case.pk, move, by=clerk) == [] and ready.case.hearing.closed
    client.logout()
    assert ready.case.number not in client.get(f"/hearings/public/?on={move['day']}").content.decode()
    ready.step("put_off", ready.cast.director, reason="仲裁员公务")
    ready.step("schedule", ready.cast.presiding, **day, closed=False)
    assert not ready.case.hearing.closed


def test_a_calendar_describes_its_time_zone_and_says_where_a_hearing_by_video_is(ready, client):
    """RFC 5545 3.2.19: a calendar that does not know Asia/Shanghai would show the hearing eight hours off."""
    schedule(ready)
    for user in (ready.cast.worker, ready.cast.employer):
        ready.step("say_online", user, agrees="yes")
    ready.step("hold_online", ready.cast.presiding, link="https://meeting.example.cn/j/8812")
    client.force_login(ready.cast.worker)
    page = client.post("/hearings/feeds/").content.decode()
    path = given(page).split("testserver")[1]
    book_ = Calendar.from_ical(client.get(path).content)
    (zone,), (event,) = book_.walk("VTIMEZONE"), book_.walk("VEVENT")
    assert zone["tzid"] == event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert str(event["location"]).startswith("在线") and "example.cn" not in str(event["location"])
