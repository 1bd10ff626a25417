"""A line of the tables of sums, and the questions several of them share."""

from decimal import Decimal as Money

from disputes.rules.amounts import calculate


def is_worth(kind, asked, amount):
    """The sum, made of its lines, told in both languages and with its articles."""
    found = calculate(kind, asked)
    assert found.amount == Money(amount)
    assert found.amount == sum((line.amount for line in found.steps), Money(0))
    assert all(line.text.zh and line.text.en for line in found.steps)
    assert found.law


def leave(average, years, taken, **more):
    return {
        "year": 2026,
        "average_wage_without_overtime": average,
        "cumulative_service_years": years,
        "days_taken": taken,
        **more,
    }
