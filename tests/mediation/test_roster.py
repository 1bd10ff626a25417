"""The roster of a mediation organisation, and who is proposed for a case with which reasons."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disputes.acts import NotLawful, perform
from disputes.guangdong import districts_of, divisions
from disputes.intake import parties, people
from mediation.models import Leave, Mediation, MediatorProfile
from mediation.roster import candidates
from tests.conftest import person

from .conftest import again

pytestmark = pytest.mark.django_db


def entry(user, office, **facts):
    return MediatorProfile.objects.create(user=user, office=office, **facts)


def away(profile, days=5):
    today = timezone.localdate()
    return Leave.objects.create(profile=profile, since=today, until=today + dt.timedelta(days=days))


@pytest.fixture
def second(organisation):
    return person("second", role="mediator", office=organisation)


def test_who_knows_the_matter_and_has_room_comes_first_and_says_why(accepted, organisation, mediator, second):
    entry(second, organisation, specialities=["wages"], capacity=10)
    first, other = candidates(accepted)
    assert (first.user, other.user) == (second, mediator)
    assert first.suits == ["专长：工资", "在办 0 件，上限 10 件"] or first.suits[0].startswith("专长")
    assert other.suits == ["在办 0 件，上限 20 件"] and not first.bars and not other.bars


def test_who_speaks_the_language_asked_for_and_knows_the_district_comes_first(
    applied, organisation, mediator, second, employer, lead, client
):
    """The applicant says it when applying, the other side when it agrees; nobody asked for the rest."""
    applied.dispute.parties.filter(side="A").update(speaks="cantonese")
    client.force_login(employer)
    address = f"/cases/{applied.dispute.reference}/mediation/{applied.pk}/consent/"
    assert "您希望使用的语言" in client.get(address).content.decode()
    client.post(address, {"speaks": "sign"})
    assert applied.dispute.parties.get(side="B").speaks == "sign"
    entry(second, organisation, languages=["cantonese", "sign", "english"], districts=["440104", "440105"])
    entry(mediator, organisation, languages=["english"], districts=["440105"])
    perform(again(applied), "accept", by=lead)
    first, other = candidates(again(applied))
    assert first.user == second and first.suits[:2] == ["会说粤语", "会说手语"]
    assert len(first.suits) == 4 and first.suits[2].startswith("熟悉") and len(other.suits) == 1
    client.force_login(lead)
    assert "陈嘉禾：粤语" in client.get(applied.dispute.get_absolute_url()).content.decode()
    perform(again(applied), "take", by=mediator)
    for reader, told in ((lead, False), (second, False), (mediator, True), (employer, True)):
        client.force_login(reader)
        page = client.get(applied.dispute.get_absolute_url()).content.decode()
        assert ("陈嘉禾" in page, "粤语" in page) == (told, told), (
            "once somebody mediates: number, stage, dates"
        )


def test_the_lead_finds_no_task_by_the_cause_of_a_case_it_does_not_read(accepted, lead, mediator, client):
    type(accepted.dispute).objects.filter(pk=accepted.dispute.pk).update(cause="追索劳动报酬")
    for reader, tab in ((lead, "office"), (mediator, "pool")):
        client.force_login(reader)
        assert client.get(f"/work/?tab={tab}").context["page"].rows
        assert not client.get(f"/work/?tab={tab}&q=追索").context["page"].rows
    perform(accepted, "take", by=mediator)
    assert client.get("/work/?tab=mine&q=追索").context["page"].rows, "who mediates reads the file"


def test_a_worker_says_in_the_application_which_language_to_speak():
    assert people.You.base_fields["speaks"].choices[0] == ("", "普通话")
    said = {"name": "陈嘉禾", "identity": "", "other_identity": "E1", "sex": "女", "born_on": dt.date(1988, 3, 12),
            "phone": "13800138000", "address": "x", "postal_address": ""}  # fmt: skip
    assert parties._worker({**said, "speaks": "hakka"})["speaks"] == "hakka"
    assert parties._worker(said)["speaks"] == ""  # a draft from before the question


def test_the_districts_of_the_roster_are_those_of_its_city(organisation, lead, mediator, client):
    client.force_login(lead)
    client.get("/mediators/")
    one = MediatorProfile.objects.get(user=mediator)
    page = client.get(f"/mediators/{one.pk}/").content.decode()
    assert "越秀区" in page and "南山区" not in page
    client.post(f"/mediators/{one.pk}/", {"districts": ["440104"], "capacity": 20, "conflicts": ""})
    one.refresh_from_db()
    assert one.districts == ["440104"] and one.district_words == [divisions()["440104"]]
    assert districts_of("441900") == [("441900", divisions()["441900"])]
    assert len(districts_of("440000")) == 21


def test_who_is_away_or_declared_a_conflict_is_barred_in_words_and_refused_by_the_step(
    accepted, organisation, mediator, second, lead, client
):
    away(entry(mediator, organisation))
    entry(second, organisation, conflicts=["广州市云岭 物流有限公司"])
    found = {one.user: one.bars for one in candidates(accepted)}
    assert found[mediator][0].startswith("不在岗至") and found[second] == ["已申报与当事人存在利益冲突"]
    for user, words in ((mediator, "不在岗"), (second, "利益冲突")):
        with pytest.raises(NotLawful, match=words):
            perform(again(accepted), "name_mediator", by=lead, mediator=user)
    with pytest.raises(NotLawful, match="利益冲突"):
        perform(again(accepted), "take", by=second)
    client.force_login(lead)
    page = client.get(
        f"/cases/{accepted.dispute.reference}/mediation/{accepted.pk}/name_mediator/"
    ).content.decode()
    assert "目前不能指定的调解员及原因" in page and 'type="radio"' not in page


def test_the_lead_chooses_among_the_proposed_on_the_page(accepted, mediator, second, lead, client):
    client.force_login(lead)
    address = f"/cases/{accepted.dispute.reference}/mediation/{accepted.pk}/name_mediator/"
    page = client.get(address).content.decode()
    assert page.count('type="radio"') == 2 and "在办 0 件" in page
    client.post(address, {"mediator": second.pk})
    assert Mediation.objects.get().mediator == second


def test_two_hundred_mediators_cost_as_many_queries_as_two(accepted, organisation, mediator, lead, client):
    client.force_login(lead)
    candidates(accepted)
    with CaptureQueriesContext(connection) as few:
        candidates(accepted)
    client.get("/mediators/")
    with CaptureQueriesContext(connection) as few_on_the_page:
        client.get("/mediators/")
    for n in range(60):
        entry(person(f"m{n}", role="mediator", office=organisation), organisation)
    with CaptureQueriesContext(connection) as many:
        assert len(candidates(accepted)) == 61
    with CaptureQueriesContext(connection) as many_on_the_page:
        client.get("/mediators/")
    assert len(many) == len(few) <= 8 and len(many_on_the_page) <= len(few_on_the_page) <= 16


def test_the_roster_is_kept_by_its_lead_alone(organisation, mediator, lead, client):
    client.force_login(lead)
    page = client.get("/mediators/")
    assert page.status_code == 200 and "Mediator" in page.content.decode()
    one = MediatorProfile.objects.get(user=mediator)
    address = f"/mediators/{one.pk}/"
    client.post(
        address,
        {
            "specialities": ["wages"],
            "languages": ["cantonese"],
            "capacity": "12",
            "conflicts": "甲公司\n\n乙",
        },
    )
    one.refresh_from_db()
    assert (one.specialities, one.languages, one.capacity, one.conflicts) == (
        ["wages"],
        ["cantonese"],
        12,
        ["甲公司", "乙"],
    )
    refused = client.post(address, {"specialities": ["x"], "capacity": "0"})
    assert refused.status_code == 422
    for who, status in ((mediator, 403), (person("stranger"), 404)):
        client.force_login(who)
        assert client.get("/mediators/").status_code == 403
        assert client.get(address).status_code == status


def test_leave_is_added_and_struck_out_and_ends_after_it_begins(organisation, mediator, lead, client):
    one = entry(mediator, organisation)
    client.force_login(lead)
    address = f"/mediators/{one.pk}/"
    refused = client.post(address, {"since": "2026-12-05", "until": "2026-12-01", "why": "leave"})
    assert refused.status_code == 422 and "更晚的日期" in refused.content.decode()
    client.post(address, {"since": "2026年12月1日", "until": "2026-12-31", "why": "training"})
    leave = Leave.objects.get()
    assert (leave.since, leave.why) == (dt.date(2026, 12, 1), "training")
    client.force_login(mediator)
    assert client.post(f"/mediators/leave/{leave.pk}/strike/").status_code == 404
    client.force_login(lead)
    client.post(f"/mediators/leave/{leave.pk}/strike/")
    assert not Leave.objects.exists()


def test_what_a_mediator_declared_stands_encrypted(organisation, mediator):
    entry(mediator, organisation, conflicts=["广州市某某食品厂"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT conflicts FROM mediation_mediatorprofile")
        assert "食品厂" not in str(cursor.fetchall())
