"""Nothing is published while one identifier of the people behind a case is left, in whatever form (threat 14)."""

import pytest

from casebook.leaks import hits, identifiers
from casebook.models import TypicalCase
from disputes.acts import NotLawful, perform
from disputes.models import Party, Seat
from tests.casebook.conftest import decide_all, edit
from tests.conftest import person

pytestmark = pytest.mark.django_db
PLANTED = [
    "陈嘉禾", "陈 嘉 禾", "陈师傅", "Chen Jiahe", "chenjiahe", "JIAHE CHEN", "13800138000", "138-0013-8000",
    "1 3 8 0 0 1 3 8 0 0 0", "１３８００１３８０００", "44010619880312224X", "440106 19880312 224x", "广州市云岭物流有限公司",
    "云岭公司", "91440101MA5CK7Q279", "9144-0101-MA5C-K7Q2-79", "广州市越秀区北京路1号", "任晓峰", "020-8333 0000",
    "1988年3月12日", "1988-03-12", "1988.3.12", "1988年03月12日", "13712345678", "李代理", "Li Daili",
]  # fmt: skip


def with_words(case, **words):
    """The public text as if the editor had kept everything."""
    fields = {
        name: words.get(name, "") for name in ("title", "facts", "claims", "handling", "result", "analysis")
    }
    TypicalCase.objects.filter(pk=case.pk).update(**fields)
    return TypicalCase.objects.get(pk=case.pk)


@pytest.fixture
def ended(ended, worker):
    """With a representative of the worker, who has a name and a telephone too."""
    agent = person("agent")
    agent.name, agent.phone = "李代理", "13712345678"
    agent.save()
    Seat.objects.create(dispute=ended, user=agent, role="representative", side="A")
    return ended


@pytest.mark.parametrize("form", PLANTED)
def test_threat_14_a_planted_identifier_is_found_and_keeps_the_case_back(submitted, reader, form):
    for field in ("title", "facts", "analysis"):
        case = with_words(submitted, **{field: f"经查，{form}当时在场。"})
        assert hits(case), field
        with pytest.raises(NotLawful, match="CC-1034"):
            perform(case, "release", by=reader)


def test_threat_14_in_what_a_case_is_filed_under_as_well(submitted):
    for name, value in (("employer", "云岭物流有限公司"), ("batch", "陈嘉禾案"), ("region", "13800138000")):
        case = TypicalCase.objects.get(pk=submitted.pk)
        setattr(case, name, value)
        assert hits(case), name


def test_a_clean_text_has_no_hit(submitted, published):
    assert hits(published) == []


def test_what_is_hidden_in_one_place_must_not_stand_in_another(edited):
    edited.significance = "证人赵铁柱的说法可信。"
    edited.findings = {
        "spans": [*edited.spans, {**edited.spans[0], "form": "赵铁柱", "type": "PERSON", "decision": "hide"}]
    }
    assert any(hit.form == "赵铁柱" for hit in hits(edited))


def test_a_name_kept_by_decision_is_still_a_leak(edited, editor):
    ids = [s["id"] for s in edited.spans if s["form"] == "陈嘉禾"]
    perform(edited, "decide", by=editor, spans=ids, decision="keep", why="本人同意")
    with pytest.raises(NotLawful):
        perform(TypicalCase.objects.get(pk=edited.pk), "submit", by=editor)


def test_numbers_of_strangers_to_the_case_are_found_too(proposed, editor):
    case = edit(proposed, editor, analysis="证人电话13912345678。")
    assert "13912345678" not in decide_all(case, editor).analysis
    assert identifiers("联系电话13912345678") and not identifiers("二倍工资24000元，2021年6月")


def test_threat_14_who_left_the_case_before_its_end_is_hunted_too(ended, proposed):
    """One of many workers who declined and went on alone still stands in the papers of the others."""
    gone = Party.objects.create(dispute=ended, side="A", worker=True, name="钟慧敏", left_on=ended.opened_on)
    case = TypicalCase.objects.get(pk=proposed.pk)
    assert not ended.parties.filter(pk=gone.pk).exists() and gone in case.source_parties
