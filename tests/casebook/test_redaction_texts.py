"""Every text of the data set and of our own: what must go is covered, what must stay is untouched."""

from collections import Counter

import pytest

from casebook.redact import Span, redact
from tests.casebook.marked_texts import Marked, recorded, written

TEXTS = [*recorded(), *written(), *written("varied_texts.txt", "V"), *written("everyday_texts.txt", "E")]


def _covered(start: int, end: int, spans: tuple[Span, ...]) -> bool:
    return all(any(s.start <= at < s.end for s in spans) for at in range(start, end))


def _names(marked: Marked) -> list[str]:
    return [marked.text[start:end] for start, end, kind, _ in marked.gone if kind == "PERSON"]


@pytest.mark.parametrize("marked", TEXTS, ids=lambda marked: marked.id)
def test_what_must_go_is_covered_and_what_must_stay_is_untouched(marked: Marked) -> None:
    spans = redact(marked.text).spans
    missed = [
        marked.text[start:end]
        for start, end, kind, _ in marked.gone
        if kind != "CASE_NO" and not _covered(start, end, spans)
    ]
    touched = [marked.text[a:b] for a, b in marked.stays if any(s.start < b and a < s.end for s in spans)]
    assert (missed, touched) == ([], [])


@pytest.mark.parametrize("marked", TEXTS, ids=lambda marked: marked.id)
def test_with_the_parties_named_no_name_remains(marked: Marked) -> None:
    result = redact(marked.text, parties=_names(marked))
    assert all(_covered(start, end, result.spans) for start, end, kind, _ in marked.gone if kind == "PERSON")


def test_a_sentence_in_which_nobody_is_named_stays_as_it_is() -> None:
    plain = [marked for marked in written("everyday_texts.txt", "E") if not marked.gone and not marked.stays]
    assert len(plain) > 20
    assert [marked.text for marked in plain if redact(marked.text).spans] == []


def test_a_word_that_is_a_partys_name_stays_an_adverb_at_the_head_of_a_clause() -> None:
    said = redact("马上到岗后双方未签合同。马上称其已到岗。", parties=["马上"]).text
    assert said.startswith("马上到岗") and said.count("马上") == 1


def test_two_characters_are_a_person_whatever_the_second() -> None:
    spans = redact("经调解，田园与公司达成协议。", parties=["田园"]).spans
    assert [span.type for span in spans] == ["PERSON"]


@pytest.mark.parametrize(
    "party", ["云[岭物流有限公司", "陈(嘉禾", "Chen (Jiahe", "陈嘉禾)", "王|", "A+*", "·甲", "（，厂", "\\\\"]
)
def test_a_party_with_any_signs_in_its_name_is_hidden_and_spoils_nothing(party: str) -> None:
    text = f"申请人入职{party}，工资由{party}发放。"
    result = redact(text, parties=[party])
    assert all(span.start < span.end for span in result.spans)
    assert len(party) < 2 or party not in result.text


@pytest.mark.parametrize(
    "text", ["申请人在云[岭有限公司工作。", "申请人在广州(云|岭物流有限公司工作。", "入职云*岭)鞋厂。"]
)
def test_a_firm_with_any_signs_in_its_name_spoils_nothing(text: str) -> None:
    assert redact(text).text


def test_types_are_told_apart() -> None:
    right, wrong = Counter[str](), Counter[str]()
    for marked in TEXTS:
        spans = redact(marked.text).spans
        for start, end, kind, _ in marked.gone:
            same = any(s.type == kind and s.start < end and start < s.end for s in spans)
            (right if same else wrong)[kind] += 1
    wrong.pop("CASE_NO", None)
    assert wrong.total() <= 0.03 * right.total(), wrong


def test_little_is_hidden_that_need_not_be() -> None:
    extra = [
        marked.text[s.start : s.end]
        for marked in TEXTS
        for s in redact(marked.text).spans
        if not any(s.start < end and start < s.end for start, end, *_ in marked.gone)
    ]
    assert len(extra) <= 3, extra
