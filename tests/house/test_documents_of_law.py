"""Every row of docs/law.md 8.2 has its document, every document the step that makes it, every step its document."""

import re
from pathlib import Path

import pytest

from disputes import steps
from disputes.papers.documents import DOCUMENTS
from disputes.papers.issue import Issue

LAW = (Path(__file__).parents[2] / "docs" / "law.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([DMVJ]\d\d) \| ([^|]+) \|", LAW, re.M)
ELSEWHERE = {
    "D12": "drawn for a joined party as well (arbitration.sequels.cases)",
    "J03": "drawn with the package it lists (disputes.court.package)",
}


def issued():
    return {one.code for one in Issue.all} | set(ELSEWHERE)


def test_the_list_is_read():
    assert len(ROWS) == 45 + 9 + 3 + 3


@pytest.mark.parametrize(("code", "name"), ROWS)
def test_every_row_has_its_document_and_the_step_that_makes_it(code, name):
    made = {one for one in DOCUMENTS if one[:3] == code}
    assert code in made, name
    assert made <= issued(), made - issued()


def test_no_document_is_left_without_a_step():
    assert set(DOCUMENTS) - issued() == set()


def test_every_step_a_document_names_exists():
    known = {steps.name_of(kind, one) for kind in steps.models_with_steps() for one in steps.of(kind)}
    for one in Issue.all:
        for name in one.on:
            assert name.partition(":")[0] in known, (one.code, name)
