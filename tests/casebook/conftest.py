"""A dispute that has ended in mediation, and the people of the editors' desk."""

import json
from pathlib import Path

import pytest

from casebook import indexing
from casebook.envelopes import desk_for, envelope
from casebook.models import TypicalCase
from disputes.acts import begin, perform
from tests.conftest import person

DATA = Path(__file__).parents[2] / "casebook" / "data" / "typical_cases.jsonl"


@pytest.fixture(autouse=True)
def shelf_of_its_own(settings, tmp_path):
    """Each test has an index directory of its own."""
    settings.INDEX_ROOT = tmp_path / "index"
    yield
    indexing._index_at.cache_clear()


@pytest.fixture
def reader(committee):
    return person("reader", role="reader", office=committee)


@pytest.fixture
def ended(dispute, organisation, worker, lead, mediator):
    """The dispute with a mediation that failed at once: something has ended."""
    from mediation.models import Mediation

    perform(dispute, "open", by=worker)
    begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker)
    perform(dispute.mediations.get(), "withdraw", by=worker)
    return type(dispute).objects.get(pk=dispute.pk)


def propose(dispute, by, title="拖欠工资案"):
    fresh = TypicalCase(dispute=envelope(), source_dispute=dispute, office=desk_for(dispute))
    begin(fresh, "propose", by=by, title=title, why="有参考意义")
    return TypicalCase.objects.get(source_dispute=dispute)


WORDS = {
    "title": "拖欠三个月工资的处理",
    "facts": "申请人陈嘉禾（电话13800138000）在广州市云岭物流有限公司工作，单位拖欠其三个月工资。",
    "claims": "支付2026年6月至8月工资24000元",
    "result": "单位支付24000元。",
    "issue": "拖欠工资应否支付",
}


def edit(case, by, **words):
    perform(
        case, "edit", by=by, words={**WORDS, **words}, filing={"topics": ["wages"], "routes": ["mediation"]}
    )
    return TypicalCase.objects.get(pk=case.pk)


def decide_all(case, by, decision="hide"):
    while open_now := case.undecided:
        perform(case, "decide", by=by, spans=[s["id"] for s in open_now], decision=decision, why="不涉及个人")
        case = TypicalCase.objects.get(pk=case.pk)
    return case


@pytest.fixture
def proposed(ended, lead, editor):
    return propose(ended, lead)


@pytest.fixture
def edited(proposed, editor):
    return decide_all(edit(proposed, editor), editor)


@pytest.fixture
def submitted(edited, editor):
    perform(edited, "submit", by=editor)
    return TypicalCase.objects.get(pk=edited.pk)


@pytest.fixture
def released(submitted, reader):
    perform(submitted, "release", by=reader)
    return TypicalCase.objects.get(pk=submitted.pk)


@pytest.fixture
def published(released, director):
    perform(released, "publish", by=director, despite="同类案件较多")
    return TypicalCase.objects.get(pk=released.pk)


@pytest.fixture
def record():
    """The first of the records in the repository."""
    return json.loads(DATA.read_text("utf-8").splitlines()[0])
