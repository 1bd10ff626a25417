"""Double-blind rounds: two limits in secret, one comparison, and no figure left or shown anywhere."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from disputes.acts import NotLawful, begin, perform
from disputes.models import Dispute, DocketEntry
from mediation.models import BlindRound, Mediation
from mediation.models.blind import middle
from tests.conftest import person
from tests.races.meeting import meet

from .conftest import TERMS, again

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied"),
]
# Long ones: a digest has five digits in a row by chance.
LEAST, MOST = Decimal("1357913.24"), Decimal("2468024.13")
FIGURES = ("1357913", "1,357,913", "2468024", "2,468,024")


def open_round(mediating, mediator):
    perform(mediating, "open_round", by=mediator, about="和解总金额")
    return again(mediating)


def enter(record, user, limit):
    perform(again(record), "enter_limit", by=user, limit=Decimal(limit))


def everything_stored():
    """Every text and number of every table, as the database holds it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def test_of_two_limits_only_whether_they_meet_is_said(mediating, mediator, worker, employer):
    record = open_round(mediating, mediator)
    enter(record, worker, LEAST)
    assert not DocketEntry.objects.filter(step="mediation.compare_limits").exists()
    enter(record, employer, MOST)
    (entry,) = DocketEntry.objects.filter(step="mediation.compare_limits")
    assert entry.facts == {"outcome": "overlap"} and entry.by is None and entry.audience == "joint"
    done = BlindRound.objects.get()
    assert done.outcome == "overlap" and done.limits == {} and done.middle == {"sum": "1913000.00"}


def test_limits_that_do_not_meet_leave_no_middle(mediating, mediator, worker, employer):
    record = open_round(mediating, mediator)
    enter(record, employer, LEAST)
    enter(record, worker, MOST)
    done = BlindRound.objects.get()
    assert done.outcome == "apart" and done.limits == done.middle == {}


@pytest.mark.parametrize("both", [False, pytest.param(True, marks=pytest.mark.long)])
def test_no_figure_stands_in_any_table_docket_or_page(both, mediating, mediator, worker, employer, lead):
    """Whoever reads the database, a page, the feed or the API finds no limit, before or after the comparison."""
    record = open_round(mediating, mediator)
    enter(record, worker, LEAST)
    if both:
        enter(record, employer, MOST)
    stored = everything_stored()
    assert [figure for figure in FIGURES if figure in stored] == []
    told = "".join(str(entry.facts) for entry in DocketEntry.objects.all())
    assert [figure for figure in FIGURES if figure in told] == []
    reference = record.dispute.reference
    for who in (
        worker,
        employer,
        mediator,
        lead,
        person("admin", role="administrator", office=record.office),
    ):
        client = Client()
        client.force_login(who)
        for address in (
            f"/cases/{reference}/", f"/cases/{reference}/room/", f"/cases/{reference}/feed/?after=joint:0,open:0",
            f"/api/v1/disputes/{reference}/", f"/api/v1/disputes/{reference}/docket/",
        ):  # fmt: skip
            page = client.get(address).content.decode()
            assert [figure for figure in FIGURES if figure in page] == [], (who, address)


def test_the_middle_is_the_mediators_alone(mediating, mediator, worker, employer):
    record = open_round(mediating, mediator)
    enter(record, worker, LEAST)
    enter(record, employer, MOST)
    for who, sees in ((mediator, True), (worker, False), (employer, False)):
        client = Client()
        client.force_login(who)
        page = client.get(f"/cases/{record.dispute.reference}/").content.decode()
        assert ("1,913,000.00" in page) is sees and "双方底线有交集" in page


def test_a_side_writes_its_limit_on_its_page_once(mediating, mediator, worker, client):
    record = open_round(mediating, mediator)
    client.force_login(worker)
    address = f"/cases/{record.dispute.reference}/mediation/{record.pk}/enter_limit/"
    assert "可以接受的最低金额" in client.get(address).content.decode()
    refused = client.post(address, {"limit": "0"})
    assert refused.status_code == 422 and "大于零" in refused.content.decode()
    assert client.post(address, {"limit": "13,579.24"}).status_code == 302
    again_asked = client.get(address).content.decode()
    assert "本方在本轮已填写底线" in again_asked
    with pytest.raises(NotLawful, match="MR-24"):
        enter(record, worker, "1")


def test_three_rounds_and_no_more_so_that_nobody_feels_the_way(mediating, mediator, worker, employer):
    for _n in range(3):
        record = open_round(mediating, mediator)
        with pytest.raises(NotLawful):
            open_round(mediating, mediator)
        enter(record, worker, MOST)
        enter(record, employer, LEAST)
    with pytest.raises(NotLawful, match="MR-24"):
        open_round(mediating, mediator)


def test_a_round_that_ends_early_is_erased_uncompared(mediating, mediator, worker, employer):
    record = open_round(mediating, mediator)
    enter(record, worker, LEAST)
    perform(again(record), "end_round", by=mediator)
    ended = BlindRound.objects.get()
    assert ended.outcome == "ended" and ended.limits == {}
    with pytest.raises(NotLawful):
        enter(record, employer, MOST)
    record = open_round(mediating, mediator)
    enter(record, employer, MOST)
    perform(again(record), "give_up", by=worker)
    assert {one.outcome for one in BlindRound.objects.all()} == {"ended"}
    assert all(one.limits == {} for one in BlindRound.objects.all())


def test_an_agreement_ends_the_round(mediating, mediator, worker, employer):
    record = open_round(mediating, mediator)
    enter(record, worker, LEAST)
    perform(again(record), "offer", by=employer, terms=TERMS)
    perform(again(record), "accept_offer", by=worker, offer=1)
    assert BlindRound.objects.get().outcome == "ended" and BlindRound.objects.get().limits == {}


def test_who_is_not_a_side_opens_reads_and_writes_nothing(mediating, mediator, worker, lead, stranger):
    record = open_round(mediating, mediator)
    for who in (lead, stranger):
        assert not BlindRound.objects.visible_to(who).exists()
    for who in (worker, mediator):
        assert BlindRound.objects.visible_to(who).count() == 1
    for who, step, facts in (
        (worker, "open_round", {"about": "x"}), (mediator, "enter_limit", {"limit": LEAST}), (worker, "end_round", {}),
    ):  # fmt: skip
        with pytest.raises((NotLawful, PermissionDenied)):
            perform(again(record), step, by=who, **facts)
    assert BlindRound.objects.count() == 1


@given(st.decimals(1, 900_000, places=2), st.decimals(0, 900_000, places=2))
def test_the_middle_is_whole_hundreds_between_the_limits_or_nothing(least, gap):
    """A finer sum would be a limit itself, or say that the two are almost the same."""
    found = middle(least, least + gap)
    if found is None:
        assert gap < 100
    else:
        assert least <= found <= least + gap and found % 100 == 0


def test_equal_limits_meet_and_neither_is_told(mediating, mediator, worker, employer):
    record = open_round(mediating, mediator)
    enter(record, worker, LEAST)
    enter(record, employer, LEAST)
    done = BlindRound.objects.get()
    assert done.outcome == "overlap" and done.middle == {}
    client = Client()
    client.force_login(mediator)
    page = client.get(f"/cases/{record.dispute.reference}/").content.decode()
    assert "泄露底线" in page and "13,579" not in page


def test_after_the_limits_met_no_round_narrows_them_down(mediating, mediator, worker, employer):
    record = open_round(mediating, mediator)
    enter(record, worker, LEAST)
    enter(record, employer, MOST)
    with pytest.raises(NotLawful, match="已有交集"):
        open_round(mediating, mediator)


def test_a_new_mediation_of_the_dispute_does_not_begin_the_count_anew(
    mediating, mediator, worker, employer, organisation, lead
):
    for _n in range(3):
        record = open_round(mediating, mediator)
        perform(again(record), "end_round", by=mediator)
    perform(again(mediating), "give_up", by=worker)
    fresh = Mediation(dispute=Dispute.objects.get(pk=mediating.dispute_id), office=organisation)
    begin(fresh, "apply", by=worker)
    for step, who in (("consent", employer), ("accept", lead), ("take", mediator)):
        perform(Mediation.objects.latest("pk"), step, by=who)
    with pytest.raises(NotLawful, match="已进行三轮"):
        perform(Mediation.objects.latest("pk"), "open_round", by=mediator, about="x")


def test_a_limit_below_zero_is_refused_by_the_step_too(mediating, mediator, worker):
    record = open_round(mediating, mediator)
    with pytest.raises(NotLawful, match="大于零"):
        enter(record, worker, "-5")


@pytest.mark.django_db(transaction=True)
def test_threat_09_both_sides_write_at_once_and_are_compared_once(mediating, mediator, worker, employer):
    record = open_round(mediating, mediator)
    meet(lambda: enter(record, worker, LEAST), lambda: enter(record, employer, MOST))
    assert DocketEntry.objects.filter(step="mediation.compare_limits").count() == 1
    assert BlindRound.objects.get().outcome == "overlap"


def test_threat_04_every_figure_at_rest_has_one_size(mediating, mediator, worker, employer):
    sizes = set()
    for limit in ("0.01", "900.00", "99999999999.99"):
        perform(mediating, "open_round", by=mediator, about="总额")
        perform(mediating, "enter_limit", by=worker, limit=Decimal(limit))
        with connection.cursor() as rows:
            rows.execute("select limits from mediation_blindround where outcome = ''")
            sizes.add(len(rows.fetchone()[0]))
        perform(mediating, "end_round", by=mediator)
    assert len(sizes) == 1


def test_the_middle_becomes_an_offer_on_the_mediators_page_alone_and_goes_with_the_talks(
    mediating, mediator, worker, employer, client
):
    perform(mediating, "open_round", by=mediator, about="总额")
    perform(mediating, "enter_limit", by=worker, limit=Decimal(18000))
    perform(mediating, "enter_limit", by=employer, limit=Decimal(22000))
    address = f"/cases/{mediating.dispute.reference}/mediation/{mediating.pk}/offer/?round=1"
    client.force_login(mediator)
    page = client.get(address)
    assert (page.context["form"]["total"].value(), page.context["form"]["items"].value()) == (
        "20000.00",
        "总额",
    )
    assert address in client.get(f"/cases/{mediating.dispute.reference}/").content.decode()
    client.force_login(employer)
    assert client.get(address).context["form"]["total"].value() is None
    perform(mediating, "give_up", by=worker)
    assert [one.middle for one in mediating.blind_rounds.all()] == [{}]
    assert [one.outcome for one in mediating.blind_rounds.all()] == ["overlap"]
