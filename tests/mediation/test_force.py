"""The ways to give an agreement force, on one panel (docs/law.md 3.3), and what follows them."""

import datetime as dt

import pytest

from arbitration.models import AgreementReview
from disputes.acts import begin, perform
from disputes.court.package import papers_for
from disputes.management.commands.tick import sweep
from disputes.models import HandOff, Paper, Service
from disputes.models.handoff import candidates
from mediation.force import ways
from tests.conftest import person

from .conftest import again

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied"),
]


@pytest.fixture
def courts(committee):
    return committee.court


def by_code(mediation, user):
    return {way.plan.code: way for way in ways(again(mediation), user)}


def hand_off(record, ground, user):
    fresh = next(
        one
        for one in candidates(type(record.dispute).objects.get(pk=record.dispute_id), user)
        if one.ground == ground
    )
    return begin(fresh, "file", by=user, reason="请依法处理").record


def answered(one, worker, lead, court, result):
    perform(one, "send", by=lead)
    perform(one, "acknowledge", by=court, docket_number="（2026）粤0104诉前调确12号")
    perform(one, "record_result", by=court, result=result, ruling="（2026）粤0104民特12号")
    return HandOff.objects.get(pk=one.pk)


def test_the_pool_of_the_organisation_reads_no_day_that_only_the_signed_agreement_has(
    effective, organisation, worker, client
):
    """A colleague of the mediator knows that there is a case (its stage and dates), not what was agreed in it."""
    colleague = person("colleague", role="mediator", office=organisation)
    for user, days in ((worker, True), (colleague, False)):
        client.force_login(user)
        page = client.get("/my/").content.decode()
        assert effective.dispute.reference in page or effective.dispute.cause in page
        assert ("共同申请仲裁审查" in page) is days


def test_an_agreement_in_effect_shows_three_ways_each_with_its_last_day(effective, courts, worker, employer):
    for user in (worker, employer):
        found = by_code(effective, user)
        assert list(found) == ["review", "confirmation", "payment_order"]
        assert found["review"].deadline.due_on == dt.date(2026, 5, 6)
        assert found["confirmation"].deadline.due_on == dt.date(2026, 5, 20)
        assert found["review"].is_open and found["confirmation"].is_open
        assert not found["payment_order"].is_open and found["payment_order"].refused
        assert found["review"].deadline.story and found["confirmation"].deadline.story


@pytest.mark.parametrize("who", ["lead", "clerk", "stranger"])
def test_who_is_no_side_has_nothing_to_click(effective, courts, who, request):
    assert not any(way.url for way in ways(effective, request.getfixturevalue(who)))


def test_one_click_leads_to_the_form_with_that_way_chosen(effective, courts, worker, client):
    client.force_login(worker)
    found = by_code(effective, worker)
    page = client.get(found["confirmation"].url).content.decode()
    assert f'value="confirmation.mediation.{effective.pk}"' in page and "checked" in page
    assert client.get(found["review"].url).status_code == 200
    case = client.get(effective.dispute.get_absolute_url()).content.decode()
    assert all(way.url.replace("&", "&amp;") in case for way in found.values() if way.url)


def test_a_way_that_waits_for_the_other_side_is_its_to_join(
    effective, courts, committee, worker, employer, client
):
    review = begin(
        AgreementReview(dispute=effective.dispute, office=committee), "apply", by=worker, pledge="自愿"
    )
    mine, theirs = by_code(effective, worker)["review"], by_code(effective, employer)["review"]
    assert mine.record.stage == "proposed" and not mine.is_open
    assert theirs.url.endswith(f"/agreementreview/{review.record.pk}/join/")
    perform(review.record, "join", by=employer)
    assert by_code(effective, worker)["confirmation"].refused, "the two ways exclude each other"


def test_confirmation_on_its_way_closes_the_review_and_says_why(effective, courts, worker, employer):
    one = hand_off(effective, "confirmation", worker)
    assert by_code(effective, employer)["confirmation"].url.endswith(f"/handoff/{one.pk}/join/")
    perform(one, "join", by=employer)
    review = by_code(effective, worker)["review"]
    assert not review.is_open and "CR-75" in str(review.refused[0])


def test_a_proposal_taken_back_leaves_the_way_open(effective, courts, worker, employer):
    perform(hand_off(effective, "confirmation", worker), "withdraw", by=worker)
    assert by_code(effective, worker)["confirmation"].is_open


def test_a_window_that_passed_stands_with_its_day(clock, effective, courts, worker):
    clock.go(2026, 5, 21)
    sweep()
    found = by_code(effective, worker)
    assert {found[code].deadline.status for code in ("review", "confirmation")} == {"lapsed"}
    assert not found["review"].is_open and not found["confirmation"].is_open


@pytest.fixture
def broken(clock, effective, worker):
    clock.go(2026, 12, 2)
    sweep()
    perform(again(effective), "record_breach", by=worker)
    return again(effective)


def test_a_broken_agreement_opens_the_payment_order_to_the_worker_alone(broken, courts, worker, employer):
    assert by_code(broken, worker)["payment_order"].is_open
    assert not by_code(broken, employer)["payment_order"].is_open


def test_the_payment_order_asks_for_what_is_overdue_and_no_more(broken, courts, worker):
    hand_off(broken, "payment_order", worker)
    data = Paper.objects.get(code="J01").data
    assert data["total"] == "10000.00" and [each["amount"] for each in data["claims"]] == ["10000.00"]


def test_a_confirmed_agreement_can_be_enforced_and_the_file_is_ready(
    effective, courts, worker, employer, lead, court
):
    one = hand_off(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    confirmed = answered(one, worker, lead, court, "confirmed")
    way = by_code(effective, worker)["enforcement"]
    assert way.is_open and way.deadline.code == "handoff.enforcement"
    assert "enforcement" not in by_code(effective, employer)
    last = hand_off(effective, "enforcement", worker)
    application = Paper.objects.get(code="J02")
    deed = application.data["instrument"]
    assert deed["number"] == confirmed.ruling and deed["made_by"] == courts.name
    assert {paper.code for paper in papers_for(last)} >= {"M05", "J02"}
    sent = perform(last, "send", by=lead).record
    assert HandOff.objects.get(pk=sent.pk).package_sha256


def test_a_statement_made_in_review_can_be_enforced_from_the_same_panel(
    effective, courts, committee, worker, employer, director, arbitrator, recorder
):
    review = begin(
        AgreementReview(dispute=effective.dispute, office=committee), "apply", by=worker, pledge="自愿"
    ).record
    perform(review, "join", by=employer)
    perform(review, "accept", by=director)
    perform(review, "name_arbitrator", by=director, arbitrator=arbitrator, recorder=recorder)
    perform(review, "make_statement", by=arbitrator)
    for copy in Service.objects.filter(dispute=effective.dispute, paper__code="D37"):
        perform(copy, "prove", by=recorder, channel="direct", receipt="本人签收")
    way = by_code(effective, worker)["enforcement"]
    assert way.deadline.code == "award.enforcement"
    assert way.url.endswith(f"?way=enforcement.agreementreview.{review.pk}")
    one = hand_off(effective, "enforcement", worker)
    assert one.record_type == "agreementreview" and by_code(effective, worker)["enforcement"].record == one
    assert {paper.code for paper in papers_for(one)} >= {"D37", "J02"}


def test_the_enforcement_of_an_award_takes_nothing_of_a_mediation_along(effective, courts):
    from types import SimpleNamespace

    from disputes.lifecycle.grounds import Ground

    award = SimpleNamespace(
        dispute_id=effective.dispute_id, rule=Ground.all["enforcement"], record_type="award", pk=0
    )
    assert not [paper for paper in papers_for(award) if paper.code.startswith("M")]


def test_a_claim_for_the_relation_or_a_clause_on_it_closes_the_review(
    agreed, courts, committee, worker, employer, mediator, lead
):
    from mediation.models import Offer

    from .conftest import TERMS

    Offer.objects.update(terms={**TERMS, "items": [*TERMS["items"], "双方确认自2024年3月1日起存在劳动关系"]})
    for who in (worker, employer, mediator):
        perform(again(agreed), "sign", by=who)
    perform(again(agreed), "seal", by=lead)
    review = by_code(agreed, worker)["review"]
    assert not review.is_open and "CR-75" in str(review.refused[0])
    assert by_code(agreed, worker)["confirmation"].is_open


def test_an_agreement_without_money_opens_no_payment_order(agreed, courts, worker, mediating):
    assert agreed.pays
    agreed.offers.update(
        terms={
            "items": ["开具离职证明"],
            "performance": [{"text": "开具", "due_on": "2026-12-01", "way": "当面"}],
        }
    )
    assert not again(agreed).pays


def test_the_panel_costs_a_bounded_number_of_queries(
    effective, courts, worker, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40):
        ways(again(effective), worker)
