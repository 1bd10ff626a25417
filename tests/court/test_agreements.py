"""Confirmation, payment order and enforcement of a mediation agreement, on a mediation walked there by real steps."""

import datetime as dt
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from disputes.acts import NotLawful, begin, lapse, perform
from disputes.models import CaseTask, Deadline, HandOff, Office, Paper
from disputes.models.handoff import candidates, openings
from disputes.papers import shelf
from tests.mediation import conftest as mediation

# The fixtures of another leg, under their own names.
clock, applied, accepted, mediating = (
    mediation.clock,
    mediation.applied,
    mediation.accepted,
    mediation.mediating,
)
agreed, effective = mediation.agreed, mediation.effective


@pytest.fixture
def courts(committee):
    """The courts of the city; the organisation belongs with the one of its division."""
    return committee.court


def fresh(record, ground, user):
    """What the form builds: a hand-off on that ground by that user's party."""
    return next(one for one in candidates(record.dispute, user) if one.ground == ground)


def file(record, ground, user, **facts):
    return begin(fresh(record, ground, user), "file", by=user, reason="请依法确认", **facts).record


def ways(record, user):
    return {one.ground for one in openings(type(record.dispute).objects.get(pk=record.dispute_id), user)}


def test_an_agreement_in_effect_may_be_brought_for_confirmation_by_either_side_to_propose(
    effective, courts, worker, employer, stranger, lead
):
    assert ways(effective, worker) == ways(effective, employer) == {"confirmation"}
    assert ways(effective, stranger) == ways(effective, lead) == set()
    one = fresh(effective, "confirmation", worker)
    assert one.office == courts and one.from_office == effective.office


def test_the_timeline_cites_the_articles_of_the_ground(effective, courts, worker, employer):
    one = file(effective, "confirmation", worker)
    entry = one.dispute.docket.get(step="handoff.file")
    assert entry.articles == one.rule.law != entry.law
    other = one.dispute.docket.exclude(record_type="handoff").first()
    assert other.articles == other.law


def test_confirmation_is_filed_only_when_both_have_asked(effective, courts, worker, employer, lead):
    one = file(effective, "confirmation", worker)
    assert (
        one.stage == "proposed"
        and one.ended
        and not CaseTask.objects.open().filter(record_type="handoff").exists()
    )
    assert Deadline.objects.running().filter(code="mediation.confirmation").exists()
    with pytest.raises(PermissionDenied):
        perform(one, "join", by=worker)
    perform(one, "join", by=employer)
    one = HandOff.objects.get(pk=one.pk)
    assert (
        one.stage == "filed" and not Deadline.objects.running().filter(code="mediation.confirmation").exists()
    )
    task = CaseTask.objects.open().get(record_type="handoff")
    assert (task.code, task.role, task.office) == ("SendAgreementFlow.send", "lead", effective.office)
    application = Paper.objects.get(code="J01")
    assert (
        application.audience == "agreement" and application.data["agreement"]["effective_on"] == "2026-04-20"
    )


def test_the_other_side_may_decline_and_a_new_proposal_is_free(effective, courts, worker, employer):
    perform(file(effective, "confirmation", worker), "withdraw", by=employer)
    assert file(effective, "confirmation", employer).stage == "proposed"


def test_either_side_takes_the_joint_application_back_before_a_court_has_it(
    effective, courts, worker, employer
):
    one = file(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    perform(HandOff.objects.get(pk=one.pk), "withdraw", by=employer)
    row = Deadline.objects.running().get(code="mediation.confirmation")
    assert str(row.due_on) == "2026-05-20"
    assert not CaseTask.objects.open().filter(record_type="handoff").exists()
    assert file(effective, "confirmation", employer).stage == "proposed"


def test_confirmation_asked_twice_is_refused(effective, courts, worker, employer):
    file(effective, "confirmation", worker)
    for user in (worker, employer):
        with pytest.raises(NotLawful, match="J1-4"):
            file(effective, "confirmation", user)


def test_the_30_days_are_counted_from_effect_and_the_last_day_is_good(
    effective, courts, worker, employer, clock
):
    clock.go(2026, 5, 20)
    one = file(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    assert HandOff.objects.get(pk=one.pk).stage == "filed"


def test_after_30_days_the_way_is_closed_even_before_the_clock_has_swept(effective, courts, worker, clock):
    clock.go(2026, 5, 21)
    assert ways(effective, worker) == set()
    with pytest.raises(NotLawful, match="CPL-205"):
        file(effective, "confirmation", worker)
    lapse(list(Deadline.objects.lapsing(dt.date(2026, 5, 21)).filter(code="mediation.confirmation")))
    with pytest.raises(NotLawful, match="CPL-205"):
        file(effective, "confirmation", worker)


def test_a_proposal_cannot_be_joined_after_the_window(effective, courts, worker, employer, clock):
    one = file(effective, "confirmation", worker)
    clock.go(2026, 5, 21)
    with pytest.raises(NotLawful, match="CPL-205"):
        perform(one, "join", by=employer)


@pytest.mark.parametrize("who", ["stranger", "mediator", "lead", "clerk", "court"])
def test_nobody_but_a_side_goes_to_court(effective, courts, who, request, worker):
    one = fresh(effective, "confirmation", worker)
    with pytest.raises(PermissionDenied):
        begin(one, "file", by=request.getfixturevalue(who), reason="x")


def test_a_hand_off_without_agreement_has_no_way(agreed, courts, worker):
    assert ways(agreed, worker) == set()
    with pytest.raises(NotLawful):
        file(agreed, "confirmation", worker)


def test_where_no_court_is_known_the_way_is_closed_with_its_reason(effective, worker):
    assert not Office.objects.filter(kind="basic_court").exists()
    with pytest.raises(NotLawful, match="J1-3"):
        file(effective, "confirmation", worker)


def test_the_court_confirms_and_the_agreement_can_be_enforced(
    effective, courts, worker, employer, lead, court
):
    one = file(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    perform(one, "send", by=lead)
    perform(one, "acknowledge", by=court, docket_number="（2026）粤0104诉前调确12号")
    perform(one, "record_result", by=court, result="confirmed", ruling="（2026）粤0104民特12号")
    assert HandOff.objects.get(pk=one.pk).stage == "confirmed"
    assert ways(effective, worker) == {"enforcement"} and ways(effective, employer) == set()
    with pytest.raises(NotLawful, match="CPL-250"):
        file(effective, "enforcement", employer)
    second = file(effective, "enforcement", worker)
    assert second.stage == "filed" and Paper.objects.filter(code="J02").exists()
    assert Deadline.objects.running().filter(code="handoff.enforcement").exists(), "for what is due later"


def test_a_refused_confirmation_cannot_be_asked_again_and_leaves_the_suit(
    effective, courts, worker, employer, lead, court
):
    one = file(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    perform(one, "send", by=lead)
    perform(one, "acknowledge", by=court, docket_number="1")
    perform(one, "record_result", by=court, result="refused", ruling="2")
    assert ways(effective, worker) == {"agreement_suit"}  # B9-1(c)


@pytest.fixture
def broken(effective, worker, clock):
    clock.go(2026, 12, 2)
    for late in Deadline.objects.lapsing(dt.date(2026, 12, 2)):
        lapse([late])
    perform(effective, "record_breach", by=worker)
    return type(effective).objects.get(pk=effective.pk)


def test_the_worker_may_ask_for_a_payment_order_on_a_broken_agreement(broken, courts, worker, employer):
    assert ways(broken, worker) == {"payment_order", "agreement_suit"} and ways(broken, employer) == set()
    with pytest.raises(NotLawful, match="AL-16"):
        file(broken, "payment_order", employer)
    one = file(broken, "payment_order", worker)
    assert one.stage == "filed" and Paper.objects.get(code="J01").data["variant"] == "payment_order"


def test_no_payment_order_while_the_agreement_is_kept(effective, courts, worker):
    with pytest.raises(NotLawful):
        file(effective, "payment_order", worker)


def test_the_agreement_and_the_application_are_in_the_package(effective, courts, worker, employer, lead):
    from disputes.court.package import papers_for

    one = file(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    assert {paper.code for paper in papers_for(one)} == {"M05", "J01"}
    perform(one, "send", by=lead)
    assert HandOff.objects.get(pk=one.pk).package_sha256


def test_not_a_word_of_the_mediation_reaches_the_court(
    mediating, courts, worker, employer, mediator, lead, request
):
    """Said in the real room, in every stream; then agreed, filed and sent."""
    words = {"joint": "JOINTWORDS", "caucus_a": "CAUCUSA", "caucus_b": "CAUCUSB", "notes": "NOTEWORDS"}
    for audience, text in words.items():
        perform(mediating, "say", by=mediator, text=text, audience=audience)
    perform(mediating, "sit", by=mediator, minutes="MINUTESWORDS")
    effective = request.getfixturevalue("effective")
    one = file(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    one = perform(one, "send", by=lead).record
    kept = shelf.store().path(HandOff.objects.get(pk=one.pk).package_sha256)
    with zipfile.ZipFile(kept) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        docket = next(archive.read(name) for name in archive.namelist() if name.endswith("/docket.json"))
    assert not [word for word in (*words.values(), "MINUTESWORDS") if word.encode() in everything]
    assert b"mediation.take_effect" in docket and b"mediation.say" not in docket


def test_a_party_chooses_a_way_on_its_own_page_sees_what_it_brings_and_confirms(
    effective, courts, worker, client
):
    client.force_login(worker)
    url = reverse("disputes:begin", args=[effective.dispute.reference, "handoff", "file"])
    page = client.get(url)
    ((key, words),) = page.context["form"].fields["way"].choices
    assert not page.context["refused"] and courts.name in words and "2026年5月20日" in words
    wrong = client.post(url, {"way": "suit.award.1", "reason": "x"})
    assert wrong.status_code == 422 and "way" in wrong.context["form"].errors
    rehearsed = client.post(url, {"way": key, "reason": "请依法确认"})
    assert (
        rehearsed.status_code == 200 and rehearsed.context["outcome"].entries and not HandOff.objects.exists()
    )
    assert client.post(url, {"way": key, "reason": "请依法确认", "confirmed": "1"}).status_code == 302
    assert HandOff.objects.get().stage == "proposed"


def test_the_case_page_offers_the_way_only_to_who_may_go_it(effective, courts, worker, mediator, client):
    address = reverse("disputes:begin", args=[effective.dispute.reference, "handoff", "file"])
    for user, offered in ((worker, True), (mediator, False)):
        client.force_login(user)
        assert (address in client.get(effective.dispute.get_absolute_url()).content.decode()) is offered
