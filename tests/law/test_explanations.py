"""How a period was counted, told in words a party understands."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from disputes.rules.catalogue import RULES
from disputes.rules.periods import due
from disputes.rules.words import date_zh

D = dt.date
DAYS = st.dates(D(2010, 1, 1), D(2024, 12, 31))
CODES = st.sampled_from(sorted(RULES))
FORWARD = st.sampled_from(sorted(code for code, rule in RULES.items() if rule.direction == "forward"))
CALENDAR = st.sampled_from(sorted(code for code, rule in RULES.items() if rule.unit == "CD"))
WORKING = st.sampled_from(
    sorted(code for code, rule in RULES.items() if rule.unit == "WD" and rule.direction == "forward")
)


@given(CODES, DAYS)
def test_every_answer_is_told_in_both_languages_line_by_line(code, start):
    found = due(code, start)
    zh, en = found.explain("zh"), found.explain("en")
    assert len(zh) == len(en) >= 3
    assert date_zh(found.due) in " ".join(zh)
    assert found.due.isoformat() in " ".join(en)
    assert found.law == RULES[code].law


def test_the_explanation_names_the_holiday_the_weekend_worked_and_the_notice():
    told = "\n".join(due("answer", D(2026, 9, 30)).explain())
    assert "2026年10月1日至2026年10月7日放假（国庆节），不计" in told
    assert "2026年10月10日（周六）调休上班，计入" in told
    assert "国办发明电〔2025〕7号" in told
    assert "劳动人事争议仲裁办案规则第33条" in told


def test_the_explanation_of_a_roll_says_why_and_of_a_made_up_saturday_why_not():
    assert any("休息日（劳动节），顺延" in line for line in due("suit", D(2026, 4, 20)).explain())
    assert any("调休上班，不顺延" in line for line in due("suit", D(2026, 4, 24)).explain())


def test_the_explanation_tells_restart_pause_and_extension():
    found = due(
        "award",
        D(2026, 3, 16),
        restarts=[D(2026, 4, 1)],
        pauses=[(D(2026, 4, 10), D(2026, 4, 20))],
        extended=True,
    )
    told = "\n".join(found.explain())
    assert "重新起算" in told
    assert "扣除 10 日" in told
    assert "45 + 15" in told


def test_every_rule_is_complete_in_both_languages():
    for code, rule in RULES.items():
        assert rule.code == code
        assert rule.law
        assert all((rule.title.zh, rule.title.en, rule.trigger.zh, rule.trigger.en))
        assert rule.pausable is (rule.unit != "WD")
