"""Hand-offs put at a stage without the record they rest on, for what does not look at it."""

import datetime as dt
import hashlib
import json
from io import BytesIO

import pikepdf
import pytest

from disputes.acts import perform
from disputes.court import package
from disputes.lifecycle.handoff import Stage
from disputes.models import Engagement, HandOff, Office, Paper
from disputes.papers import render
from tests.conftest import person
from tests.court.published import keeps_to_the_schemas


@pytest.fixture(autouse=True)
def papers_are_drawn_where_a_test_looks_at_them(request, monkeypatch):
    """Drawing is half of what a package costs: elsewhere each paper is an empty page that bears a digest of its words."""
    if not request.node.get_closest_marker("drawn"):
        monkeypatch.setattr(render, "drawn", empty_page)
        monkeypatch.setattr(render, "_checked", lambda data: {"check": data.get("check", "")})


def empty_page(template, paper):
    words = json.dumps([template.name, paper], ensure_ascii=False, sort_keys=True, default=str)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Subject"] = hashlib.sha256(words.encode()).hexdigest()
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture(autouse=True)
def every_package_keeps_to_the_schemas(monkeypatch):
    """Whatever these tests have sent."""
    build = package.build

    def made_and_looked_at(entry):
        made = build(entry)
        keeps_to_the_schemas(made.sha256)
        return made

    monkeypatch.setattr(package, "build", made_and_looked_at)


@pytest.fixture
def intermediate(court):
    return court.posts.get().office.court


@pytest.fixture
def higher(intermediate):
    """The clerk of the intermediate court."""
    return person("higher", role="court", office=intermediate)


@pytest.fixture
def elsewhere(db):
    """The clerk of a court that has nothing to do with it."""
    office = Office.objects.create(kind="basic_court", name="深圳市南山区人民法院", division="440305")
    return person("elsewhere", role="court", office=office)


@pytest.fixture
def case(dispute, worker, committee):
    perform(dispute, "open", by=worker)
    Engagement.objects.create(dispute=dispute, office=committee, capacity="arbitration")
    return type(dispute).objects.get(pk=dispute.pk)


@pytest.fixture
def handoff(case, committee):
    """`handoff(ground, side, stage)`: a fresh one at that stage."""

    def make(ground: str = "suit", side: str = "A", stage: str = Stage.FILED, **fields) -> HandOff:
        court = committee.court.court if ground == "set_aside" else committee.court
        return HandOff.objects.create(
            dispute=case, ground=ground, record_type="award", record_id=1, stage=stage, office=court,
            from_office=committee, filed_by=case.parties.get(side=side), filed_on=dt.date(2026, 11, 2), **fields,
        )  # fmt: skip

    return make


@pytest.fixture
def sent(handoff, clerk):
    def make(*args, **fields) -> HandOff:
        return perform(handoff(*args, **fields), "send", by=clerk).record

    return make


@pytest.fixture
def registered(sent, court, higher):
    def make(ground: str = "suit", side: str = "A") -> HandOff:
        by = higher if ground == "set_aside" else court
        return perform(sent(ground, side), "acknowledge", by=by, docket_number="（2026）粤0104民初1号").record

    return make


@pytest.fixture
def paper(case):
    """`paper(title, text, …)`: a text kept in the case."""
    from disputes.papers import shelf

    def make(title: str, text: str, **fields) -> Paper:
        one = Paper.objects.create(
            dispute=case, title=title, name=f"{title}.txt", media_type="text/plain", **fields
        )
        shelf.put(one, text.encode())
        return one

    return make
