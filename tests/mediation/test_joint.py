"""Two respondents in a mediation: each agrees, accepts and signs for itself (AL-3, AL-14, AL-22, MR-22)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from disputes.acts import NotLawful, begin, perform
from disputes.models import DocketEntry, Paper, Party, Seat
from disputes.papers.extract import text_of
from disputes.papers.render import render
from mediation.models import Mediation
from tests.conftest import person
from tests.mediation.conftest import TERMS, again

pytestmark = pytest.mark.standing("mediating")


@pytest.fixture
def agency(dispute):
    party = Party.objects.create(
        dispute=dispute, side="B", kind="organisation", name="广州市同心劳务派遣有限公司", address="广州市越秀区东濠涌路21号"
    )  # fmt: skip
    user = person("agency")
    Seat.objects.create(dispute=dispute, user=user, role="party", side="B", party=party)
    return user


@pytest.fixture
def applied(agency, dispute, organisation, worker):
    return again(begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker).record)


@pytest.fixture
def mediating(applied, agency, employer, lead, mediator):
    for user in (employer, agency):
        perform(applied, "consent", by=user)
    perform(applied, "accept", by=lead)
    perform(applied, "take", by=mediator)
    return again(applied)


def refused(*args, **kwargs):
    with pytest.raises(NotLawful) as refusal:
        perform(*args, **kwargs)
    return str(refusal.value)


def test_the_other_side_agrees_once_each_respondent_does(applied, agency, employer, lead):
    perform(applied, "consent", by=agency)
    assert again(applied).answer == "" and "MR-22" in refused(again(applied), "accept", by=lead)
    assert "MR-22" in refused(again(applied), "consent", by=agency)
    perform(applied, "consent", by=employer)
    assert again(applied).answer == "agrees"


def test_one_respondent_alone_does_not_bind_the_other(mediating, agency, employer, worker):
    perform(mediating, "offer", by=employer, terms=TERMS)
    perform(mediating, "accept_offer", by=worker, offer=1)
    assert again(mediating).stage == "in_mediation"
    perform(mediating, "accept_offer", by=agency, offer=1)
    assert again(mediating).stage == "agreed"


def test_more_time_needs_the_word_of_every_respondent(mediating, agency, employer, worker):
    """MR-29: both sides agree, and one respondent does not speak for the other."""
    due = mediating.dispute.deadlines.get(code="mediation.period")
    until = due.due_on + dt.timedelta(days=14)
    perform(mediating, "ask_extension", by=employer, until=until)
    assert "MR-29" in refused(again(mediating), "agree_extension", by=employer)
    perform(again(mediating), "agree_extension", by=worker)
    found = mediating.dispute.deadlines.get(code="mediation.period")
    assert (found.due_on, found.history) == (due.due_on, []) and again(mediating).agreed_until is None
    assert not Paper.objects.filter(code="M06").exists()
    assert "MR-29" in refused(again(mediating), "agree_extension", by=worker)
    perform(again(mediating), "agree_extension", by=agency)
    assert mediating.dispute.deadlines.get(code="mediation.period").due_on == until
    assert again(mediating).agreed_until == until
    assert Paper.objects.get(code="M06").data["asked_by"] == "被申请人"


def test_a_respondent_without_account_agrees_to_more_time_by_the_mediators_hand(
    mediating, agency, employer, worker, mediator, client
):
    Seat.objects.filter(user=agency).update(left=True)
    mediating = again(mediating)
    silent = f"B:{Party.objects.get(name='广州市同心劳务派遣有限公司').pk}"
    told = {"side": silent, "note": "王经理于今日电话表示同意"}
    assert "MR-29" in refused(mediating, "record_extension", by=mediator, **told)
    until = mediating.dispute.deadlines.get(code="mediation.period").due_on + dt.timedelta(days=14)
    perform(mediating, "ask_extension", by=worker, until=until)
    client.force_login(mediator)
    where = f"/cases/{mediating.dispute.reference}/mediation/{mediating.pk}/record_extension/"
    assert client.get(where).context["form"].fields["side"].choices == [
        (silent, "广州市同心劳务派遣有限公司")
    ]
    with pytest.raises(PermissionDenied):
        perform(again(mediating), "record_extension", by=employer, **told)
    other = f"B:{Party.objects.get(name='广州市云岭物流有限公司').pk}"
    assert "MR-29" in refused(again(mediating), "record_extension", by=mediator, side=other, note="电话")
    assert client.post(where, {"side": silent, "note": ""}).status_code == 422
    assert client.post(where, told).status_code == 302
    assert again(mediating).agreed_until is None, "the other respondent has not spoken yet"
    assert "MR-29" in refused(again(mediating), "record_extension", by=mediator, **told)
    perform(again(mediating), "agree_extension", by=employer)
    assert mediating.dispute.deadlines.get(code="mediation.period").due_on == until
    entry = DocketEntry.objects.get(step="mediation.record_extension")
    assert (entry.by, entry.audience, entry.facts["note"]) == (mediator, "joint", told["note"])
    paper = Paper.objects.get(code="M06")
    said = "广州市同心劳务派遣有限公司的同意由调解员记录：王经理于今日电话表示同意。"
    assert said in text_of(render("M06", paper.data)).replace("\n", "")


def test_the_last_word_may_be_the_one_the_mediator_notes(mediating, agency, employer, worker, mediator):
    Seat.objects.filter(user=agency).update(left=True)
    mediating = again(mediating)
    silent = f"B:{Party.objects.get(name='广州市同心劳务派遣有限公司').pk}"
    until = mediating.dispute.deadlines.get(code="mediation.period").due_on + dt.timedelta(days=14)
    perform(mediating, "ask_extension", by=employer, until=until)
    perform(again(mediating), "agree_extension", by=worker)
    perform(again(mediating), "record_extension", by=mediator, side=silent, note="当面签署同意书")
    assert again(mediating).agreed_until == until
    assert mediating.dispute.deadlines.get(code="mediation.period").due_on == until


def test_the_agreement_takes_effect_with_the_last_signature_of_all(
    mediating, agency, employer, worker, mediator, lead
):
    perform(mediating, "offer", by=worker, terms=TERMS)
    for user in (employer, agency):
        perform(mediating, "accept_offer", by=user, offer=1)
    for user in (worker, employer, mediator):
        perform(mediating, "sign", by=user)
    assert not again(mediating).to_be_sealed
    perform(mediating, "seal", by=lead)
    assert again(mediating).stage == "agreed" and "AL-14" in refused(again(mediating), "sign", by=employer)
    assert [str(who) for who, day, _hand in again(mediating).signing if not day] == [
        "广州市同心劳务派遣有限公司"
    ]
    perform(mediating, "sign", by=agency)
    assert again(mediating).stage == "effective"
    paper = mediating.dispute.papers.filter(code="M05").latest("pk")
    printed = text_of(render("M05", paper.data))
    assert printed.count("广州市同心劳务派遣有限公司") >= 2, "named as a party and where it signs"


def test_a_respondent_without_account_is_spoken_for_on_paper(
    mediating, agency, employer, worker, mediator, client
):
    Seat.objects.filter(user=agency).update(left=True)
    mediating = again(mediating)
    voice = f"B:{Party.objects.get(name='广州市同心劳务派遣有限公司').pk}"
    perform(mediating, "offer", by=employer, terms=TERMS)
    perform(mediating, "accept_offer", by=worker, offer=1)
    client.force_login(mediator)
    page = client.get(f"/cases/{mediating.dispute.reference}/mediation/{mediating.pk}/record_acceptance/")
    assert page.context["form"].fields["side"].choices == [(voice, "广州市同心劳务派遣有限公司")]
    assert "AL-14" in refused(mediating, "record_acceptance", by=mediator, offer=1, side="A", note="电话")
    perform(mediating, "record_acceptance", by=mediator, offer=1, side=voice, note="当面")
    assert again(mediating).stage == "agreed"
    perform(mediating, "record_signature", by=mediator, side=voice, proof="a-paper")
    assert voice in again(mediating).signatures


def test_workers_who_apply_together_speak_with_one_voice(
    dispute, organisation, worker, employer, lead, mediator
):
    """AL-7, CR-63: their representatives act for all."""
    Party.objects.create(dispute=dispute, side="A", name="李四", worker=True, address="广州市越秀区")
    mediation = again(begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker).record)
    assert set(mediation.voices) == {"A", "B"}
