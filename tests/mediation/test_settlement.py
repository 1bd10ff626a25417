"""The rows of docs/law.md 10.1 from the talks to the agreement kept or broken."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from disputes import docket
from disputes.acts import NotLawful, perform
from disputes.models import (
    Deadline,
    Dispute,
    Party,
    Seat,
)
from disputes.papers.render import render

from .conftest import TERMS, again
from .looking import limitation, papers, refused, running, tasks

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied"),
]


# extension


def test_an_extension_needs_both_sides_and_leaves_the_day_of_arbitration(
    mediating, worker, employer, mediator
):
    until = dt.date(2026, 5, 20)
    perform(mediating, "ask_extension", by=worker, until=until)
    assert running(mediating)["mediation.period"] == dt.date(2026, 5, 6)
    refused(mediating, "agree_extension", by=worker, article="MR-29")
    with pytest.raises(PermissionDenied):
        perform(mediating, "agree_extension", by=mediator)
    perform(mediating, "agree_extension", by=employer)
    assert again(mediating).agreed_until == until
    assert running(mediating) == {
        "mediation.period": until,
        "mediation.opens_arbitration": dt.date(2026, 5, 6),
    }
    row = Deadline.objects.get(code="mediation.period")
    assert row.history[0]["due"] == "2026-05-06" and "2026年5月20日" in row.explanation["zh"][-1]
    assert tasks(mediating)["MediateFlow.mediate"].due_on == until


def test_an_extension_to_an_earlier_day_or_never_asked_for_is_refused(mediating, worker, employer):
    refused(mediating, "ask_extension", by=worker, until=dt.date(2026, 5, 6), article="MR-29")
    refused(mediating, "agree_extension", by=employer, article="MR-29")


# offers and agreement


def test_an_offer_of_a_side_stands_until_replaced_and_the_other_accepts_it(
    mediating, worker, employer, mediator
):
    perform(mediating, "offer", by=worker, terms=TERMS)
    refused(mediating, "accept_offer", by=worker, offer=1, article="AL-14")
    perform(mediating, "offer", by=worker, terms={**TERMS, "items": ["新方案"]})
    refused(mediating, "accept_offer", by=employer, offer=1, article="AL-14")
    with pytest.raises(PermissionDenied):
        perform(mediating, "accept_offer", by=mediator, offer=2)
    perform(mediating, "accept_offer", by=employer, offer=2)
    found = again(mediating)
    assert found.stage == "agreed" and found.settled.terms["items"] == ["新方案"]


def test_a_mediators_offer_needs_both_sides(mediating, worker, employer, mediator):
    perform(mediating, "offer", by=mediator, terms=TERMS)
    perform(mediating, "accept_offer", by=worker, offer=1)
    assert again(mediating).stage == "in_mediation"
    perform(mediating, "accept_offer", by=employer, offer=1)
    assert again(mediating).stage == "agreed"


def without(*path):
    terms = {**TERMS, "performance": [dict(each) for each in TERMS["performance"]]}
    if len(path) == 1:
        terms[path[0]] = []
    else:
        terms["performance"][0][path[1]] = ""
    return terms


@pytest.mark.parametrize("path", [("items",), ("performance",), ("performance", "text"), ("performance", "due_on"),
                                  ("performance", "way")])  # fmt: skip
def test_terms_without_what_mr_26_asks_for_are_no_offer(mediating, worker, path):
    refused(mediating, "offer", by=worker, terms=without(*path), article="MR-26")


def test_instalments_must_add_up_and_lie_ahead(mediating, worker):
    refused(mediating, "offer", by=worker, terms={**TERMS, "total": "23999.99"}, article="MR-26")
    late = {
        **TERMS,
        "performance": [{**TERMS["performance"][0], "due_on": "2026-04-19", "amount": "24000.00"}],
    }
    refused(mediating, "offer", by=worker, terms=late, article="MR-26")


def test_an_offer_whose_day_has_passed_cannot_be_accepted(clock, mediating, worker, employer):
    soon = {
        **TERMS,
        "performance": [{**TERMS["performance"][0], "due_on": "2026-04-22", "amount": "24000.00"}],
    }
    perform(mediating, "offer", by=worker, terms=soon)
    clock.go(2026, 4, 23)
    refused(mediating, "accept_offer", by=employer, offer=1, article="MR-26")


def test_a_representative_settles_only_with_special_powers(mediating, worker, employer, stranger):
    perform(mediating, "offer", by=worker, terms=TERMS)
    b = Party.objects.get(side="B")
    seat = Seat.objects.create(
        dispute=mediating.dispute, user=stranger, role="representative", side="B", party=b
    )
    refused(mediating, "accept_offer", by=stranger, offer=1, article="AL-24")
    seat.special_powers = True
    seat.save()
    perform(mediating, "accept_offer", by=stranger, offer=1)


def test_agreement_stops_the_period_drafts_the_paper_and_calls_for_signatures(agreed):
    assert agreed.agreed_on == dt.date(2026, 4, 20)
    assert set(running(agreed)) == {"mediation.opens_arbitration"}
    assert set(tasks(agreed)) == {"SignFlow.sign", "SealFlow.seal"}
    (draft,) = papers(agreed, "M05")
    assert draft.audience == "joint" and draft.volume == "none"
    assert draft.data["total"] == "24000.00" and len(draft.data["performance"]) == 2


@pytest.mark.parametrize("order", ["AMSB", "SBAM", "BASM", "MSBA"])
def test_the_agreement_takes_effect_on_the_last_of_four_in_any_order(
    clock, agreed, worker, employer, mediator, lead, order
):
    steps = {"A": ("sign", worker), "B": ("sign", employer), "M": ("sign", mediator), "S": ("seal", lead)}
    for day, letter in enumerate(order, 21):
        assert again(agreed).stage == "agreed"
        clock.go(2026, 4, day)
        name, who = steps[letter]
        perform(agreed, name, by=who)
    found = again(agreed)
    assert found.stage == "effective" and found.effective_on == dt.date(2026, 4, 24)
    assert not tasks(found).keys() & {"SignFlow.sign", "SealFlow.seal"}


def test_nobody_signs_twice_or_for_another_and_the_fourth_cannot_be_skipped(
    agreed, worker, lead, stranger, clerk
):
    perform(agreed, "sign", by=worker)
    refused(agreed, "sign", by=worker, article="AL-14")
    perform(agreed, "seal", by=lead)
    refused(agreed, "seal", by=lead, article="AL-14")
    refused(agreed, "take_effect", article="AL-14")
    for other in (stranger, clerk, lead):
        with pytest.raises(PermissionDenied):
            perform(agreed, "sign", by=other)


def test_a_side_without_an_account_is_noted_and_one_with_an_account_is_not(
    mediating, worker, employer, mediator, lead
):
    perform(mediating, "offer", by=worker, terms=TERMS)
    refused(mediating, "record_acceptance", by=mediator, offer=1, side="B", note="x", article="AL-14")
    Seat.objects.filter(side="B").delete()
    perform(mediating, "record_acceptance", by=mediator, offer=1, side="B", note="当面")
    assert again(mediating).stage == "agreed"
    perform(mediating, "sign", by=worker)
    perform(mediating, "sign", by=mediator)
    perform(mediating, "record_signature", by=mediator, side="B", proof="a-paper")
    refused(mediating, "record_signature", by=mediator, side="B", proof="a-paper", article="AL-14")
    perform(mediating, "seal", by=mediator)
    assert again(mediating).stage == "effective"


def test_the_agreement_in_effect_is_a_paper_of_the_file_and_starts_its_windows(effective):
    assert (
        papers(effective, "M05")[-1].audience == "agreement" and papers(effective, "M05")[-1].volume == "main"
    )
    assert running(effective) == {
        "mediation.review_application": dt.date(2026, 5, 6),
        "mediation.confirmation": dt.date(2026, 5, 20),
        "mediation.performance": dt.date(2026, 12, 1),
    }
    assert set(tasks(effective)) == {"FollowUpFlow.follow"}
    assert not effective.ended and not Seat.objects.current().filter(role="mediator").exists()


# ends


@pytest.mark.parametrize("stage", ["accepted", "mediating", "agreed"])
@pytest.mark.parametrize("who", ["worker", "employer"])
def test_either_side_may_give_up_before_all_have_signed(stage, who, request):
    mediation = request.getfixturevalue(stage)
    perform(mediation, "give_up", by=request.getfixturevalue(who))
    found = again(mediation)
    assert found.stage == "failed" and found.ended and not running(found) and not tasks(found)
    assert limitation(found)[-1] == ("failed", "2026-04-20")
    (m07,) = papers(found, "M07")
    assert m07.audience == "agreement" and m07.volume == "main"
    assert m07.data["competent_office"] == "有管辖权的劳动人事争议仲裁委员会"
    assert not Seat.objects.current().filter(role="mediator").exists()


def test_the_notice_of_failure_points_to_the_committee_of_the_workplace(mediating, committee, worker):
    perform(mediating, "give_up", by=worker)
    assert papers(mediating, "M07")[0].data["competent_office"] == committee.name


def test_nobody_gives_up_for_the_sides_and_nothing_is_given_up_after_effect(mediating, mediator, lead):
    for other in (mediator, lead):
        with pytest.raises(PermissionDenied):
            perform(mediating, "give_up", by=other)


def test_an_agreement_in_effect_cannot_be_given_up_or_withdrawn(effective, worker):
    for name in ("give_up", "withdraw"):
        with pytest.raises(NotLawful):
            perform(effective, name, by=worker)


@pytest.mark.parametrize("stage", ["applied", "accepted", "mediating"])
def test_the_applicant_withdraws_and_all_clocks_stop(stage, request, worker, employer):
    mediation = request.getfixturevalue(stage)
    with pytest.raises(PermissionDenied):
        perform(mediation, "withdraw", by=employer)
    perform(mediation, "withdraw", by=worker)
    assert again(mediation).stage == "withdrawn" and not running(mediation) and not tasks(mediation)
    assert limitation(mediation) == [("asked", "2026-04-20")]


# performance


def test_performances_are_followed_one_by_one_and_the_last_closes_the_dispute(
    effective, worker, employer, lead
):
    with pytest.raises(PermissionDenied):
        perform(effective, "record_instalment", by=employer, instalment=1)
    refused(effective, "record_performance", by=lead, article="MR-32")
    perform(effective, "record_instalment", by=worker, instalment=1)
    assert running(effective)["mediation.performance"] == dt.date(2026, 12, 31)
    assert (
        tasks(effective)["FollowUpFlow.follow"].due_on == dt.date(2026, 12, 31) and len(tasks(effective)) == 1
    )
    refused(effective, "record_instalment", by=lead, instalment=1, article="MR-26")
    perform(effective, "record_instalment", by=lead, instalment=2, note="回访")
    found = again(effective)
    assert found.stage == "performed" and found.ended and not running(found) and not tasks(found)
    assert Dispute.objects.get().stage == "closed"
    assert docket.verify([Dispute.objects.get()]) == []


def test_a_breach_is_recorded_only_after_an_agreed_day(clock, effective, worker):
    refused(effective, "record_breach", by=worker, article="AL-15")
    clock.go(2026, 12, 2)
    perform(effective, "record_breach", by=worker)
    found = again(effective)
    assert found.stage == "breached" and found.ended and limitation(found)[-1] == ("broken", "2026-12-02")
    (m07,) = papers(found, "M07")
    assert (
        m07.data["variant"] == "breached"
        and "第一期付款" in m07.data["reasons"]
        and m07.audience == "agreement"
    )
    assert "第二期付款" not in m07.data["reasons"]
    assert render("M07", m07.data).startswith(b"%PDF")
    assert Dispute.objects.get().stage == "open"


def test_a_stranger_sees_nothing_and_takes_no_step(applied, stranger, client):
    client.force_login(stranger)
    for name in ("apply", "consent", "accept", "take", "withdraw", "say"):
        found = client.get(f"/cases/{applied.dispute.reference}/mediation/{applied.pk}/{name}/")
        assert found.status_code == 404
        with pytest.raises((PermissionDenied, NotLawful)):
            perform(applied, name, by=stranger)


def test_nobody_who_is_owed_nothing_records_a_performance(effective, employer, stranger, mediator):
    for user in (employer, stranger):
        with pytest.raises(PermissionDenied):
            perform(effective, "record_payment", by=user, instalment=1, paid={"": "1.00"})
