"""A house that comes from an earlier release puts its index and its labels right by itself."""

import json
import os

import pytest
from django.test import Client

from casebook import indexing
from casebook.importing import import_lines
from casebook.models import Edition, Label, TypicalCase
from casebook.reading import Asked, answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(record, editor):
    assert [one.what for one in import_lines([json.dumps(record)], publish=True)] == ["new"]
    return TypicalCase.objects.get()


def from_an_earlier_release(case, monkeypatch):
    """As it was filed before results and offices were labels; the index is of that time."""
    indexing.rebuild()
    Label.objects.filter(case=case, facet__in=("office", "result")).delete()
    TypicalCase.objects.filter(pk=case.pk).update(outcome="")
    monkeypatch.setattr(indexing, "made_of", lambda: "another")


def test_an_index_of_an_earlier_release_is_written_anew_by_the_first_search(imported, monkeypatch):
    before = indexing.index()
    from_an_earlier_release(imported, monkeypatch)
    assert len(indexing.index()) == 0 and indexing.index() is not before
    assert [hit.id for hit in indexing.find("快递")] == [imported.number]
    assert before.ids() == {imported.number}, "a process of the release before goes on with its own"


def test_what_an_earlier_release_left_is_forgotten_after_a_day(imported, monkeypatch):
    indexing.rebuild()
    old = indexing.shelf_of_indexes() / indexing.made_of()
    plain = indexing.shelf_of_indexes() / "meta.json"  # the first releases had no folder for each
    plain.write_text("{}")
    monkeypatch.setattr(indexing, "made_of", lambda: "another")
    indexing.rebuild()
    assert old.exists() and plain.exists()
    for left in (old, plain):
        os.utime(left, (0, 0))
    indexing.rebuild()
    assert not old.exists() and not plain.exists()
    assert [hit.id for hit in indexing.find("快递")] == [imported.number]


def test_cases_filed_before_a_label_was_known_are_filed_under_it(imported, monkeypatch, client: Client):
    filed = set(imported.filed_under.values_list("facet", "value"))
    from_an_earlier_release(imported, monkeypatch)
    edition = Edition.now()
    result = next(value for facet, value in filed if facet == "result")
    assert answer(Asked(filters={"result": result})).total == 0
    assert indexing.rebuild_if_stale() == 1
    assert set(imported.filed_under.values_list("facet", "value")) == filed
    assert TypicalCase.objects.get().outcome == imported.outcome == result
    assert Edition.now() == edition + 1, "pages that were kept are made anew"
    assert answer(Asked(filters={"result": result})).total == 1
    assert answer(Asked("快递", {"result": result})).total == 1
    assert indexing.rebuild_if_stale() == 0 and Edition.now() == edition + 1


def test_of_the_house_s_own_cases_only_the_editor_says_how_they_ended(published, monkeypatch):
    from_an_earlier_release(published, monkeypatch)
    TypicalCase.objects.filter(pk=published.pk).update(
        sums=[{"topic": "wages", "asked": "9.00", "given": "9.00"}]
    )
    assert indexing.rebuild_if_stale() == 1
    assert TypicalCase.objects.get(pk=published.pk).outcome == ""
    assert published.filed_under.filter(facet="office").exists()


def test_an_index_is_told_by_all_that_decides_what_stands_in_it():
    assert indexing.made_of() == indexing.made_of() and len(indexing.made_of()) == 16
