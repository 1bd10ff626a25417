"""Minimum wages by city and date, never by class, never guessed; the average wage that allows simple handling (CR-56)."""

import datetime as dt
from decimal import Decimal as Money
from itertools import pairwise

import pytest

from disputes.rules import wages
from disputes.rules.words import RuleError

D = dt.date


@pytest.mark.parametrize(
    ("city", "day", "monthly"),
    [
        ("440100", D(2026, 9, 1), "2680"),
        ("440300", D(2026, 9, 1), "2700"),
        ("440400", D(2026, 9, 1), "2300"),
        ("440500", D(2026, 9, 1), "2040"),
        ("440100", D(2026, 8, 31), "2500"),
        ("440300", D(2025, 3, 1), "2520"),
        ("441900", D(2026, 8, 31), "2080"),
        ("440600", D(2025, 3, 1), "2080"),
        ("441300", D(2025, 12, 1), "1850"),
        ("445300", D(2025, 12, 1), "1750"),
        ("440100", D(2025, 2, 28), "2300"),
        ("440300", D(2021, 12, 31), "2200"),
        ("440300", D(2022, 1, 1), "2360"),
        ("441200", D(2022, 1, 1), "1720"),
        ("440106", D(2026, 11, 2), "2680"),
        ("440305", D(2026, 11, 2), "2700"),
        ("440402", D(2026, 11, 2), "2300"),
    ],
)
def test_the_minimum_wage_is_that_of_the_city_on_the_day_and_districts_answer_for_their_city(
    city, day, monthly
):
    assert wages.minimum_wage(city, day).monthly == Money(monthly)


@pytest.mark.parametrize("city", sorted(set(wages.cities()) - {"440100", "440300", "440400", "440500"}))
def test_a_city_whose_new_figure_was_not_seen_never_gets_last_years(city):
    assert wages.minimum_wage(city, D(2026, 8, 31)).monthly
    with pytest.raises(wages.WageUnknown, match="2026-09-01"):
        wages.minimum_wage(city, D(2026, 9, 1))


@pytest.mark.parametrize(
    ("city", "day"),
    [
        ("440100", D(2015, 4, 30)),
        ("440300", D(2018, 7, 15)),
        ("441900", D(2025, 2, 28)),
        ("440400", D(2018, 7, 1)),
        ("441200", D(2021, 11, 30)),
        ("110100", D(2026, 1, 1)),
        ("440000", D(2026, 1, 1)),
        ("449900", D(2026, 1, 1)),
    ],
)
def test_a_city_or_a_day_without_a_known_figure_is_refused(city, day):
    with pytest.raises(wages.WageUnknown):
        wages.minimum_wage(city, day)


@pytest.mark.parametrize("code", ["", "4401", "44010a", "4401000", "４４０１００", None, 440100])
def test_what_is_not_a_division_code_is_refused(code):
    with pytest.raises(RuleError, match="六位"):
        wages.minimum_wage(code, D(2026, 1, 1))


def test_all_twenty_one_cities_have_one_figure_for_2025_and_rows_never_overlap():
    assert len(wages.cities()) == 21
    for city in wages.cities():
        rows = sorted((w for w in wages.minimum_wages() if w.city == city), key=lambda w: w.since)
        assert sum(row.in_force(D(2025, 3, 1)) for row in rows) == 1
        assert all(before.until and before.until < after.since for before, after in pairwise(rows))


def test_every_new_figure_names_its_notice_and_how_sure_it_is():
    for wage in wages.minimum_wages():
        assert wage.confidence in {"VERIFIED", "RECALLED"}
        assert bool(wage.notice) is (wage.since >= D(2025, 3, 1))


@pytest.mark.parametrize(("total", "simple"), [("110196", True), ("110196.01", False)])
def test_z01_simple_handling_ends_at_the_previous_years_average_wage(total, simple):
    assert wages.simple_by_amount(Money(total), D(2025, 6, 1)) is simple


def test_the_average_wage_depends_on_the_series_a_committee_uses():
    assert wages.province_average(2023).annual == Money(110004)
    assert wages.province_average(2023, "non_private").annual == Money(131418)
    with pytest.raises(wages.WageUnknown, match="2025"):
        wages.simple_by_amount(Money(1), D(2026, 6, 1))
