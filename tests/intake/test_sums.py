"""The calculators of the claims page: each asks only what it needs, equals the rules, and shows how."""

from decimal import Decimal

import pytest
import time_machine

from disputes.intake.sums import KINDS
from disputes.models import Claim, Draft
from disputes.rules.amounts import CALCULATORS, calculate
from disputes.rules.readings import told
from tests.intake.answers import GOOD, answer, begin

pytestmark = pytest.mark.django_db
LEFT = {"start": "2024-03-01", "end": "2026-08-31", "monthly_wage": "8000", "minimum_wage": "2500"}
LATER = {"late_payment_interest"}  # belongs to an effective decision, not to an application

CASES = [
    ("wages", {"months": "3", "paid": "2000"}, "wages", {"monthly_wage": "8000", "months": "3", "paid": "2000"}),
    ("wages", {"way": "day_wages", "daily_wage": "300", "days": "12.5"}, "day_wages", {"daily_wage": "300", "days": "12.5"}),
    ("wages", {"way": "minimum_wage_gap", "paid_monthly": "2000", "months": "6"}, "minimum_wage_gap",
     {"paid_monthly": "2000", "minimum_wage": "2500", "months": "6"}),
    ("overtime", {"monthly_base": "5220", "weekday_hours": "10", "rest_day_hours": "8", "holiday_hours": ""}, "overtime",
     {"monthly_base": "5220", "weekday_hours": "10", "rest_day_hours": "8", "holiday_hours": "0"}),
    ("overtime", {"weekday_hours": "10", "rest_day_hours": "8", "rest_day_hours_compensated": "3"}, "overtime",
     {"monthly_base": "8000", "weekday_hours": "10", "rest_day_hours": "8", "rest_day_hours_compensated": "3", "holiday_hours": "0"}),
    ("severance", {}, "severance", LEFT),
    ("unlawful_termination", {}, "unlawful_termination", LEFT),
    ("second_wage", {"contract_signed": "2024-10-15"}, "second_wage",
     {"start": "2024-03-01", "monthly_wage": "8000", "contract_signed": "2024-10-15", "claimed_until": "2026-08-31"}),
    ("notice_pay", {"last_month_wage": "9300"}, "notice_pay", {"last_month_wage": "9300"}),
    ("notice_pay", {}, "notice_pay", {"last_month_wage": "8000"}),
    ("rest_leave", {"year": "2026", "cumulative_service_years": "12", "days_taken": "2"}, "unused_leave",
     {"year": 2026, "average_wage_without_overtime": "8000", "cumulative_service_years": "12", "days_taken": "2",
      "joined_on": "2024-03-01", "left_on": "2026-08-31"}),
    ("illegal_probation", {"contract_months": "24", "probation_months_served": "6"}, "illegal_probation",
     {"contract_months": "24", "probation_months_served": "6", "wage_after_probation": "8000"}),
    ("illegal_probation", {"contract_months": "", "probation_months_served": "8"}, "illegal_probation",
     {"contract_months": None, "probation_months_served": "8", "wage_after_probation": "8000"}),
    ("non_compete_compensation", {"way": "non_compete_early_end", "monthly_compensation": "3000"}, "non_compete_early_end",
     {"monthly_compensation": "3000"}),
    ("injury_leave_pay", {"months": "4"}, "injury_leave_pay", {"monthly_wage": "8000", "months": "4"}),
    ("injury_grants", {"way": "disability_grant", "grade": "9"}, "disability_grant", {"grade": 9, "monthly_wage": "8000"}),
    ("injury_grants", {"way": "injury_leaving_grants", "grade": "9"}, "injury_leaving_grants", {"grade": 9, "monthly_wage": "8000"}),
]  # fmt: skip


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:31+08:00", tick=False):
        yield


@pytest.fixture
def reference(client, worker, committee, organisation):
    reference = begin(client, worker)
    answer(client, reference, "work")
    return reference


def shown(client, reference, kind, **typed):
    return answer(client, reference, "claims", {"kind": kind, **typed}, work_out="1")


@pytest.mark.parametrize(("kind", "typed", "calculator", "given"), CASES)
def test_ux_11_the_amount_helper_equals_the_rules_and_shows_its_working(
    kind, typed, calculator, given, client, reference
):
    page = shown(client, reference, kind, **typed)
    expected = calculate(calculator, given)
    assert page.status_code == 200 and page.context["form"].cleaned_data["amount"] == expected.amount
    text = page.content.decode()
    for step in expected.steps:
        assert step.text.zh.replace('"', "&quot;") in text
    assert not Draft.objects.get().answers.get("claimed")
    assert answer(client, reference, "claims", {"kind": kind, **typed}).status_code == 302
    assert len(Draft.objects.get().answers["claimed"]) == 1


@pytest.mark.parametrize(
    ("kind", "typed", "month", "line"),
    [
        ("sick_pay", {"months": "2", "paid": "1000"}, ("sick_pay", {"normal_wage": "8000", "minimum_wage": "2500", "shenzhen": False}), "2000.00 × 2 个月"),
        ("non_compete_compensation", {"months": "6"}, ("non_compete", {"average_wage": "8000", "minimum_wage": "2500"}), "2500.00 × 6 个月"),
    ],
)  # fmt: skip
def test_ux_11_what_the_law_gives_a_month_is_claimed_for_the_months_less_what_was_paid(
    kind, typed, month, line, client, reference
):
    page = shown(client, reference, kind, **typed)
    expected = calculate(*month).amount * Decimal(typed["months"]) - Decimal(typed.get("paid", 0))
    assert page.context["form"].cleaned_data["amount"] == expected
    assert line in page.content.decode()


def test_in_shenzhen_sick_pay_is_at_least_sixty_percent_of_normal_pay(client, worker, committee):
    reference = begin(client, worker, district="440305")
    answer(client, reference, "work")
    page = shown(client, reference, "sick_pay", months="1")
    assert page.context["form"].cleaned_data["amount"] == Decimal("4800.00")  # trap 47


def test_every_calculator_of_the_rules_has_its_place_on_the_claims_page():
    used = {way.code for kind in KINDS.values() for way in kind.ways} - {""}
    assert used == set(CALCULATORS) - LATER


def test_every_input_of_a_calculator_is_asked_or_taken():
    for kind in KINDS.values():
        for way in kind.ways:
            known = CALCULATORS[way.code].fields if way.code else {}
            needed = {name for name, field in known.items() if field.need == "needed"}
            assert needed <= set(way.inputs), (way.code, needed - set(way.inputs))


def test_extra_damages_need_an_order_of_the_labour_authority_first(client, reference):
    """K21, trap 43."""
    typed = {"way": "arrears_damages", "arrears": "30000", "text": "加付赔偿金"}
    page = shown(client, reference, "other_damages", **typed, ordered="no", amount="15000")
    assert not page.context["form"].working and "劳动保障监察" in page.content.decode()
    page = shown(client, reference, "other_damages", **typed, ordered="yes", amount="20000")
    working = page.context["form"].working
    assert (working.minimum, working.maximum) == (Decimal("15000.00"), Decimal("30000.00"))
    assert "¥15,000.00 至 ¥30,000.00" in page.content.decode()
    assert (
        shown(client, reference, "other_damages", **typed, ordered="yes").status_code == 422
    )  # a range is chosen from


def test_the_citys_average_is_asked_only_when_the_pay_is_so_high_that_it_matters(client, worker, committee):
    """K3: the figure is in no data of the house; C05."""
    reference = begin(client, worker)
    answer(client, reference, "work")
    assert "city_average_wage" not in shown(client, reference, "severance").context["form"].fields
    answer(client, reference, "work", GOOD["work"] | {"pay": "40000"})
    page = shown(client, reference, "severance")
    assert "city_average_wage" in page.context["form"].fields and "未适用三倍封顶" in page.content.decode()
    page = shown(client, reference, "severance", city_average_wage="12000")
    assert page.context["form"].cleaned_data["amount"] == Decimal("108000.00")  # 36 000 × 3 months
    assert "按填写的 12000.00 元" in page.content.decode()


def test_the_floor_is_the_minimum_wage_of_the_place_on_the_last_day_with_its_notice(
    client, worker, committee
):
    reference = begin(client, worker, left_on="2026-9-15")
    answer(client, reference, "work", GOOD["work"] | {"pay": "1900"})
    page = shown(client, reference, "severance")
    assert page.context["form"].cleaned_data["amount"] == Decimal("2680") * 3
    assert "广州市自 2026-09-01 起每月 2680.00 元（粤府函〔2026〕188号）" in page.content.decode()


def test_the_last_day_of_work_is_asked_where_it_was_not_said(client, worker, committee):
    reference = begin(client, worker, employed="yes", left_on="")
    answer(client, reference, "work")
    page = shown(client, reference, "severance", amount="1")
    assert "end" in page.context["form"].fields and not page.context["form"].working
    page = shown(client, reference, "severance", end="2026-10-31")
    assert (
        page.context["form"].cleaned_data["amount"]
        == calculate("severance", LEFT | {"end": "2026-10-31"}).amount
    )
    assert shown(client, reference, "severance", end="2027-10-31").status_code == 422


@pytest.mark.parametrize(
    ("kind", "field", "nonsense"),
    [
        ("wages", "months", "三"), ("wages", "months", "-1"), ("wages", "months", "601"), ("wages", "paid", "两千"),
        ("overtime", "weekday_hours", "abc"), ("overtime", "rest_day_hours_compensated", "99999"),
        ("rest_leave", "year", "26"), ("rest_leave", "year", "2026.5"), ("rest_leave", "days_taken", "400"),
        ("injury_grants", "grade", "11"), ("injury_grants", "grade", "0"), ("second_wage", "contract_signed", "2026-2-30"),
        ("second_wage", "contract_signed", "2027-1-1"), ("illegal_probation", "contract_months", "永久"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_words_that_name_the_question(kind, field, nonsense, client, reference):
    page = shown(client, reference, kind, **{field: nonsense})
    assert page.status_code == 422 and field in page.context["form"].errors
    label = str(page.context["form"].fields[field].label)
    words = page.context["form"].errors[field][0]
    assert label in words and any(what in words for what in ("写", "核对"))


def test_what_the_rules_refuse_stands_at_its_field(client, reference):
    page = shown(client, reference, "overtime", rest_day_hours="8", rest_day_hours_compensated="9")
    assert "补休小时数多于" in page.context["form"].errors["rest_day_hours_compensated"][0]


def test_a_form_left_as_it_came_is_no_second_claim(client, reference):
    answer(client, reference, "claims")
    page = client.get(f"/claim/{reference}/claims/")
    assert page.context["form"].initial["monthly_base"] == "8000.00"  # overtime comes next, filled in
    sent = answer(client, reference, "claims", page.context["form"].initial)
    assert sent.status_code == 302 and len(Draft.objects.get().answers["claimed"]) == 1


def test_every_kind_can_be_chosen_and_claimed(client, reference):
    for kind in Claim.Kind.values:
        page = shown(client, reference, kind, amount="100", text="请求")
        assert page.status_code == 200, (kind, page.context["form"].errors)


def test_the_sum_follows_and_names_the_readings_of_the_committee_at_the_workplace(
    client, reference, committee
):
    typed = {"contract_signed": "2024-10-15"}
    given = {"start": "2024-03-01", "monthly_wage": "8000", "claimed_until": "2026-08-31", **typed}
    usual = shown(client, reference, "second_wage", **typed)
    assert told("second_wage_start", "corresponding_day").zh in usual.content.decode()
    committee.settings = {"second_wage_start": "day_after"}
    committee.save()
    page = shown(client, reference, "second_wage", **typed)
    expected = calculate("second_wage", {**given, "starts": "day_after"}).amount
    assert page.context["form"].cleaned_data["amount"] == expected != calculate("second_wage", given).amount
    assert told("second_wage_start", "day_after").zh in page.content.decode()


def test_the_base_of_overtime_is_the_committees_reading(client, reference, committee):
    typed = {"monthly_base": "2000", "weekday_hours": "10"}
    page = shown(client, reference, "overtime", **typed)  # the minimum wage of 2,500 is the floor
    assert page.context["form"].cleaned_data["amount"] == Decimal("215.52")
    assert page.context["form"]["monthly_base"].help_text == told("overtime_base", "normal_hours").zh
    committee.settings = {"overtime_base": "all_pay"}
    committee.save()
    page = shown(client, reference, "overtime", **typed)
    assert page.context["form"].cleaned_data["amount"] == Decimal("172.41")
    assert page.context["form"]["monthly_base"].help_text == told("overtime_base", "all_pay").zh
