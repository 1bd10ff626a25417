"""Traps of old texts: dead article numbers, dead forms, the other arbitration, the pensioner's exit."""

import datetime as dt
import re
from pathlib import Path

import pytest

from disputes import papers
from disputes.deadlines import TimeLimit
from disputes.rules.catalogue import RULES
from disputes.rules.instruments import INSTRUMENTS, instruments_of
from disputes.rules.limitation import Claim, judge
from disputes.rules.periods import due
from disputes.rules.scope import ROUTES

D = dt.date
TYPST = Path(papers.__file__).parent / "typst"
PRINTED = "\n".join(path.read_text(encoding="utf-8") for path in sorted(TYPST.glob("*.typ")))
"""What the house prints, apart from what people fill in."""
DEAD = {
    "CPL-201",
    "CPL-237",
    "CPL-194",
    "CPL-239",
    "CPL-216",
}  # judicial confirmation, enforcement before 2024


def test_trap_34_every_article_is_kept_with_the_version_of_its_text():
    cited = {law for rule in RULES.values() for law in rule.law} | {
        law for r in ROUTES.values() for law in r.law
    }
    assert not cited & DEAD
    for law in cited:
        [instrument] = instruments_of((law,))
        assert instrument.version
        assert instrument.since
    assert RULES["judicial_confirmation"].law == ("CPL-205",)
    assert INSTRUMENTS["CPL"].version == "2023"


def test_trap_35_no_form_tells_the_dead_rule_of_three_days_before_the_hearing():
    assert "举证期限届满前" in PRINTED
    assert not re.search(r"(首次)?开庭(前)?三日前[^。]*变更", PRINTED)


def test_trap_36_nothing_here_is_commercial_arbitration():
    """No arbitration agreement, no fee, no six months to set aside."""
    assert "仲裁协议" not in PRINTED
    assert "仲裁不收费" in PRINTED
    assert not any(rule.unit == "M" and rule.n == 6 for rule in RULES.values())
    assert (RULES["set_aside"].n, RULES["set_aside"].unit) == (30, "CD")


def test_trap_45_a_complaint_to_the_inspection_interrupts_the_limitation():
    claim = Claim(known_on=D(2025, 3, 3), interruptions=[D(2025, 12, 1)])
    assert judge(claim, D(2026, 11, 30)).status == "in_time"
    assert judge(Claim(known_on=D(2025, 3, 3)), D(2026, 11, 30)).status == "late"


def test_trap_45_the_inspection_is_another_forum_and_not_arbitration():
    assert ROUTES["inspection"].forum == "inspection"
    assert not ROUTES["inspection"].open_here


def test_trap_46_no_route_sends_a_pensioner_away():
    told = " ".join(route.title.zh for route in ROUTES.values())
    assert not re.search("退休|养老|超龄", told)
    assert not any("J1-32" in route.law for route in ROUTES.values())


def test_trap_44_early_preservation_needs_a_filing_and_preserved_property_an_enforcement():
    assert (RULES["preservation_filing"].n, RULES["preservation_filing"].unit) == (30, "CD")
    late = RULES["enforcement_after_preservation"]
    assert (late.n, late.unit, late.law) == (3, "M", ("J1-49",))


def test_trap_49_no_time_limit_listens_to_the_correction_of_an_award():
    listening = [
        limit.code
        for limit in TimeLimit.all.values()
        if "award.correct" in limit.starts_on | limit.restarts_on
    ]
    assert listening == []


@pytest.mark.parametrize("day", [D(2008, 4, 30), D(2026, 3, 2)])
def test_trap_34_an_old_day_is_answered_by_todays_text_and_told_so(day):
    told = "".join(due("suit", day).explain())
    assert ("2008年5月1日" in told) is (day < D(2008, 5, 1))
