"""A party's own place, entered wrongly: how it ends (CR-23, CR-29), and what the wrong person keeps of it: nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from disputes import access, news
from disputes.acts import NotLawful, perform
from disputes.models import DocketEntry, Party, Seat, Service, User
from tests.disputes.test_mandates import again, enter, opened, paper, reader

pytestmark = pytest.mark.django_db
__all__ = ["opened", "paper"]
CODE = "91440101MA5CK7Q279"
REASON = "登记时认错了人"


@pytest.fixture
def mistaken(opened, employer, stranger, clerk, paper):
    """The stranger sits where the employer should."""
    Seat.objects.filter(user=employer).delete()
    enter(again(opened), by=clerk, person=stranger, side="B", paper=paper, role="party")
    return again(opened)


def unseat(dispute, user, by, reason=REASON):
    seat = Seat.objects.get(dispute=dispute, user=user, left=False)
    return perform(again(dispute), "unseat", by=by, seat=seat.pk, reason=reason)


def test_the_clerk_ends_it_on_the_page_with_the_reason_and_enters_who_it_is(
    mistaken, stranger, employer, clerk, paper, client
):
    perform(again(mistaken), "confirm_address", by=stranger, address="别处", phone="13900000000")
    client.force_login(clerk)
    where = f"/cases/{mistaken.reference}/dispute/{mistaken.pk}/unseat/"
    assert where in client.get(mistaken.get_absolute_url()).content.decode()
    page = client.get(where).content.decode()
    assert "Stranger" in page and "确认送达地址" in page
    seat = Seat.objects.get(user=stranger)
    assert client.post(where, {"seat": seat.pk}).status_code == 422
    said = {"seat": seat.pk, "reason": REASON, "confirmed": mistaken.reference[-4:]}
    assert client.post(where, said).status_code == 302
    entry = DocketEntry.objects.get(step="dispute.unseat")
    assert (entry.by, entry.party_id, entry.audience, entry.facts["reason"]) == (
        clerk, seat.party_id, "open", REASON,
    )  # fmt: skip
    enter(again(mistaken), by=clerk, person=employer, side="B", paper=paper, role="party")
    assert "caucus_b" in access.audiences(mistaken, reader(employer))


def test_the_wrong_person_reads_hears_and_is_told_nothing_more(mistaken, stranger, clerk, client):
    unseat(mistaken, stranger, clerk)
    gone = reader(stranger)
    assert access.audiences(mistaken, gone) == set() and not access.listeners(mistaken.pk, "open", [gone.pk])
    assert not news.of(gone).exists()
    client.force_login(gone)
    assert client.get(mistaken.get_absolute_url()).status_code == 404
    assert mistaken.reference not in client.get("/my/").content.decode()
    assert mistaken.reference not in client.get("/account/").content.decode()
    with pytest.raises(PermissionDenied):
        perform(again(mistaken), "confirm_address", by=gone, address="x", phone="13900000000")


def test_what_it_agreed_to_and_confirmed_for_the_party_falls_away(mistaken, stranger, clerk, paper):
    perform(again(mistaken), "accept_electronic", by=stranger)
    perform(again(mistaken), "confirm_address", by=stranger, address="别处", phone="13900000000")
    party = mistaken.parties.get(side="B")
    waiting = Service.objects.create(
        dispute=mistaken, paper=paper, party=party, arrived_at=timezone.now(), opened_at=timezone.now()
    )
    unseat(mistaken, stranger, clerk)
    party = Party.objects.get(pk=party.pk)
    assert (party.electronic_service, party.postal_address, party.phone) == (False, "", "")
    waiting = Service.objects.get(pk=waiting.pk)
    assert waiting.arrived_at is None and waiting.opened_at is None


def test_what_a_representative_agreed_to_stays(mistaken, stranger, worker, employer, clerk, paper):
    enter(mistaken, by=stranger, person=employer, side="B", paper=paper)
    perform(again(mistaken), "accept_electronic", by=employer)
    unseat(mistaken, stranger, clerk)
    assert mistaken.parties.get(side="B").electronic_service


def test_no_party_ends_it_and_a_representative_has_a_mandate_that_ends_otherwise(
    mistaken, stranger, worker, employer, clerk, paper
):
    with pytest.raises(PermissionDenied):
        unseat(mistaken, stranger, worker)
    with pytest.raises(PermissionDenied):
        unseat(mistaken, stranger, stranger)
    enter(mistaken, by=stranger, person=employer, side="B", paper=paper)
    with pytest.raises(NotLawful, match="CR-29"):
        unseat(mistaken, employer, clerk)


def test_an_account_that_was_checked_as_this_party_is_doubted_first(mistaken, stranger, clerk, paper):
    """Else the next step that has the parties told would let it in again."""
    seat = Seat.objects.get(user=stranger)
    perform(again(mistaken), "verify_identity", by=clerk, seat=seat.pk, proof=str(paper.ref))
    with pytest.raises(NotLawful, match="CR-29"):
        unseat(mistaken, stranger, clerk)
    perform(again(mistaken), "doubt_identity", by=clerk, seat=seat.pk, reason=REASON)
    unseat(mistaken, stranger, clerk)
    Seat.objects.seat_known(again(mistaken))
    assert access.audiences(mistaken, reader(stranger)) == set()


def test_nobody_is_given_back_a_place_that_was_found_to_be_wrong(mistaken, stranger, clerk):
    """Checked elsewhere with the same number, it is for the office of this case to say that it is the party after all."""
    unseat(mistaken, stranger, clerk)
    User.objects.filter(pk=stranger.pk).update(
        identity_verified=True, identity_index=mistaken.parties.get(side="B").identity_index
    )
    Seat.objects.seat_known(again(mistaken))
    assert not mistaken.seats.filter(user=stranger, left=False).exists()


def test_who_was_entered_for_the_other_side_by_mistake_may_still_be_the_party_it_is(
    opened, worker, stranger, clerk, paper
):
    Seat.objects.all().delete()
    enter(again(opened), by=clerk, person=stranger, side="B", paper=paper, role="party")
    unseat(opened, stranger, clerk)
    with pytest.raises(NotLawful, match="AL-33"):  # it has read what that side said in confidence
        enter(again(opened), by=clerk, person=stranger, side="A", paper=paper)
    enter(again(opened), by=clerk, person=stranger, side="A", paper=paper, role="party")
    assert again(opened).side_of(reader(stranger)) == "A"


def test_it_ends_in_a_case_that_is_over_too(mistaken, stranger, clerk):
    perform(again(mistaken), "close", on=timezone.localdate())
    unseat(mistaken, stranger, clerk)
    assert access.audiences(mistaken, reader(stranger)) == set()
