"""By the command alone: names that are words, whole plates and accounts, eating places, romanised names, nicknames."""

import pytest

from casebook.redact import redact
from tests.casebook.marked_texts import Marked, written

TEXTS = written("frames_texts.txt", "F")


@pytest.mark.parametrize("marked", TEXTS, ids=lambda marked: marked.id)
def test_each_is_one_span_and_words_stay(marked: Marked) -> None:
    spans = redact(marked.text).spans
    found = {(span.start, span.end) for span in spans}
    cut = [marked.text[start:end] for start, end, *_ in marked.gone if (start, end) not in found]
    touched = [marked.text[a:b] for a, b in marked.stays if any(s.start < b and a < s.end for s in spans)]
    assert (cut, touched) == ([], [])


def test_little_else_is_hidden() -> None:
    extra = [
        marked.text[s.start : s.end]
        for marked in TEXTS
        for s in redact(marked.text).spans
        if not any(s.start < end and start < s.end for start, end, *_ in marked.gone)
    ]
    assert len(extra) <= 2, extra


@pytest.mark.parametrize(
    "number",
    [
        "6222 0212 3456 7890 1234 56",
        "4400 1380 0138 000",
        "3602 8613 8001 3800 01",
        "44 050 1581 2340 0000 123",
    ],
)
def test_one_number_is_one_replacement(number: str) -> None:
    said = redact(f"工资转入账号：{number}，公司确认。").text
    assert said in ("工资转入账号：〔银行账号〕，公司确认。", "工资转入账号：〔银行卡号〕，公司确认。")


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("申请人性格文静，工作认真。", "文静"),
        ("申请人未收到任何通知。", "任何"),
        ("双方沟通很简单。", "简单"),
        ("公司提供方便面。", "方便"),
    ],
)
def test_a_word_that_grammar_shows_to_be_one_stays(text: str, party: str) -> None:
    assert redact(text, parties=[party]).text == text


@pytest.mark.parametrize(
    "text",
    ["文静称性格不合。", "公司通知任何到岗，任何未到。", "申请人简单主张加班费。", "证人方便出庭作证。"],
)
def test_the_name_itself_never_stays(text: str) -> None:
    names = [name for name in ("文静", "任何", "简单", "方便") if name in text]
    assert names[0] not in redact(text, parties=names).text


def test_a_telephone_behind_an_account_is_told_apart() -> None:
    said = redact("账号13800138000，户名略。").text
    assert "13800138000" not in said
