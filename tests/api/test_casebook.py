"""The casebook by machine: for everybody, what is published now and nothing else."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebook.importing import import_lines
from casebook.models import TypicalCase
from disputes.acts import perform
from tests.casebook.conftest import DATA, shelf_of_its_own  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(db, editor):
    outcomes = list(import_lines(DATA.read_text("utf-8").splitlines(), publish=True))
    assert {one.what for one in outcomes} == {"new"}


def test_every_published_case_comes_once_page_after_page(shelf, as_):
    caller, seen, address = as_(), [], "/api/v1/casebook/"
    while address:
        with CaptureQueriesContext(connection) as told:
            page = caller.get(address.partition("testserver")[2] or address).json()
        assert len(told) <= 8
        seen += [one["number"] for one in page["results"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == page["total"] == TypicalCase.objects.published().count()


def test_a_search_and_a_facet_find_what_the_page_finds(shelf, as_, client):
    for query in ("q=加班费", "claim=overtime&trade=internet", "q=平台 骑手&year=2023"):
        told = as_().get(f"/api/v1/casebook/?{query}").json()
        page = client.get(f"/casebook/?{query}").context["answer"]
        assert [one["number"] for one in told["results"]] == [row.case.number for row in page.rows]
        assert told["total"] == page.total and {len(v) for v in told["facets"].values()}


def test_one_case_is_told_whole_and_without_what_stays_inside(shelf, as_):
    case = TypicalCase.objects.published().order_by("pk")[0]
    told = as_().get(f"/api/v1/casebook/{case.number}/").json()
    assert told["title"] == case.title and told["facts"] == case.facts and told["citation"]
    assert not {"original", "findings", "dispute", "source_dispute"} & set(told)


def test_a_recalled_case_is_gone_at_once_and_a_missing_one_was_never_there(shelf, as_, editor):
    case = TypicalCase.objects.published().order_by("pk")[0]
    TypicalCase.objects.filter(pk=case.pk).update(office=editor.held_posts[0].office)
    perform(TypicalCase.objects.get(pk=case.pk), "recall", by=editor, kind="privacy", reason="当事人要求")
    gone = as_().get(f"/api/v1/casebook/{case.number}/")
    assert gone.status_code == 410 and case.title not in gone.content.decode()
    assert gone["Content-Type"].startswith("application/problem+json")
    assert gone.json()["detail"] == "可能识别到个人" and "当事人要求" not in gone.content.decode()
    assert as_().get("/api/v1/casebook/nothing/").status_code == 404
    listed = json.dumps(as_().get("/api/v1/casebook/?q=" + case.title[:8]).json())
    assert case.number not in [one["number"] for one in json.loads(listed)["results"]]
