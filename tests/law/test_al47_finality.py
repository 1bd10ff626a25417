"""Final or not: item by item, by the amount awarded, in separate documents (AL-47, CR-50, B9-10, B9-11)."""

import datetime as dt
from decimal import Decimal as Money

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.rules.finality import KINDS, MONEY, STANDARDS, Item, judge
from disputes.rules.words import RuleError

D = dt.date
GUANGZHOU = {"city": "440100", "award_date": D(2026, 11, 2), "confirms_relation": False}
MIXED = [
    Item("arrears", "wages", Money("32160.00")),
    Item("severance", "severance", Money("32160.01")),
    Item("overtime", "overtime", Money("9000")),
]


def test_f01_a_mixed_award_takes_two_documents_the_final_one_first():
    verdict = judge(MIXED, **GUANGZHOU)
    assert dict(verdict.items) == {"arrears": "final", "severance": "non_final", "overtime": "final"}
    assert [(doc.type, doc.items) for doc in verdict.documents] == [
        ("final", ("arrears", "overtime")),
        ("non_final", ("severance",)),
    ]
    assert (verdict.wage.monthly, verdict.threshold) == (Money(2680), Money(32160))


def test_f02_an_award_that_confirms_the_relation_is_non_final_as_a_whole():
    verdict = judge(MIXED, **{**GUANGZHOU, "confirms_relation": True})
    assert set(verdict.items.values()) == {"non_final"}
    assert [doc.type for doc in verdict.documents] == ["non_final"]
    assert "B9-11" in verdict.law


def test_f03_the_amount_awarded_decides_not_the_amount_claimed():
    assert judge([Item("a", "wages", Money(20000))], **GUANGZHOU).items["a"] == "final"


@pytest.mark.parametrize(("day", "expected"), [(D(2026, 8, 31), "non_final"), (D(2026, 9, 1), "final")])
def test_f04_the_rise_of_the_minimum_wage_moves_the_line(day, expected):
    verdict = judge(
        [Item("a", "wages", Money(31000))], city="440100", award_date=day, confirms_relation=False
    )
    assert verdict.items["a"] == expected


@pytest.mark.parametrize("kind", sorted(STANDARDS))
def test_disputes_on_labour_standards_are_final_whatever_the_sum(kind):
    assert judge([Item("a", kind, Money(10**9)), Item("b", kind)], **GUANGZHOU).items == {
        "a": "final",
        "b": "final",
    }


@pytest.mark.parametrize("kind", ["reinstatement", "other"])
def test_what_is_neither_money_nor_a_standard_is_non_final(kind):
    assert judge([Item("a", kind)], **GUANGZHOU).items["a"] == "non_final"


@pytest.mark.parametrize("kind", sorted(MONEY))
def test_a_money_item_without_a_sum_is_refused(kind):
    with pytest.raises(RuleError, match="金额"):
        judge([Item("a", kind)], **GUANGZHOU)
    with pytest.raises(RuleError, match="金额"):
        judge([Item("a", kind)], **{**GUANGZHOU, "confirms_relation": True})


@pytest.mark.parametrize(
    "items",
    [[], [Item("a", "gift")], [Item("a", "other"), Item("a", "other")], [Item("a", "wages", Money(-1))]],
)
def test_an_award_that_makes_no_sense_is_refused(items):
    with pytest.raises(RuleError):
        judge(items, **GUANGZHOU)


@given(st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.decimals(0, 10**6, places=2)), min_size=1))
def test_every_item_is_in_exactly_one_document(found):
    items = [Item(str(n), kind, amount) for n, (kind, amount) in enumerate(found)]
    verdict = judge(items, **GUANGZHOU)
    told = [key for doc in verdict.documents for key in doc.items]
    assert sorted(told) == sorted(verdict.items)
    assert all(verdict.items[key] == doc.type for doc in verdict.documents for key in doc.items)


@given(st.decimals("0", "99999", places=2), st.decimals("0", "99999", places=2))
def test_finality_is_monotone_in_the_amount(one, other):
    less, more = sorted((one, other))
    verdict = judge([Item("less", "wages", less), Item("more", "wages", more)], **GUANGZHOU)
    assert (verdict.items["less"], verdict.items["more"]) != ("non_final", "final")


def test_each_item_is_tested_alone_where_the_office_reads_b9_11_so():
    verdict = judge(
        MIXED, **{**GUANGZHOU, "confirms_relation": True}, settings={"relation_at_issue": "each_item"}
    )
    assert dict(verdict.items) == {"arrears": "final", "severance": "non_final", "overtime": "final"}


@pytest.mark.parametrize(("reading", "expected"), [("applies", "final"), ("excluded", "non_final")])
def test_whether_personnel_disputes_may_be_final_is_a_reading(reading, expected):
    verdict = judge(
        [Item("a", "wages", Money(1))], **GUANGZHOU, personnel=True, settings={"personnel_finality": reading}
    )
    assert verdict.items["a"] == expected
