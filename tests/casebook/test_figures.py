"""What published cases gave: figures with their sample, none of a single case, gone with a recall."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebook.figures import figures, figures_of
from casebook.importing import import_lines
from casebook.models import Sum, TypicalCase
from disputes.acts import perform
from tests.casebook.conftest import DATA

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(db, editor):
    list(import_lines(DATA.read_text("utf-8").splitlines(), publish=True))


def case_with(sums, number, record):
    import json

    claims = [{"type": kind, "amount_awarded_yuan": given} for kind, given in sums]
    list(import_lines([json.dumps({**record, "id": number, "claims": claims})], publish=True))


def test_quarters_are_sums_of_the_sample_by_nearest_rank(record, editor):
    for n, given in enumerate((100, 250, 1000, 4049, 90000), 1):
        case_with([("wages", given)], f"W{n}", record)
    (one,) = figures(["wages"])
    assert (one.count, one.nothing) == (5, 0)
    assert [one.low, one.middle, one.high] == [Decimal(200), Decimal(1000), Decimal(4000)]


def test_below_three_no_figure_is_given(record, editor, client):
    case_with([("wages", 5123), ("wages", 0)], "W1", record)
    (one,) = figures()
    assert (one.count, one.nothing, one.middle) == (2, 1, None)
    page = client.get("/casebook/figures/").content.decode()
    assert "5,1" not in page and "少于3项" in page


def test_what_was_refused_is_counted_and_pulls_no_figure_down(record, editor):
    for n, given in enumerate((0, 0, 0, 100, 200, 300)):
        case_with([("econ_comp", given)], f"S{n}", record)
    (one,) = figures()
    assert (one.count, one.nothing, one.low, one.middle, one.high) == (6, 3, 100, 200, 300)


@pytest.mark.parametrize("odd", [True, -1, "5000", None, float("nan"), float("inf"), 10**15])
def test_what_is_no_sum_is_not_counted(record, editor, odd):
    case_with([("wages", odd)], "W1", record)
    assert not Sum.objects.exists()


def test_a_recalled_case_counts_no_longer(shelf, editor):
    before = figures_of(["overtime"])["overtime"].count
    recalled = TypicalCase.objects.get(number="C010")
    perform(recalled, "recall", by=editor, kind="objection")
    assert figures_of(["overtime"])["overtime"].count == before - 1
    assert not Sum.objects.filter(case=recalled).exists()


def test_the_page_has_every_topic_in_two_queries(shelf, client):
    with CaptureQueriesContext(connection) as queries:
        found = figures()
    assert len(queries) == 2
    assert found[0].topic == "overtime" and found[0].count == 7
    page = client.get("/casebook/figures/").content.decode()
    assert "加班工资" in page and "¥18,100.00" in page and "不预示任何结果" in page


def test_a_settled_dispute_brings_its_own_sum(ended, lead, editor, reader, director, monkeypatch):
    from mediation.models import Mediation
    from tests.casebook.conftest import decide_all, edit, propose

    said = [("wages", Decimal(24000), Decimal("20000.00"))]
    monkeypatch.setattr(Mediation, "outcome_sums", lambda self: said)
    case = decide_all(edit(propose(ended, lead), editor), editor)
    assert not Sum.objects.exists()  # nothing before it is published
    perform(case, "submit", by=editor)
    perform(TypicalCase.objects.get(pk=case.pk), "release", by=reader)
    perform(TypicalCase.objects.get(pk=case.pk), "publish", by=director, despite="同类案件较多")
    assert [(s.topic, s.asked, s.given) for s in Sum.objects.all()] == [("wages", 24000, 20000)]
