"""Who comes into a case for a party, and how that ends (AL-24): nobody for both sides, nobody beyond the mandate."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from disputes import access
from disputes.acts import NotLawful, begin, perform
from disputes.lifecycle.mandates import stands_elsewhere
from disputes.models import Dispute, Engagement, Paper, Seat, User
from mediation.models import Mediation

pytestmark = pytest.mark.django_db
CODE = "91440101MA5CK7Q279"


def again(dispute):
    return Dispute.objects.get(pk=dispute.pk)


def reader(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def opened(dispute, worker, committee, clerk):
    perform(dispute, "open", by=worker)
    Engagement.objects.create(dispute=dispute, office=committee, capacity="arbitration")
    return again(dispute)


@pytest.fixture
def paper(opened, worker):
    return Paper.objects.create(
        dispute=opened, title="授权委托书", sha256="0" * 64, uploaded_by=worker, volume="main"
    )


def enter(dispute, *, by, person, side, paper, role="representative", **more):
    party = dispute.parties.get(side=side)
    powers = {"powers": "general"} if role == "representative" else {}
    facts = {"person": person, "for_party": party.pk, "role": role, "proof": str(paper.ref), **powers, **more}
    return perform(dispute, "enter_person", by=by, **facts)


def test_a_party_enters_its_representative_on_its_page_and_ends_the_mandate(
    opened, employer, stranger, paper, client
):
    client.force_login(employer)
    page = client.get(opened.get_absolute_url()).content.decode()
    where = f"/cases/{opened.reference}/dispute/{opened.pk}/"
    assert f"{where}enter_person/" in page
    said = {
        "for_party": opened.parties.get(side="B").pk, "role": "representative", "login": "stranger", "name": "Stranger",
        "powers": "special", "until": "", "proof": paper.ref,
    }  # fmt: skip
    assert client.post(f"{where}enter_person/", said | {"name": "Somebody"}).status_code == 422
    assert client.post(f"{where}enter_person/", said | {"powers": ""}).status_code == 422
    assert client.post(f"{where}enter_person/", said).status_code == 302
    seat = Seat.objects.get(user=stranger)
    assert (seat.role, seat.side, seat.special_powers, seat.powers[:4]) == (
        "representative",
        "B",
        True,
        "特别授权",
    )
    assert "caucus_b" in access.audiences(opened, reader(stranger))
    assert "Stranger" in client.get(opened.get_absolute_url()).content.decode()
    assert client.post(f"{where}end_mandate/", {"seat": seat.pk}).status_code == 302
    assert access.audiences(opened, reader(stranger)) == set()


def test_a_representative_lays_the_own_mandate_down_and_ends_no_others(
    opened, employer, stranger, worker, paper
):
    enter(opened, by=employer, person=stranger, side="B", paper=paper)
    seat = Seat.objects.get(user=stranger)
    with pytest.raises(NotLawful):
        perform(again(opened), "end_mandate", by=worker, seat=seat.pk)
    perform(again(opened), "end_mandate", by=stranger, seat=seat.pk)
    assert Seat.objects.get(pk=seat.pk).left


@pytest.mark.parametrize("by", ["employer", "stranger", "clerk"])
def test_a_mandate_is_ended_in_a_case_that_is_over_as_long_as_it_still_reads_there(
    by, opened, employer, stranger, clerk, paper, client
):
    enter(opened, by=employer, person=stranger, side="B", paper=paper)
    perform(again(opened), "close", on=timezone.localdate())
    seat = Seat.objects.get(user=stranger)
    where = f"/cases/{opened.reference}/dispute/{opened.pk}/"
    client.force_login({"employer": employer, "stranger": stranger, "clerk": clerk}[by])
    page = client.get(opened.get_absolute_url()).content.decode()
    assert f"{where}end_mandate/" in page and f"{where}enter_person/" not in page
    assert client.post(f"{where}end_mandate/", {"seat": seat.pk}).status_code == 302
    assert access.audiences(opened, reader(stranger)) == set()
    client.force_login(employer)
    assert f"{where}end_mandate/" not in client.get(opened.get_absolute_url()).content.decode()


def test_a_mandate_ends_with_its_last_day(opened, employer, stranger, paper):
    today = timezone.localdate()
    with pytest.raises(NotLawful, match="AL-24"):
        enter(opened, by=employer, person=stranger, side="B", paper=paper, until=today - dt.timedelta(days=1))
    enter(opened, by=employer, person=stranger, side="B", paper=paper, until=today)
    assert "open" in access.audiences(opened, reader(stranger))
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert access.audiences(opened, reader(stranger)) == set()


def test_a_party_enters_nobody_for_the_other_side_and_no_representative_enters_another(
    opened, worker, employer, stranger, mediator, paper
):
    with pytest.raises(NotLawful, match="AL-24"):
        enter(opened, by=worker, person=stranger, side="B", paper=paper)
    with pytest.raises(NotLawful, match="AL-24"):
        enter(opened, by=worker, person=stranger, side="A", paper=paper, role="party")
    enter(opened, by=employer, person=stranger, side="B", paper=paper)
    with pytest.raises(PermissionDenied):
        enter(again(opened), by=stranger, person=mediator, side="B", paper=paper)


def test_the_office_enters_a_party_that_came_with_its_papers(opened, employer, clerk, stranger, paper):
    Seat.objects.filter(user=employer).delete()
    enter(again(opened), by=clerk, person=employer, side="B", paper=paper, role="party")
    assert again(opened).party_of(employer).side == "B"
    with pytest.raises(NotLawful, match="AL-24"):
        enter(again(opened), by=clerk, person=stranger, side="B", paper=paper, role="party")


def test_nobody_is_entered_for_both_sides(
    opened, worker, employer, clerk, director, stranger, presiding, paper
):
    def refused(person, side, by=clerk):
        with pytest.raises(NotLawful, match="AL-24"):
            enter(again(opened), by=by, person=person, side=side, paper=paper)

    refused(employer, "A")
    refused(director, "A")  # works at the committee
    Seat.objects.create(dispute=opened, user=presiding, role="presiding", left=True)
    refused(presiding, "A")
    enter(again(opened), by=worker, person=stranger, side="A", paper=paper)
    refused(stranger, "A")
    perform(again(opened), "end_mandate", by=worker, seat=Seat.objects.get(user=stranger).pk)
    refused(stranger, "B")  # has read what the other side said in confidence


def test_without_a_paper_of_authority_nobody_is_entered(opened, employer, stranger, paper):
    foreign = Paper(ref="00000000-0000-4000-8000-000000000000")
    with pytest.raises(NotLawful, match="AL-24"):
        enter(opened, by=employer, person=stranger, side="B", paper=foreign)


def test_who_acts_for_the_applicant_gets_no_seat_as_the_respondent(dispute, organisation, stranger, lead):
    """An employer that applies in the name of its worker must not read both caucuses."""
    Seat.objects.all().delete()
    stranger.identity, stranger.identity_verified = CODE, True
    stranger.save()
    Dispute.objects.filter(pk=dispute.pk).update(opened_by=stranger)
    party = dispute.parties.get(side="A")
    Seat.objects.create(dispute=dispute, user=stranger, role="representative", side="A", party=party)
    begin(Mediation(dispute=again(dispute), office=organisation), "apply", by=reader(stranger))
    assert not {"caucus_a", "caucus_b"} <= access.audiences(again(dispute), reader(stranger))


def test_an_employer_does_not_file_in_the_name_of_its_worker(worker, committee, organisation):
    """Its verified identity says who it is; the worker it sues for would never hear of it."""
    dispute = Dispute.objects.create(opened_by=worker, cause="x", workplace="440104")
    dispute.parties.create(side="A", name="陈嘉禾", worker=True)
    dispute.parties.create(side="B", kind="organisation", name="某公司", identity=CODE)
    worker.identity = CODE
    worker.save()
    assert stands_elsewhere(dispute, reader(worker), "A") and not stands_elsewhere(
        dispute, reader(worker), "B"
    )
