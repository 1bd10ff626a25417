"""The rows of docs/law.md 10.1 up to the talks, each with what it starts, stops and makes, and who is refused."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from disputes import docket
from disputes.acts import NotLawful, begin, perform
from disputes.models import (
    Dispute,
    DocketEntry,
    Engagement,
    Party,
    Seat,
    Service,
    User,
)
from mediation.models import Mediation

from .conftest import again
from .looking import limitation, papers, refused, running, tasks

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied"),
]


# application


def test_an_application_opens_the_draft_engages_the_office_and_starts_both_first_clocks(
    applied, worker, organisation
):
    assert applied.stage == "submitted" and applied.received_on == dt.date(2026, 4, 20)
    assert applied.number == "穗越北京街劳人仲调字〔2026〕1号"
    assert Dispute.objects.get().stage == "open"
    assert (
        Engagement.objects.get().office == organisation and Engagement.objects.get().capacity == "mediation"
    )
    assert running(applied) == {
        "mediation.acceptance": dt.date(2026, 4, 23),
        "mediation.opens_arbitration": dt.date(2026, 5, 6),
    }
    assert set(tasks(applied)) == {"MediationIntakeFlow.decide"}
    assert tasks(applied)["MediationIntakeFlow.decide"].due_on == dt.date(2026, 4, 23)
    assert limitation(applied) == [("asked", "2026-04-20")]
    (m01,), (m02,) = papers(applied, "M01"), papers(applied, "M02")
    assert m01.audience == m02.audience == "joint" and m02.data["due_on"] == "2026-04-23"
    assert m02.data["addressee"] == "广州市云岭物流有限公司" and not Service.objects.exists()
    assert docket.verify([Dispute.objects.get()]) == []


def test_applying_seats_the_opener_and_a_respondent_whose_account_has_the_partys_identity(
    dispute, organisation, worker, employer
):
    Seat.objects.all().delete()
    User.objects.filter(pk=employer.pk).first()
    employer.identity, employer.identity_verified = "91440101MA5CK7Q279", True
    employer.save()
    begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker)
    found = {(seat.user, seat.role, seat.side) for seat in Seat.objects.all()}
    assert found == {(worker, "party", "A"), (employer, "party", "B")}


def test_an_identity_that_was_only_typed_opens_no_case(dispute, organisation, worker, stranger):
    """Anybody can write a number into a form; only a checked one seats its account."""
    Seat.objects.filter(side="B").delete()
    stranger.identity = "91440101MA5CK7Q279"
    stranger.save()
    begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker)
    assert not Seat.objects.filter(user=stranger).exists()


def test_an_account_with_another_identity_is_not_seated(dispute, organisation, worker, employer, stranger):
    Seat.objects.filter(side="B").delete()
    stranger.identity, stranger.identity_verified = "914401010000000000", True
    stranger.save()
    begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker)
    assert not Seat.objects.filter(side="B").exists()


@pytest.mark.parametrize("who", ["employer", "stranger", "mediator", "lead", "clerk"])
def test_only_the_applicant_applies(dispute, organisation, who, request):
    with pytest.raises(PermissionDenied):
        begin(Mediation(dispute=dispute, office=organisation), "apply", by=request.getfixturevalue(who))
    assert not Mediation.objects.exists()


def test_an_incomplete_application_is_refused_with_every_reason(dispute, organisation, worker):
    dispute.claims.all().delete()
    Dispute.objects.update(facts_text="")
    with pytest.raises(NotLawful) as refusal:
        begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker)
    assert len(refusal.value.reasons) == 2 and all("MR-21" in str(reason) for reason in refusal.value.reasons)
    assert not Mediation.objects.exists() and not DocketEntry.objects.exists()


def test_an_office_that_does_not_mediate_and_a_second_mediation_are_refused(
    applied, committee, worker, organisation
):
    fresh = Mediation(dispute=applied.dispute, office=committee)
    with pytest.raises(NotLawful) as refusal:
        begin(fresh, "apply", by=worker)
    assert "AL-10" in str(refusal.value) and "MR-29" in str(refusal.value)


def test_after_a_withdrawal_the_applicant_may_apply_again(applied, worker, organisation):
    perform(applied, "withdraw", by=worker)
    entry = begin(Mediation(dispute=applied.dispute, office=organisation), "apply", by=worker)
    assert entry.record.number.endswith("2号")


# the answer of the other side, acceptance


def test_consent_alone_accepts_nothing_and_acceptance_needs_it(applied, employer, lead):
    refused(applied, "accept", by=lead, article="MR-22")
    perform(applied, "consent", by=employer)
    assert again(applied).stage == "submitted" and "mediation.acceptance" in running(applied)
    perform(applied, "accept", by=lead)
    found = again(applied)
    assert found.stage == "accepted" and found.accepted_on == dt.date(2026, 4, 20)
    assert running(applied) == {
        "mediation.opens_arbitration": dt.date(2026, 5, 6),
        "mediation.period": dt.date(2026, 5, 6),
    }
    assert set(tasks(applied)) == {"NameMediatorFlow.name"}
    (m03,) = papers(applied, "M03")
    assert (
        m03.data["variant"] == "accepted" and m03.data["due_on"] == "2026-05-06" and m03.audience == "joint"
    )


def test_a_mediator_of_the_organisation_may_accept_but_nobody_else(
    applied, employer, mediator, worker, clerk
):
    perform(applied, "consent", by=employer)
    for other in (worker, employer, clerk):
        with pytest.raises(PermissionDenied):
            perform(applied, "accept", by=other)
    perform(applied, "accept", by=mediator)


def test_only_the_respondent_consents_and_only_once(applied, worker, employer, stranger):
    for other in (worker, stranger):
        with pytest.raises(PermissionDenied):
            perform(applied, "consent", by=other)
    perform(applied, "consent", by=employer)
    refused(applied, "consent", by=employer, article="MR-22")


def test_the_organisation_notes_an_oral_consent_for_the_sides_alone(applied, lead):
    entry = perform(applied, "record_consent", by=lead, note="4月20日电话答复，人事经理王某")
    assert again(applied).answer == "agrees" and entry.audience == "joint"
    perform(applied, "accept", by=lead)


@pytest.mark.parametrize(("step", "who", "facts"), [
    ("refuse_consent", "employer", {}), ("record_refusal", "lead", {"note": "电话答复"}),
])  # fmt: skip
def test_a_refusal_ends_it_and_limitation_begins_anew(applied, step, who, facts, request):
    perform(applied, step, by=request.getfixturevalue(who), **facts)
    found = again(applied)
    assert found.stage == "not_accepted" and found.ended and not running(applied) and not tasks(applied)
    assert limitation(applied)[-1] == ("refused", "2026-04-20")
    (m03,) = papers(applied, "M03")
    assert m03.data["variant"] == "refused" and m03.audience == "agreement" and m03.volume == "main"


@pytest.mark.parametrize(("ground", "words"), [("out_of_scope", "不属于"), ("no_consent", "未表示同意")])
def test_the_organisation_declines_in_writing(applied, lead, worker, ground, words):
    with pytest.raises(PermissionDenied):
        perform(applied, "decline", by=worker, ground=ground)
    perform(applied, "decline", by=lead, ground=ground)
    assert again(applied).stage == "not_accepted" and not running(applied)
    assert words in papers(applied, "M03")[0].data["reasons"]
    assert limitation(applied) == [("asked", "2026-04-20")]


def test_an_oral_answer_of_yesterday_needs_its_proof(clock, applied, lead):
    clock.go(2026, 4, 21)
    yesterday = dt.date(2026, 4, 20)
    refused(applied, "record_consent", by=lead, note="x", on=yesterday, article="")
    perform(applied, "record_consent", by=lead, note="x", on=yesterday, proof="a-paper")
    assert again(applied).answered_on == yesterday


# the mediator


def test_a_mediator_takes_the_case_and_gets_a_seat_and_the_task(mediating, mediator):
    assert mediating.stage == "in_mediation" and mediating.mediator == mediator
    assert Seat.objects.current().get(role="mediator").user == mediator
    task = tasks(mediating)["MediateFlow.mediate"]
    assert task.owner == mediator and task.due_on == dt.date(2026, 5, 6)


def test_the_lead_names_a_mediator_of_the_organisation_only(accepted, lead, mediator, clerk):
    refused(accepted, "name_mediator", by=lead, mediator=clerk, article="MR-25")
    with pytest.raises(PermissionDenied):
        perform(accepted, "name_mediator", by=mediator, mediator=mediator)
    perform(accepted, "name_mediator", by=lead, mediator=mediator)
    refused(accepted, "name_mediator", by=lead, mediator=mediator, article="MR-25")


def test_a_party_cannot_mediate_its_own_case_by_seat_or_by_identity(accepted, lead, mediator):
    a = Party.objects.get(side="A")
    mediator.identity = a.identity
    mediator.save()
    refused(accepted, "take", by=mediator, article="MR-25")
    refused(accepted, "name_mediator", by=lead, mediator=mediator, article="MR-25")
    mediator.identity = ""
    mediator.save()
    Seat.objects.create(dispute=accepted.dispute, user=mediator, role="representative", side="B", left=True)
    refused(accepted, "name_mediator", by=lead, mediator=mediator, article="MR-25")
    with pytest.raises(PermissionDenied):
        perform(Mediation.objects.get(pk=accepted.pk), "take", by=User.objects.get(pk=mediator.pk))


def test_a_case_given_back_returns_to_the_pool_and_the_seat_ends(mediating, mediator, worker):
    with pytest.raises(PermissionDenied):
        perform(mediating, "release", by=worker)
    perform(mediating, "release", by=mediator)
    assert again(mediating).stage == "accepted" and again(mediating).mediator is None
    assert (
        set(tasks(mediating)) == {"NameMediatorFlow.name"}
        and tasks(mediating)["NameMediatorFlow.name"].owner is None
    )
    assert not Seat.objects.current().filter(role="mediator").exists()
    perform(mediating, "take", by=mediator)
    assert Seat.objects.current().filter(role="mediator").count() == 1


def test_the_lead_gives_the_case_to_another_mediator(mediating, lead, mediator, organisation):
    from tests.conftest import person

    other = person("other", role="mediator", office=organisation)
    perform(mediating, "name_mediator", by=lead, mediator=other)
    assert [seat.user for seat in Seat.objects.current().filter(role="mediator")] == [other]
    assert tasks(mediating)["MediateFlow.mediate"].owner == other and len(tasks(mediating)) == 1
    with pytest.raises(PermissionDenied):
        perform(mediating, "sit", by=mediator, minutes="x")


def test_taking_a_case_somebody_has_is_refused_with_a_clear_word(mediating, organisation):
    from tests.conftest import person

    other = person("other", role="mediator", office=organisation)
    with pytest.raises(NotLawful) as refusal:
        perform(mediating, "take", by=other)
    assert "MR-25" in str(refusal.value)


# talks


def test_a_sitting_is_minuted_for_the_joint_stream(mediating, mediator, worker):
    entry = perform(mediating, "sit", by=mediator, minutes="双方陈述", place="第一调解室")
    assert entry.audience == "joint" and again(mediating).stage == "in_mediation"
    with pytest.raises(PermissionDenied):
        perform(mediating, "sit", by=worker, minutes="x")


SPEAKERS = {
    "worker": {"joint", "caucus_a"}, "employer": {"joint", "caucus_b"},
    "mediator": {"joint", "caucus_a", "caucus_b", "notes"},
}  # fmt: skip
AUDIENCES = (
    "open",
    "joint",
    "caucus_a",
    "caucus_b",
    "notes",
    "agreement",
    "side",
    "deliberation",
    "summary",
    "draft",
)


@pytest.mark.parametrize("who", SPEAKERS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_everybody_speaks_where_the_law_lets_him_and_nowhere_else(mediating, who, audience, request):
    user = request.getfixturevalue(who)
    if audience in SPEAKERS[who]:
        assert perform(mediating, "say", by=user, text="话", audience=audience).audience == audience
    else:
        refused(mediating, "say", by=user, text="话", audience=audience, article="MR-24")


def test_nobody_else_speaks(mediating, lead, stranger, clerk):
    for user in (lead, stranger, clerk):
        with pytest.raises(PermissionDenied):
            perform(mediating, "say", by=user, text="x", audience="joint")
