"""The limitation of one year: interruption, suspension, arrears, the defence (AL-27, CR-26 to 28)."""

import datetime as dt

import pytest

from disputes.rules.limitation import Claim, judge
from disputes.rules.words import RuleError
from tests.law.vectors import Vector, holds

D = dt.date
VECTORS = [
    Vector("DT44", "limitation", "2025-02-28", "2026-02-28"),
    Vector("DT45", "limitation", "2025-10-01", "2026-10-08", "2026-10-01"),
    Vector("DT46", "limitation", "2024-02-29", "2025-02-28"),
    Vector("DT69", "limitation", "2026-03-15", "2027-03-15", provisional=True),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)


def test_a_claim_filed_on_the_last_day_is_in_time_and_the_day_after_late():
    claim = Claim(known_on=D(2025, 2, 28))
    assert judge(claim, D(2026, 2, 28)).status == "in_time"
    assert judge(claim, D(2026, 3, 1)).status == "late"
    assert judge(claim, D(2026, 3, 1)).last_day == D(2026, 2, 28)


def test_the_last_day_of_limitation_moves_over_a_holiday():
    assert judge(Claim(known_on=D(2025, 10, 1)), D(2026, 10, 8)).status == "in_time"


def test_arrears_know_no_limit_while_the_employment_lasts():
    found = judge(Claim(known_on=D(2015, 1, 1), arrears=True), D(2026, 10, 8))
    assert (found.status, found.last_day, found.period) == ("not_running", None, None)
    assert found.explain()
    assert found.explain("en")


def test_arrears_must_be_claimed_within_a_year_of_the_end():
    claim = Claim(known_on=D(2015, 1, 1), arrears=True, employment_ended_on=D(2025, 10, 1))
    assert judge(claim, D(2026, 10, 8)).status == "in_time"
    assert judge(claim, D(2026, 10, 9)).status == "late"


def test_a_complaint_interrupts_and_the_year_begins_anew():
    claim = Claim(known_on=D(2025, 6, 1), interruptions=[D(2026, 3, 15)])
    found = judge(claim, D(2026, 11, 20))
    assert (found.status, found.last_day) == ("in_time", D(2027, 3, 15))
    assert found.period.provisional


def test_an_interruption_after_the_end_revives_nothing():
    claim = Claim(known_on=D(2024, 6, 3), interruptions=[D(2025, 6, 4)])
    assert judge(claim, D(2025, 7, 1)).status == "late"


def test_each_interruption_in_time_carries_the_next_one():
    claim = Claim(known_on=D(2022, 6, 1), interruptions=[D(2024, 4, 1), D(2023, 5, 4), D(2025, 3, 3)])
    assert judge(claim, D(2026, 3, 3)).status == "in_time"


def test_interruptions_before_the_infringement_or_after_filing_do_not_count():
    claim = Claim(known_on=D(2025, 1, 6), interruptions=[D(2024, 12, 1), D(2026, 1, 5)])
    assert judge(claim, D(2026, 1, 4)).last_day == D(2026, 1, 6)


def test_a_suspension_lengthens_the_limitation_by_its_days():
    claim = Claim(known_on=D(2025, 1, 6), suspensions=[(D(2025, 2, 1), D(2025, 2, 11))])
    assert judge(claim, D(2026, 1, 16)).status == "in_time"
    assert judge(claim, D(2026, 1, 17)).status == "late"


def test_an_appointed_civil_servant_has_sixty_days():
    claim = Claim(known_on=D(2026, 3, 10), civil_servant=True)
    assert judge(claim, D(2026, 5, 9)).status == "in_time"
    assert judge(claim, D(2026, 5, 10)).status == "late"
    assert "公务员法-105" in judge(claim, D(2026, 5, 10)).law


def test_a_late_claim_is_told_that_the_defence_is_for_the_other_side():
    told = judge(Claim(known_on=D(2024, 6, 3)), D(2026, 7, 1)).explain()[-1]
    assert "由对方提出抗辩" in told
    assert "不影响受理" in told


def test_a_claim_without_the_day_it_became_known_is_refused():
    with pytest.raises(RuleError, match="知道"):
        judge(Claim(known_on=None), D(2026, 1, 1))
