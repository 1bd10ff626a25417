"""One lawyer for several parties of a side (AL-24): each mandate is its own, and each step is taken for one of them."""

import pytest
from django.core.exceptions import PermissionDenied

from disputes import access
from disputes.acts import NotLawful, perform
from disputes.models import DocketEntry, Paper, Party, Seat, User

pytestmark = pytest.mark.standing("two")

AGENCY = "广州市某劳务派遣有限公司"


@pytest.fixture
def lawyer(stranger):
    return stranger


@pytest.fixture
def two(walk, lawyer):
    """A dispatched worker against employer and agency (AL-22), both spoken for by one lawyer, each in its own seat."""
    agency = Party.objects.create(
        dispute=walk.dispute, side="B", kind="organisation", name=AGENCY, identity="91440101MA59UP0A6L", address="广州市越秀区东风路3号", head="何敏"
    )  # fmt: skip
    walk.file()
    walk.accept()
    walk.paper = Paper.objects.create(
        dispute=walk.dispute, title="授权委托书", sha256="0" * 64, uploaded_by=walk.cast.clerk, volume="main"
    )
    walk.firm, walk.agency = walk.dispute.parties.filter(side="B").order_by("pk").first(), agency
    for party, powers in ((walk.firm, "special"), (agency, "general")):
        mandate(walk, lawyer, party, powers)
    walk.serve("D12")
    return walk


def mandate(walk, person, party, powers="general"):
    perform(
        walk.dispute, "enter_person", by=walk.cast.clerk, person=person, for_party=party.pk, role="representative", proof=str(walk.paper.ref), powers=powers
    )  # fmt: skip


def acting(lawyer, party):
    user = User.objects.get(pk=lawyer.pk)
    user.speaking_for = party and party.pk
    return user


def test_a_lawyer_gets_a_seat_for_each_of_two_respondents_and_none_for_the_other_side(two, lawyer):
    assert set(Seat.objects.filter(user=lawyer).values_list("party", flat=True)) == {
        two.firm.pk,
        two.agency.pk,
    }
    with pytest.raises(NotLawful, match="AL-24"):
        mandate(two, lawyer, two.agency)
    with pytest.raises(NotLawful, match="AL-24"):
        mandate(two, lawyer, two.dispute.parties.get(side="A"))
    assert "caucus_a" not in access.audiences(two.dispute, acting(lawyer, None))


def test_a_party_gives_a_mandate_to_who_speaks_for_the_other_respondent(two, lawyer, employer):
    perform(two.dispute, "end_mandate", by=lawyer, seat=Seat.objects.get(user=lawyer, party=two.firm).pk)
    perform(
        two.dispute, "enter_person", by=employer, person=lawyer, for_party=two.firm.pk, role="representative", proof=str(two.paper.ref), powers="general"
    )  # fmt: skip
    assert Seat.objects.current().filter(user=lawyer).count() == 2


def test_a_step_is_taken_for_a_party_that_is_named_and_binds_that_one_alone(two, lawyer):
    with pytest.raises(NotLawful, match="AL-24"):
        two.step("answer", acting(lawyer, None), text="不同意")
    with pytest.raises(NotLawful, match="AL-24"):
        two.step("answer", acting(lawyer, two.dispute.parties.get(side="A")), text="不同意")
    two.step("answer", acting(lawyer, two.agency), text="不同意")
    assert DocketEntry.objects.get(step="arbitration.answer").party == two.agency
    with pytest.raises(NotLawful, match="CR-58"):
        two.step("waive_answer", acting(lawyer, two.agency))
    two.step("waive_answer", acting(lawyer, two.firm))
    assert DocketEntry.objects.get(step="arbitration.waive_answer").party == two.firm


def test_what_may_be_done_for_one_party_may_not_be_done_for_the_other(two, lawyer):
    """Special powers of the one mandate are none of the other."""
    two.step("file_counterclaim", acting(lawyer, two.agency), kind="other", text="返还工具", amount="500.00")
    assert DocketEntry.objects.get(step="arbitration.file_counterclaim").party == two.agency
    with pytest.raises(NotLawful, match="AL-24"):
        two.step("withdraw_counterclaim", acting(lawyer, two.agency), reason="和解")
    with pytest.raises((NotLawful, PermissionDenied)):
        two.step("withdraw_counterclaim", acting(lawyer, two.firm), reason="和解")


def test_one_mandate_ends_and_the_other_goes_on(two, lawyer):
    perform(two.dispute, "end_mandate", by=lawyer, seat=Seat.objects.get(user=lawyer, party=two.firm).pk)
    two.step("answer", acting(lawyer, None), text="不同意")
    assert DocketEntry.objects.get(step="arbitration.answer").party == two.agency
    assert "open" in access.audiences(two.dispute, acting(lawyer, None))


def test_the_page_asks_for_whom_and_says_for_whom(two, lawyer, client):
    client.force_login(lawyer)
    case = client.get(two.dispute.get_absolute_url()).content.decode()
    where = f"/cases/{two.dispute.reference}/arbitration/{two.case.pk}/answer/"
    assert where in case
    asked = client.get(where).content.decode()
    assert (
        f"?for={two.firm.pk}" in asked
        and f"?for={two.agency.pk}" in asked
        and "<form method" not in asked.split("<main")[1]
    )
    assert AGENCY in client.get(f"{where}?for={two.agency.pk}").content.decode().split("<main")[1]
    assert client.post(f"{where}?for={two.agency.pk}", {"text": "不同意"}).status_code == 302
    assert DocketEntry.objects.get(step="arbitration.answer").party == two.agency
    stranger = two.dispute.parties.get(side="A").pk
    assert "?for=" in client.post(f"{where}?for={stranger}", {"text": "不同意"}).content.decode()
    assert DocketEntry.objects.filter(step="arbitration.answer").count() == 1


def test_what_is_open_for_one_of_them_is_offered(two, lawyer, client):
    two.step("waive_answer", acting(lawyer, two.firm))
    client.force_login(lawyer)
    assert "/waive_answer/" in client.get(two.dispute.get_absolute_url()).content.decode()
    two.step("waive_answer", acting(lawyer, two.agency))
    assert "/waive_answer/" not in client.get(two.dispute.get_absolute_url()).content.decode()


def test_papers_of_both_are_shown_and_each_agrees_to_electronic_service_itself(two, lawyer, client):
    client.force_login(lawyer)
    where = f"/cases/{two.dispute.reference}/dispute/{two.dispute.pk}/accept_electronic/"
    page = client.get(two.dispute.get_absolute_url()).content.decode()
    assert f"{where}?for={two.firm.pk}" in page and f"{where}?for={two.agency.pk}" in page
    client.post(f"{where}?for={two.agency.pk}")
    agreed = Party.objects.filter(dispute=two.dispute, electronic_service=True)
    assert list(agreed) == [two.agency]


def test_a_mediation_hears_each_of_them_for_itself(dispute, organisation, lawyer, worker):
    from mediation.models import Mediation
    from mediation.voices import voice_of

    agency = Party.objects.create(dispute=dispute, side="B", kind="organisation", name=AGENCY)
    firm = dispute.parties.get(side="B", name__contains="云岭")
    for party in (firm, agency):
        Seat.objects.create(dispute=dispute, user=lawyer, role="representative", side="B", party=party)
    mediation = Mediation(dispute=dispute, office=organisation)
    assert voice_of(mediation, acting(lawyer, agency)) == f"B:{agency.pk}"
    assert voice_of(mediation, acting(lawyer, firm)) == f"B:{firm.pk}"


def test_an_account_known_by_its_identity_gets_its_own_seat_beside_a_mandate(dispute, employer):
    """An employer that represents the other respondent, too, is still a party itself."""
    Seat.objects.filter(user=employer).delete()
    agency = Party.objects.create(dispute=dispute, side="B", kind="organisation", name=AGENCY)
    Seat.objects.create(dispute=dispute, user=employer, role="representative", side="B", party=agency)
    User.objects.filter(pk=employer.pk).update(identity_verified=True)
    employer = User.objects.get(pk=employer.pk)
    employer.identity = "91440101MA5CK7Q279"
    employer.save()
    Seat.objects.seat_known(dispute)
    own = Seat.objects.current().filter(user=employer, role="party")
    assert [seat.party.side for seat in own] == ["B"] and own[0].party != agency
