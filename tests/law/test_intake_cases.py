"""What workers said in their own words, and what the law says to it (invented sayings after published cases).

Each `expr` of the data evaluates to its amount; here the calculators reach the same amount from the facts. Where a record
reads the law otherwise, the test says so.
"""

import ast
import datetime as dt
import json
from decimal import Decimal as Money
from pathlib import Path

import pytest

from disputes.rules import scope
from disputes.rules.amounts import CALCULATORS, calculate
from disputes.rules.finality import Item, judge
from disputes.rules.limitation import Claim
from disputes.rules.limitation import judge as limit
from disputes.rules.wages import minimum_wage

D = dt.date
FILED = D(2025, 11, 20)
RECORDS = {
    record["id"]: record["expect"]
    for line in (Path(__file__).parent / "data" / "intake.jsonl").read_text(encoding="utf-8").splitlines()
    for record in [json.loads(line)]
}
GRADE_10 = {"grade": 10, "monthly_wage": 6000}
WORKED_OUT = [
    (
        "N04",
        0,
        "overtime",
        {"monthly_base": 5000, "weekday_hours": 0, "rest_day_hours": 320, "holiday_hours": 0},
    ),
    ("N07", 0, "disability_grant", GRADE_10),
    ("N07", 3, "injury_leave_pay", {"monthly_wage": 6000, "months": 3}),
    ("N12", 0, "wages", {"monthly_wage": 930, "months": 2}),
    ("N19", 0, "wages", {"monthly_wage": 8000, "months": 1}),
    ("N21", 0, "day_wages", {"daily_wage": 360, "days": 35}),
    ("N22", 0, "wages", {"monthly_wage": 15800, "months": 1}),
    ("N26", 0, "wages", {"monthly_wage": 5000, "months": 1, "paid": 2080}),
    ("N28", 0, "minimum_wage_gap", {"paid_monthly": 2200, "minimum_wage": 2500, "months": 8}),
    ("N36", 0, "severance", {"start": "2024-01-08", "end": "2025-10-31", "monthly_wage": 18000}),
    ("N37", 0, "wages", {"monthly_wage": 6500, "months": 2}),
    ("N38", 0, "wages", {"monthly_wage": 12000, "months": 6}),
    ("N40", 0, "wages", {"monthly_wage": 26000, "months": 1}),
]
BEYOND_THE_FACT_SHEET = {"N25": "高温津贴", "N26": "停工生活费差额", "N33": "未出具离职证明损失"}


def amount(record, item):
    return Money(str(RECORDS[record]["claim_items"][item]["amount_yuan"]))


@pytest.mark.parametrize(("record", "item", "kind", "asked"), WORKED_OUT)
def test_the_calculator_reaches_the_amount_of_the_record(record, item, kind, asked):
    assert calculate(kind, asked).amount == amount(record, item)


def test_n06_leave_of_two_years_is_worked_out_year_by_year_and_rounded_each_year():
    """The record rounds once over both years: one fen more."""
    asked = {"average_wage_without_overtime": 9000, "cumulative_service_years": 12, "days_taken": 0}
    both = [
        calculate("unused_leave", {**asked, "year": 2024}),
        calculate("unused_leave", {**asked, "year": 2025, "left_on": "2025-09-30"}),
    ]
    assert [found.amount for found in both] == [Money("8275.86"), Money("5793.10")]
    assert amount("N06", 0) - sum(found.amount for found in both) == Money("0.01")


def test_n07_the_grants_on_leaving_are_two_lines_and_recalled():
    found = calculate("injury_leaving_grants", GRADE_10)
    assert [line.amount for line in found.steps] == [amount("N07", 1), amount("N07", 2)]
    assert CALCULATORS["injury_leaving_grants"].confidence == "RECALLED"


def test_n30_non_compete_is_worked_out_by_the_month():
    month = calculate("non_compete", {"average_wage": 20000, "minimum_wage": 2500}).amount
    assert month * 5 == amount("N30", 0)
    verdict = judge(
        [Item("a", "non_compete_compensation", month * 5)],
        city="440106",
        award_date=FILED,
        confirms_relation=False,
    )
    assert verdict.items["a"] == "final"  # exactly twelve minimum wages: not above


def test_n03_reads_the_second_wage_otherwise_dividing_by_21_75_and_cutting_by_limitation():
    """The record asks for what is less than a year old and divides the part month by 21.75; the sum is never cut here."""
    asked = {"start": "2024-03-01", "monthly_wage": 5000, "method": "days_21_75"}
    whole = calculate("second_wage", asked)
    assert whole.amount == Money("55000.00")
    kept = sum(line.amount for line in whole.steps[-3:]) + Money(5000) / Money("21.75") * 8
    assert round(kept, 2) == amount("N03", 0)
    assert "2024-12" in whole.steps[-3].text.zh


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_every_expression_of_the_data_gives_its_amount(record):
    for item in RECORDS[record]["claim_items"]:
        found = _value(ast.parse(item["expr"], mode="eval").body)
        assert round(found, 2) == Money(str(item["amount_yuan"]))


def _value(node):
    if isinstance(node, ast.Constant):
        return Money(str(node.value))
    left, right = _value(node.left), _value(node.right)
    return {ast.Add: left + right, ast.Sub: left - right, ast.Mult: left * right, ast.Div: left / right}[
        type(node.op)
    ]


def test_each_sum_the_fact_sheet_knows_has_a_calculator_and_the_others_are_named():
    known = {(record, item) for record, item, *_ in WORKED_OUT} | {
        ("N03", 0),
        ("N06", 0),
        ("N07", 1),
        ("N07", 2),
        ("N30", 0),
    }
    sums = {(record, n) for record, expect in RECORDS.items() for n, _ in enumerate(expect["claim_items"])}
    left = {record: RECORDS[record]["claim_items"][n]["type"] for record, n in sums - known}
    assert left == BEYOND_THE_FACT_SHEET


@pytest.mark.parametrize(
    ("record", "claim", "status"),
    [
        ("N04", Claim(known_on=None, arrears=True), "not_running"),
        ("N06", Claim(known_on=D(2025, 9, 30)), "in_time"),
        ("N07", Claim(known_on=D(2025, 8, 31)), "in_time"),
        (
            "N19",
            Claim(
                known_on=None,
                arrears=True,
                employment_ended_on=D(2023, 8, 31),
                interruptions=[D(2024, 6, 3), D(2025, 1, 18)],
            ),
            "in_time",
        ),
        ("N36", Claim(known_on=D(2025, 10, 31)), "in_time"),
    ],
)
def test_the_limitation_is_judged_as_the_record_says(record, claim, status):
    expected = {"in_time": "in", "not_running": "in"}[status]
    assert limit(claim, FILED).status == status
    assert RECORDS[record]["limitation"]["status"] == expected


def test_n19_reads_the_promise_as_an_interruption_although_the_year_was_over():
    """The record restarts the year from a promise of 2025-01-18; without an earlier one the year had ended 2024-09-02."""
    alone = Claim(
        known_on=None, arrears=True, employment_ended_on=D(2023, 8, 31), interruptions=[D(2025, 1, 18)]
    )
    assert limit(alone, FILED).status == "late"
    assert limit(alone, FILED).last_day == D(2024, 9, 2)


@pytest.mark.parametrize(
    ("record", "matter", "open_here"),
    [("N09", "insurance_payment", False), ("N22", "wage_iou", False), ("N40", "payment_order", False)],
)
def test_what_belongs_elsewhere_is_routed_there(record, matter, open_here):
    assert scope.route(matter).open_here is open_here
    assert RECORDS[record]["route"]


@pytest.mark.parametrize("record", ["N04", "N12", "N19", "N22", "N26", "N28", "N36", "N38", "N40"])
def test_each_record_is_final_or_not_by_the_minimum_wage_of_its_city(record):
    city = "441900" if record in {"N12", "N26"} else "440100"
    for item in RECORDS[record]["claim_items"]:
        told = item["final_award"]
        assert minimum_wage(city, FILED).monthly * 12 == told["threshold_yuan"]
        kind = "severance" if item["type"] == "经济补偿" else "wages"
        verdict = judge(
            [Item("a", kind, Money(str(item["amount_yuan"])))],
            city=city,
            award_date=FILED,
            confirms_relation=False,
        )
        assert (verdict.items["a"] == "final") is (told["final"] == "yes")
