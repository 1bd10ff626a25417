"""docs/law.md 10.2 row by row (`transitions.py` has the rows): each may be taken, by nobody else, and not where it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration
from disputes.acts import NotLawful
from disputes.models import Deadline, DocketEntry, Paper, Party
from tests.arbitration.transitions import ROWS
from tests.arbitration.walk import Part, Walk
from tests.conftest import person

pytestmark = pytest.mark.django_db
LAW = Path(__file__).parents[2] / "docs" / "law.md"
# Of AL-40, CR-15, CR-36, AL-41 and CR-70; 10.2 has no rows of them.
BEYOND = {
    "answer on paper",
    "answer forwarded",
    "evidence offered late",
    "applicant absent, counterclaim joined",
    "own claims withdrawn",
    "counterclaim withdrawn",
    "last claim withdrawn",
    "settlement proposed",
    "settlement agreed",
    "agrees to delegation",
    "settled before the hearing",
    "applicant leaves",
    "respondent leaves",
    "continued on another day",
}


def brought(walk: Walk, reach: list[Part]) -> Walk:
    for part in reach:
        part(walk)
    if walk.case.pk:
        walk.case = Arbitration.objects.get(pk=walk.case.pk)
    return walk


def running(walk: Walk) -> set[str]:
    rows = Deadline.objects.filter(dispute=walk.dispute, status__in=["running", "paused"])
    return set(rows.values_list("code", flat=True))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.event)
def test_nobody_else_brings_it_about_and_it_leads_where_the_law_says_with_its_time_limits_and_papers(
    walk, row
):
    brought(walk, row.reach)
    facts = row.facts(walk)
    others = [walk.cast.clerk, walk.cast.director, walk.cast.presiding] if not row.by else []
    for who in [getattr(walk.cast, row.wrong), person("passer_by"), *others]:
        with pytest.raises(PermissionDenied):
            row.take(walk, who, facts)
    before = set(Paper.objects.values_list("pk", flat=True))
    name = f"{row.on(walk)._meta.model_name}.{row.step}"
    taken = DocketEntry.objects.filter(step=name)
    many = taken.count()
    if row.through:
        brought(walk, [row.through])
    else:
        row.take(walk, getattr(walk.cast, row.by), facts)
    assert taken.count() == many + 1
    assert walk.case.stage == row.to
    assert set(row.starts) <= running(walk)
    assert not set(row.stops) & running(walk)
    made = set(Paper.objects.exclude(pk__in=before).values_list("code", flat=True))
    assert set(row.papers) <= made, made
    assert row.extra is None or row.extra(walk)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.event)
def test_it_is_refused_in_words_with_the_article_where_its_condition_fails(walk, row):
    reach, facts, words = row.refused
    brought(walk, reach)
    stage, papers = walk.case.stage, Paper.objects.count()
    with pytest.raises(NotLawful) as refused:
        row.take(walk, getattr(walk.cast, row.by) if row.by else None, facts(walk))
    assert " ".join(map(str, refused.value.reasons)) == words
    walk.case = Arbitration.objects.get(pk=walk.case.pk)
    assert (walk.case.stage, Paper.objects.count()) == (stage, papers)


def test_every_row_of_the_law_is_here_and_none_that_is_not_in_it():
    """The events of 10.2 as the sheet has them: a row missing there or here fails."""
    section = LAW.read_text(encoding="utf-8").split("### 10.2 ")[1].split("\n### ")[0]
    table = [line.split("|") for line in section.splitlines() if line.startswith("|")][2:]
    events = [cells[2].strip() for cells in table]
    ours = {row.law or row.event for row in ROWS if row.event not in BEYOND}
    assert len(events) == len(set(events)) >= 50
    assert ours == set(events)


def test_of_every_row_the_stage_before_and_after_is_one_of_the_law():
    assert len({row.event for row in ROWS}) == len(ROWS)
    assert {row.to for row in ROWS} <= set(Stage.values)
    assert Party.Side.values == ["A", "B", "T"]
