"""Every rule has an article, a time in which it is valid, and its words in both languages."""

import datetime as dt

import pytest

from disputes.rules.amounts import CALCULATORS, calculate
from disputes.rules.catalogue import RULES
from disputes.rules.citations import cite, cite_all
from disputes.rules.guides.scope import MATTER
from disputes.rules.instruments import INSTRUMENTS, Instrument, in_force_since, instruments_of, not_in_force
from disputes.rules.periods import due
from disputes.rules.scope import ROUTES
from disputes.rules.words import SURE, TOLD, Line
from tests.law.test_claim_inputs import FULL

D = dt.date


@pytest.mark.parametrize("code", sorted(RULES))
def test_no_period_lacks_an_article_a_validity_or_its_words(code):
    rule = RULES[code]
    assert rule.law
    assert len(instruments_of(rule.law)) == len({article.rpartition("-")[0] for article in rule.law})
    assert D(1995, 1, 1) <= rule.since <= D(2026, 11, 1)
    assert rule.confidence in SURE
    assert all((rule.title.zh, rule.title.en, rule.trigger.zh, rule.trigger.en))
    for lang in ("zh", "en"):
        assert cite_all(rule.law, lang) in " ".join(due(code, D(2026, 3, 2)).explain(lang))


@pytest.mark.parametrize("kind", sorted(CALCULATORS))
def test_no_calculator_lacks_an_article_a_validity_or_its_words(kind):
    found = calculate(kind, FULL[kind])
    assert len(instruments_of(found.law)) == len({article.rpartition("-")[0] for article in found.law})
    assert in_force_since(found.law) <= D(2026, 11, 1)
    assert CALCULATORS[kind].confidence in SURE
    assert all(line.text.zh and line.text.en and line.text.zh != line.text.en for line in found.steps)


def test_no_route_lacks_an_article_and_each_matter_can_be_asked_for():
    for route in ROUTES.values():
        assert instruments_of(route.law)
        assert all(cite(article, "en").isascii() or "〔" in article for article in route.law)
    assert {"housing_fund", "wage_iou"} <= set(MATTER.options)


def test_the_names_of_all_instruments_are_english_in_english():
    for instrument in INSTRUMENTS.values():
        assert instrument.version
        assert instrument.name.en.isascii() or "〔" in instrument.key


def test_a_start_before_the_rule_stood_is_answered_and_said():
    found = due("agreement_review_application", D(2016, 3, 7))
    assert found.due == D(2016, 3, 22)
    assert any("2017年7月1日" in line for line in found.explain("zh"))
    assert any("check the law of the time" in line for line in found.explain("en"))
    assert not any(
        "2017年7月1日" in line for line in due("agreement_review_application", D(2017, 7, 3)).explain()
    )


def test_only_the_instruments_that_did_not_stand_yet_are_named():
    told = due("recusal_decision", D(2010, 3, 1)).explain()
    assert any("办案规则（人社部令第33号）自2017年7月1日" in line for line in told)
    assert not any("2008年5月1日" in line for line in told)


def test_a_reading_of_the_text_is_shown_as_one():
    assert any("由条文推出的理解" in line for line in due("hearing_notice", D(2026, 10, 14)).explain())
    assert not any("由条文推出的理解" in line for line in due("suit", D(2026, 4, 20)).explain())


def test_a_sum_whose_rule_nobody_read_or_that_stood_not_yet_says_so():
    assert calculate("late_payment_interest", {"principal": 1, "days": 1}).notes == (TOLD["RECALLED"],)
    [note] = calculate("second_wage", {"start": "2007-03-01", "monthly_wage": 8000}).notes
    assert "2008-01-01" in note.zh
    assert calculate("second_wage", {"start": "2025-03-01", "monthly_wage": 8000}).notes == ()


def test_an_instrument_that_was_replaced_is_in_force_until_its_last_day():
    old = Instrument("CR", Line("旧规则", "old rules"), "2009", D(2009, 1, 1), until=D(2017, 6, 30))
    assert [old.in_force(day) for day in (D(2008, 12, 31), D(2017, 6, 30), D(2017, 7, 1))] == [
        False,
        True,
        False,
    ]
    assert [one.key for one in not_in_force(("AL-29", "CR-30"), D(2017, 6, 30))] == ["CR"]


def test_articles_are_cited_in_full_words():
    assert cite("AL-30") == "劳动争议调解仲裁法第30条"
    assert cite("AL-30", "en") == "Labour Dispute Mediation and Arbitration Law art. 30"
    assert cite("公务员法-105") == "公务员法第105条"
    assert cite("B9-11") == "人社部发〔2022〕9号第11点"
    assert (
        cite_all(("AL-30", "CR-33", "CR-34"))
        == "劳动争议调解仲裁法第30条、劳动人事争议仲裁办案规则第33条、第34条"
    )
