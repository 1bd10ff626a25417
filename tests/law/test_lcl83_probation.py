"""Illegal probation (LCL-19, LCL-83)."""

import datetime as dt
from decimal import Decimal as Money

import pytest

from disputes.rules.amounts import calculate
from disputes.rules.amounts.contract import probation_limit
from tests.law.sums import is_worth

D = dt.date
VECTORS = []


@pytest.mark.parametrize(("kind", "asked", "amount"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_the_claim_is_worth_what_the_fact_sheet_says(kind, asked, amount):
    is_worth(kind, asked, amount)


@pytest.mark.parametrize(
    ("contract", "limit"),
    [(None, 6), (36, 6), (60, 6), ("35.9", 2), (12, 2), ("11.9", 1), (3, 1), ("2.9", 0), (0, 0)],
)
def test_the_longest_probation_follows_the_length_of_the_contract(contract, limit):
    assert probation_limit(None if contract is None else Money(contract)) == limit


@pytest.mark.parametrize(
    ("contract", "served", "amount"),
    [(None, 6, "0.00"), (None, 8, "20000.00"), (2, 1, "10000.00"), (6, "2.5", "15000.00"), (36, 1, "0.00")],
)
def test_only_probation_over_the_limit_is_paid_again(contract, served, amount):
    asked = {"contract_months": contract, "probation_months_served": served, "wage_after_probation": 10000}
    assert calculate("illegal_probation", asked).amount == Money(amount)
