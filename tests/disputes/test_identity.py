"""An identity that was shown at the counter (CR-22, CR-29): who records it, what it opens, how it is taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from arbitration.models import Arbitration
from disputes.acts import SEQUELS, NotLawful, begin, perform
from disputes.models import Claim, Dispute, DocketEntry, Party, Seat, User
from disputes.models.seats import TOLD
from mediation.models import Mediation
from tests.disputes.test_mandates import again, opened, paper

pytestmark = pytest.mark.django_db
__all__ = ["opened", "paper"]
CODE = "91440101MA5CK7Q279"


def verify(dispute, user, by, paper):
    seat = Seat.objects.get(dispute=dispute, user=user)
    return perform(again(dispute), "verify_identity", by=by, seat=seat.pk, proof=str(paper.ref))


def test_the_clerk_records_on_the_page_that_the_employer_showed_who_it_is(
    opened, employer, clerk, paper, client
):
    client.force_login(clerk)
    where = f"/cases/{opened.reference}/dispute/{opened.pk}/verify_identity/"
    assert where in client.get(opened.get_absolute_url()).content.decode()
    assert CODE in client.get(where).content.decode()
    seat = Seat.objects.get(user=employer)
    assert client.post(where, {"seat": seat.pk}).status_code == 422
    assert client.post(where, {"seat": seat.pk, "proof": paper.ref}).status_code == 302
    known = User.objects.get(pk=employer.pk)
    assert known.identity_verified and known.identity == CODE
    entry = DocketEntry.objects.get(step="dispute.verify_identity")
    assert (entry.by, entry.party, CODE in str(entry.facts)) == (clerk, seat.party, False)


def test_an_account_that_was_checked_gets_its_seat_in_the_next_case(opened, employer, clerk, paper, worker):
    later = Dispute.objects.create(opened_by=worker, cause="x")
    theirs = Party.objects.create(
        dispute=later, side="B", kind="organisation", name="广州市云岭物流有限公司", identity=CODE
    )
    Seat.objects.seat_known(later)
    assert not later.seats.exists()
    verify(opened, employer, clerk, paper)
    Seat.objects.seat_known(later)
    assert later.seats.get().party == theirs


def other_case(worker, *, identity=CODE, name="广州市云岭物流有限公司"):
    """Another draft that names somebody by a number."""
    other = Dispute.objects.create(opened_by=worker, cause="x", facts_text="x", workplace="440104")
    Party.objects.create(dispute=other, side="A", name="陈嘉禾", worker=True)
    Party.objects.create(dispute=other, side="B", kind="organisation", name=name, identity=identity)
    Claim.objects.create(dispute=other, kind="wages", text="x")
    return other


def test_an_account_that_was_checked_sees_the_cases_under_way_that_name_its_number(
    opened, employer, clerk, paper, worker, organisation, committee
):
    """And none that the law has not had it told of yet, and none by its name alone."""
    told, namesake = other_case(worker), other_case(worker, identity="91440101MA5CABCD00")
    for one in (told, namesake):
        begin(Mediation(dispute=one, office=organisation), "apply", by=worker)
    untold = other_case(worker)
    begin(Arbitration(dispute=untold, office=committee), "file", by=worker)
    verify(opened, employer, clerk, paper)
    assert told.seats.get(user=employer).party == told.parties.get(side="B")
    assert (
        not namesake.seats.filter(user=employer).exists() and not untold.seats.filter(user=employer).exists()
    )


def test_who_has_a_place_there_already_or_for_the_other_side_gets_none(
    opened, employer, stranger, clerk, paper, worker, organisation
):
    taken, against = other_case(worker), other_case(worker)
    for one in (taken, against):
        begin(Mediation(dispute=one, office=organisation), "apply", by=worker)
    party = taken.parties.get(side="B")
    Seat.objects.create(dispute=taken, user=stranger, role="party", side="B", party=party)
    Seat.objects.create(dispute=against, user=employer, role="representative", side="A", left=True)
    verify(opened, employer, clerk, paper)
    assert list(taken.seats.filter(side="B").values_list("user", flat=True)) == [stranger.pk]
    assert not against.seats.filter(user=employer, side="B").exists()


def test_the_steps_after_which_a_party_is_told_seat_whom_they_find():
    assert set(TOLD) <= set(SEQUELS)


def test_nobody_checks_the_own_identity_nor_without_what_was_shown(opened, employer, clerk, paper):
    with pytest.raises(PermissionDenied):
        verify(opened, employer, employer, paper)
    with pytest.raises(NotLawful, match="CR-22"):
        perform(again(opened), "verify_identity", by=clerk, seat=Seat.objects.get(user=employer).pk)


def test_a_number_is_of_one_account_and_a_representative_is_no_party(
    opened, employer, stranger, clerk, paper
):
    Seat.objects.create(
        dispute=opened, user=stranger, role="representative", side="B", party=opened.parties.get(side="B")
    )
    with pytest.raises(NotLawful, match="CR-29"):
        verify(opened, stranger, clerk, paper)
    stranger.identity, stranger.identity_verified = CODE, True
    stranger.save()
    with pytest.raises(NotLawful, match="CR-29"):
        verify(opened, employer, clerk, paper)


def test_a_mistaken_check_is_taken_back_with_its_reason(opened, employer, clerk, paper, client):
    verify(opened, employer, clerk, paper)
    client.force_login(clerk)
    where = f"/cases/{opened.reference}/dispute/{opened.pk}/doubt_identity/"
    seat = Seat.objects.get(user=employer)
    assert client.post(where, {"seat": seat.pk}).status_code == 422
    assert client.post(where, {"seat": seat.pk, "reason": "证件并非本人"}).status_code == 302
    assert not User.objects.get(pk=employer.pk).identity_verified
    verify(opened, employer, clerk, paper)
    assert User.objects.get(pk=employer.pk).identity_verified


def test_who_saves_a_name_undoes_nothing_that_was_written_meanwhile(
    opened, employer, clerk, paper, client, monkeypatch
):
    """The account is read, then saved; what an office writes between the two stands (threat 9)."""
    from disputes.views.account import ProfileForm

    read = ProfileForm.is_valid

    def meanwhile(form):
        User.objects.filter(pk=employer.pk).update(
            identity_verified=True, is_active=False, password="another"
        )
        return read(form)

    monkeypatch.setattr(ProfileForm, "is_valid", meanwhile)
    client.force_login(employer)
    assert client.post("/account/", {"name": "云岭", "phone": "13800138000"}).status_code == 302
    kept = User.objects.get(pk=employer.pk)
    assert (kept.name, kept.phone) == ("云岭", "13800138000")
    assert kept.identity_verified and not kept.is_active and kept.password == "another"


def test_a_name_others_rely_on_stands_still(opened, employer, clerk, paper, client):
    """Who was checked, or holds a post, takes no other name (the mediator's, or that of the law's own steps)."""
    mine, theirs = "李经理", User.objects.get(pk=clerk.pk).name
    User.objects.filter(pk=employer.pk).update(name=mine)
    client.force_login(employer)
    client.post("/account/", {"name": "云岭物流", "phone": ""})
    assert User.objects.get(pk=employer.pk).name == "云岭物流"
    verify(opened, employer, clerk, paper)
    for person, why in ((employer, "已核实的身份"), (clerk, "任职人员")):
        client.force_login(person)
        kept = User.objects.get(pk=person.pk).name
        assert client.post("/account/", {"name": "依法律规定", "phone": "13800138000"}).status_code == 302
        after = User.objects.get(pk=person.pk)
        assert (after.name, after.phone) == (kept, "13800138000")
        page = client.get("/account/").content.decode()
        assert why in page and "disabled" in page.split('name="name"')[1].split(">")[0]
    assert User.objects.get(pk=clerk.pk).name == theirs
    User.objects.filter(pk=employer.pk).update(name="")
    client.force_login(employer)
    client.post("/account/", {"name": mine, "phone": ""})
    assert User.objects.get(pk=employer.pk).name == mine, "an account registers without a name"
