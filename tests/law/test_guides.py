"""Guided questions: one at a time, and an answer with its reasons and articles (AL-2, AL-21, AL-27)."""

import pytest

from disputes.rules.guides import GUIDES, Finding, Question, ask
from disputes.rules.guides.asking import YES_NO
from disputes.rules.scope import CASE_CLASSES
from disputes.rules.words import RuleError

LIMITATION = {
    "appointed_civil_servant": "no",
    "arrears": "no",
    "known_on": "2025-06-02",
    "interrupted_on": [],
    "suspended": [],
    "filed_on": "2026-06-02",
}
PLACES = {"workplaces": ["440304"], "dispatched": "no", "seat": "440106"}


def walk(guide, answers):
    """Answer as the guide asks; the codes it asked for, and what it found."""
    said, asked = {}, []
    while isinstance(found := ask(guide, said), Question):
        assert found.words.zh
        assert found.words.en
        assert bool(found.options) is (found.kind == "choice")
        asked.append(found.code)
        said[found.code] = answers[found.code]
    return asked, found


@pytest.mark.parametrize(
    ("answers", "result", "article"),
    [
        ({"sides": "labour", "matter": "money"}, "arbitration", "AL-2"),
        ({"sides": "labour", "matter": "relation"}, "arbitration", "AL-2"),
        ({"sides": "labour", "matter": "housing_fund"}, "housing_fund", "粤高法发〔2008〕13号-3"),
        ({"sides": "labour", "matter": "wage_iou"}, "court", "J1-15"),
        ({"sides": "labour", "matter": "bankruptcy"}, "bankruptcy_court", "粤高法发〔2008〕13号-4"),
        ({"sides": "labour", "matter": "collective_contract_making"}, "coordination", "劳动法-84"),
        (
            {"sides": "labour", "matter": "social_insurance", "insurance_matter": "insurance_payment"},
            "social_insurance",
            "社会保险法-63",
        ),
        (
            {"sides": "labour", "matter": "social_insurance", "insurance_matter": "insurance_loss"},
            "arbitration",
            "J1-1",
        ),
        (
            {"sides": "labour", "matter": "work_injury", "injury_matter": "injury_recognition"},
            "administrative_review",
            "工伤保险条例-55",
        ),
        (
            {"sides": "labour", "matter": "work_injury", "injury_matter": "disability_grade"},
            "injury_appraisal",
            "J1-2",
        ),
        ({"sides": "institution", "personnel_matter": "institution_contract"}, "arbitration", "CR-2"),
        (
            {"sides": "institution", "personnel_matter": "institution_discipline"},
            "personnel_appeal",
            "事业单位人事管理条例-38",
        ),
        (
            {"sides": "civil_servant", "personnel_matter": "civil_servant_contract"},
            "arbitration",
            "公务员法-105",
        ),
        (
            {"sides": "civil_servant", "personnel_matter": "civil_servant_discipline"},
            "personnel_appeal",
            "公务员法-95",
        ),
        ({"sides": "armed_forces"}, "arbitration", "CR-2"),
        ({"sides": "social_organisation"}, "arbitration", "CR-2"),
        ({"sides": "domestic_work"}, "court", "J1-2"),
    ],
)
def test_the_scope_guide_asks_only_what_it_needs_and_names_the_forum(answers, result, article):
    asked, found = walk("scope", answers)
    assert asked == list(answers)
    assert found.result == result
    assert article in found.law
    assert all(line.zh and line.en for line in found.reasons)


def test_a_common_reading_that_nobody_checked_is_told_as_one():
    _, found = walk(
        "scope", {"sides": "labour", "matter": "social_insurance", "insurance_matter": "insurance_payment"}
    )
    assert "未核对原文" in found.reasons[-1].zh


def test_every_class_of_case_can_be_reached():
    sides = ask("scope", {}).options
    assert set(CASE_CLASSES) - {"other"} <= set(sides)


def test_the_workplace_and_the_employers_place_may_both_hear_it():
    assert walk("jurisdiction", {**PLACES, "here": "440304"})[1].result == "here"
    assert walk("jurisdiction", {**PLACES, "here": "440106"})[1].result == "here"


def test_the_wrong_office_points_elsewhere_and_refuses_nothing():
    asked, found = walk("jurisdiction", {**PLACES, "here": "440605"})
    assert asked == ["workplaces", "dispatched", "seat", "here"]
    assert found.result == "elsewhere"
    assert "440304" in found.reasons[0].zh
    assert "不是不予受理" in found.reasons[0].zh
    assert {"CR-31", "AL-21"} <= set(found.law)


def test_dispatch_asks_for_the_user_firm_and_makes_both_parties():
    asked, found = walk(
        "jurisdiction",
        {
            "workplaces": ["440304"],
            "dispatched": "yes",
            "seat": "440106",
            "user_firm_seat": "440305",
            "here": "440305",
        },
    )
    assert "user_firm_seat" in asked
    assert found.result == "here"
    assert any("共同当事人" in line.zh for line in found.reasons)


def test_of_several_workplaces_the_committee_that_accepted_first_goes_on():
    answers = {**PLACES, "workplaces": ["440304", "440605"], "here": "440304"}
    assert walk("jurisdiction", {**answers, "accepted_by": ["440605"]})[1].result == "elsewhere"
    assert walk("jurisdiction", {**answers, "accepted_by": []})[1].result == "here"


def test_without_a_fixed_workplace_the_employers_place_decides():
    assert walk("jurisdiction", {**PLACES, "workplaces": [], "here": "440106"})[1].result == "here"


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ({}, "in_time"),
        ({"filed_on": "2026-06-03"}, "late"),
        ({"filed_on": "2026-06-03", "interrupted_on": ["2026-03-15"]}, "in_time"),
        ({"filed_on": "2026-06-12", "suspended": [["2025-07-01", "2025-07-11"]]}, "in_time"),
        ({"filed_on": "2026-06-15", "suspended": [["2025-07-01", "2025-07-11"]]}, "late"),
        ({"appointed_civil_servant": "yes"}, "late"),
    ],
)
def test_the_limitation_guide_counts_interruptions_and_suspensions(change, result):
    _, found = walk("limitation", {**LIMITATION, **change})
    assert found.result == result
    assert len(found.reasons) >= 4


def test_the_limitation_guide_cites_interruption_and_suspension_where_they_were_named():
    _, found = walk(
        "limitation",
        {**LIMITATION, "interrupted_on": ["2025-08-01"], "suspended": [["2025-09-01", "2025-09-11"]]},
    )
    assert {"AL-27", "CR-26", "CR-27", "CR-28"} <= set(found.law)


def test_arrears_while_the_employment_lasts_need_two_answers_and_a_day():
    asked, found = walk("limitation", {**LIMITATION, "arrears": "yes", "employed": "yes"})
    assert asked == ["appointed_civil_servant", "arrears", "employed", "filed_on"]
    assert found.result == "not_running"


def test_arrears_after_the_end_run_from_the_end():
    answers = {
        **LIMITATION,
        "arrears": "yes",
        "employed": "no",
        "ended_on": "2025-10-01",
        "filed_on": "2026-10-08",
    }
    asked, found = walk("limitation", answers)
    assert "known_on" not in asked
    assert found.result == "in_time"


@pytest.mark.parametrize(
    ("guide", "bad"),
    [
        ("scope", {"sides": "friends"}),
        ("scope", {"sides": ["labour"]}),
        ("jurisdiction", {"workplaces": "440304"}),
        ("jurisdiction", {"workplaces": ["110101"]}),
        ("jurisdiction", {"workplaces": [440304]}),
        ("jurisdiction", {"workplaces": [], "dispatched": True}),
        ("limitation", {**LIMITATION, "filed_on": "yesterday"}),
        ("limitation", {**LIMITATION, "interrupted_on": "2026-03-15"}),
        ("limitation", {**LIMITATION, "suspended": ["2026-03-15"]}),
        ("limitation", {**LIMITATION, "suspended": [["2026-03-15", "2026-03-01"]]}),
    ],
)
def test_a_bad_answer_is_refused_in_words(guide, bad):
    with pytest.raises(RuleError) as refusal:
        ask(guide, bad)
    assert refusal.value.to("zh") != refusal.value.to("en")


def test_the_guides_ask_yes_or_no_with_the_same_words():
    assert set(YES_NO) == {"yes", "no"}
    assert set(GUIDES) == {"scope", "jurisdiction", "limitation"}
    assert isinstance(ask("limitation", {"appointed_civil_servant": "no"}), Question)
    assert isinstance(ask("limitation", LIMITATION), Finding)
