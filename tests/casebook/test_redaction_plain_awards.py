"""Threat 14: made-up awards with 25 kinds of planted identifiers; 100 in every run, 1,000 in the long suite."""

from collections import Counter
from functools import cache

import pytest

from casebook.redact import redact
from tests.casebook.plain_awards import award

CHECKED = {"ID_CARD", "USCC", "BANK_CARD"}
PATTERNED = CHECKED | set(
    "PHONE EMAIL WECHAT QQ ALIPAY SOCIAL PLATE PASSPORT SI_NO EMPLOYEE_NO BANK_ACCOUNT LANDLINE DOB".split()
)


@cache
def redacted(seed, *, named):
    """The award of that number, its parties, and what the redaction makes of it if it is told them or not."""
    marked, parties = award(seed)
    return marked, parties, redact(marked.text, parties=parties if named else [])


def hunted(seeds, *, named):
    """How many were planted and missed by kind, what had to stay, what was touched, direct identifiers left."""
    planted, missed, stay, touched, left = Counter(), Counter(), 0, [], []
    for seed in seeds:
        marked, _parties, result = redacted(seed, named=named)
        for start, end, kind, _policy in marked.gone:
            planted[kind] += 1
            covered = sum(max(0, min(end, s.end) - max(start, s.start)) for s in result.spans)
            missed[kind] += covered < end - start
            if (
                kind in PATTERNED
                and len(marked.text[start:end]) > 5
                and marked.text[start:end] in result.text
            ):
                left.append(marked.text[start:end])
        stay += len(marked.stays)
        touched += [
            marked.text[a:b] for a, b in marked.stays if any(s.start < b and a < s.end for s in result.spans)
        ]
    return planted, missed, stay, touched, left


def judge(seeds, *, named):
    planted, missed, stay, touched, left = hunted(seeds, named=named)
    assert len(planted) >= 24
    assert {kind: missed[kind] for kind in PATTERNED if missed[kind]} == {}
    assert left == []
    rest = planted.total() - sum(planted[kind] for kind in PATTERNED)
    lost = missed.total()
    assert lost <= 0.005 * planted.total() and lost <= 0.02 * rest, missed
    assert len(touched) <= 0.02 * stay, touched[:20]
    if named:
        assert missed["ORG"] == 0


@pytest.mark.parametrize("named", [True, False])
def test_threat_14_of_generated_awards_nothing_direct_is_left(named):
    judge(range(100), named=named)


@pytest.mark.long
@pytest.mark.parametrize("named", [True, False])
def test_threat_14_a_thousand_generated_awards(named):
    judge(range(1000, 2000), named=named)


def test_threat_14_every_party_that_is_named_is_gone_everywhere():
    for seed in range(100):
        marked, parties, result = redacted(seed, named=True)
        for start, end, kind, _policy in marked.gone:
            if marked.text[start:end] in parties:
                assert marked.text[start:end] not in result.text, (seed, kind)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("《食品经营许可证》编号JY24401062980635有效。", "JY24401062980635"),
        ("委托代理人：扎西尼玛，某律师事务所律师。", "扎西尼玛"),
        ("经次仁旺堆介绍入职。", "次仁旺堆"),
        ("申请人萧婷胜到庭。", "萧婷胜"),
        ("他说：“明天不用来了。”高军仪系人事主管。", "高军仪"),
    ],
)
def test_what_awards_taught_us(text, gone):
    assert gone not in redact(text).text


def test_a_namesake_is_hidden_whole_and_an_arbitrator_of_that_given_name_stays():
    result = redact("董嘉杰系人事主管，陈嘉杰无异议。\n仲裁员：贺嘉杰\n", parties=["陈嘉杰"])
    assert "董嘉杰" not in result.text and "嘉杰系" not in result.text
    assert "贺嘉杰" in result.text


def test_a_party_with_the_name_of_a_rare_word_is_hidden_everywhere_and_an_everyday_word_stays():
    assert "马祖" not in redact("马祖不受考勤管理。", parties=["马祖"]).text
    assert "和平协商" in redact("申请人和平到庭，双方和平协商。", parties=["和平"]).text
