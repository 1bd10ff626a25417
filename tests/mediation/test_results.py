"""The gold-medal mark is worked out from results; an organisation is proposed with reasons (AL-10, MR-25, MR-29)."""

import datetime as dt

import pytest

from disputes.models import Dispute, Office, Party
from mediation import results
from mediation.models import Mediation
from mediation.organisations import suited
from tests.conftest import person

TODAY = dt.date(2026, 4, 20)


def ended(organisation, mediator, many, **how):
    """So many mediations of this mediator that ended as said, as rows: the figures are what is tested."""
    how = {"stage": "performed", "accepted_on": dt.date(2026, 3, 2), "agreed_on": dt.date(2026, 3, 16)} | how
    for _n in range(many):
        dispute = Dispute.objects.create(opened_by=mediator, cause="追索劳动报酬")
        Mediation.objects.create(
            dispute=dispute, office=organisation, mediator=mediator, received_on=how["accepted_on"], **how
        )


def figures(mediator, organisation):
    return results.of_mediators([organisation.pk]).get(mediator.pk, results.Results()).figures()


def test_each_figure_counts_what_its_words_say(organisation, mediator):
    ended(organisation, mediator, 6)
    ended(organisation, mediator, 2, stage="breached")
    ended(organisation, mediator, 1, stage="effective", agreed_on=dt.date(2026, 3, 18))  # a day late
    ended(organisation, mediator, 1, stage="failed", agreed_on=None, ended_on=dt.date(2026, 3, 17))
    assert figures(mediator, organisation) == {"decided": 10, "settled": 90, "in_time": 90, "kept": 75}


def test_what_lies_further_back_was_not_taken_on_or_was_taken_back_is_nobodys_result(organisation, mediator):
    ended(organisation, mediator, 1, accepted_on=dt.date(2025, 4, 1), agreed_on=dt.date(2025, 4, 20))
    ended(organisation, mediator, 1, stage="withdrawn", agreed_on=None, ended_on=dt.date(2026, 3, 9))
    ended(
        organisation,
        mediator,
        1,
        stage="failed",
        agreed_on=None,
        ended_on=dt.date(2026, 3, 9),
        parted_from="调1号",
    )
    assert figures(mediator, organisation)["decided"] == 0
    ended(organisation, mediator, 1, accepted_on=dt.date(2025, 4, 10), agreed_on=dt.date(2025, 4, 21))
    assert figures(mediator, organisation)["decided"] == 1


def test_a_time_both_sides_agreed_on_is_in_time(organisation, mediator):
    ended(organisation, mediator, 1, agreed_on=dt.date(2026, 4, 2), agreed_until=dt.date(2026, 4, 2))
    assert figures(mediator, organisation)["in_time"] == 100


@pytest.mark.parametrize(
    ("worst", "gold"),
    [({}, True), ({"stage": "breached"}, True), ({"agreed_on": dt.date(2026, 3, 18)}, True)],
)
def test_the_mark_needs_every_figure(worst, gold, organisation, mediator):
    ended(organisation, mediator, 19)
    assert not results.of_mediators([organisation.pk])[mediator.pk].is_gold(), "one case short of 20"
    ended(organisation, mediator, 1, **worst)
    assert results.of_mediators([organisation.pk])[mediator.pk].is_gold() is gold
    ended(organisation, mediator, 5, stage="breached")
    assert not results.of_mediators([organisation.pk])[mediator.pk].is_gold(), "fewer than 90 % kept"


def test_an_organisation_may_ask_for_more(organisation, mediator):
    ended(organisation, mediator, 20)
    done = results.of_organisations([organisation.pk])[organisation.pk]
    assert done.is_gold() and not done.is_gold({"decided": 21})


def test_the_roster_shows_results_and_what_is_asked_for(organisation, mediator, lead, client):
    ended(organisation, mediator, 20)
    client.force_login(lead)
    page = client.get("/mediators/").content.decode()
    assert "金牌" in page and "20" in page
    entry = client.get("/mediators/").context["rows"][0][0]
    assert "95" in client.get(f"/mediators/{entry.pk}/").content.decode()


@pytest.fixture
def offices(organisation):
    made = {"street": organisation}
    for name, kind, division in (
        ("new_form", "new_form", "440104"), ("city", "centre", "440100"), ("province", "centre", "440000"),
        ("far", "township", "440305"),
    ):  # fmt: skip
        made[name] = Office.objects.create(
            kind="mediation", organisation=kind, name=f"组织{name}", division=division
        )
    return made


def order(dispute, offices):
    names = {office.pk: name for name, office in offices.items()}
    return [names[one.office.pk] for one in suited(dispute)]


def test_the_nearest_stands_first_and_what_is_far_is_not_proposed(dispute, offices):
    assert order(dispute, offices) == ["street", "city", "new_form", "province"]


def test_work_through_a_platform_goes_to_its_own_body(dispute, offices):
    dispute.facts_text = "申请人系外卖骑手，平台扣发报酬。"
    assert order(dispute, offices)[0] == "new_form"


def test_a_trade_has_its_own_body_and_the_firms_own_committee_says_so(dispute):
    made = {
        kind: Office.objects.create(kind="mediation", organisation=kind, name=name, division="440104")
        for kind, name in (
            ("trade", "广州市越秀区建筑行业劳动争议调解委员会"),
            ("enterprise", "广州市云岭物流有限公司劳动争议调解委员会"),
        )
    }
    dispute.parties.filter(side="B").update(name="广州市云岭物流有限公司")

    def told(kind):
        (one,) = [one for one in suited(dispute) if one.office == made[kind]]
        return one

    assert "属于其他行业" in told("trade").reasons and "设在用人单位内部" in told("enterprise").reasons
    away = told("trade").points
    dispute.parties.filter(side="B").update(name="广州市云岭建筑工程有限公司")
    assert "属于该用人单位所在行业" in told("trade").reasons and told("trade").points > away
    assert "设在用人单位内部" not in told("enterprise").reasons


def test_many_workers_go_to_a_centre_before_others_as_near(dispute, offices):
    dispute.collective = True
    assert order(dispute, offices).index("city") <= 1


def test_a_full_house_steps_back_and_the_reasons_are_said(dispute, offices, worker):
    other = Office.objects.create(
        kind="mediation", organisation="grassroots", name="清闲组织", division="440104"
    )
    for office in (offices["street"], other):
        person(f"at{office.pk}", role="mediator", office=office)
    for _n in range(8):
        busy = Dispute.objects.create(opened_by=worker, cause="追索劳动报酬")
        Mediation.objects.create(
            dispute=busy, office=offices["street"], stage="in_mediation", received_on=TODAY
        )
    found = suited(dispute)
    assert found[0].office == other
    assert any("8" in reason for one in found if one.office == offices["street"] for reason in one.reasons)


def test_where_nobody_would_take_the_case_others_come_first(dispute, offices):
    assert order(dispute, offices)[0] == "street"
    person("at_city", role="mediator", office=offices["city"])
    assert order(dispute, offices)[0] == "city"
    first, *others = suited(dispute)
    assert "在本系统尚无调解员" in others[0].reasons and "在办0件，调解员1名" in str(first.reasons).replace(
        " ", ""
    )


def test_the_page_proposes_with_reasons_in_few_queries(
    dispute, offices, worker, client, django_assert_max_num_queries
):
    client.force_login(worker)
    with django_assert_max_num_queries(40):
        page = client.get(f"/cases/{dispute.reference}/new/mediation/apply/")
    assert offices["street"].name in page.content.decode() and "同一城市" in page.content.decode()
    assert "组织far" not in page.content.decode()
    assert Party.objects.filter(dispute=dispute).exists()
