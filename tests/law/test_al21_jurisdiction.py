"""Place of performance before the employer's place; several places, dispatch, the wrong office (AL-21, 22, CR-8, 9, 31)."""

import datetime as dt

import pytest

from disputes.rules.jurisdiction import Filing, competent, may_hear, pointer
from disputes.rules.words import RuleError

D = dt.date


def test_the_workplace_comes_before_the_employers_place():
    found = competent(["440304"], "440106")
    assert (found.district, found.basis, found.open_to) == ("440304", "performance", ("440304", "440106"))


def test_a_case_filed_at_the_employers_place_alone_stays_there():
    assert competent(["440304"], "440106", [Filing("440106")]).district == "440106"


def test_when_both_places_were_asked_the_workplace_wins_even_if_later():
    filings = [Filing("440106", D(2026, 3, 2)), Filing("440304", D(2026, 3, 9))]
    assert competent(["440304"], "440106", filings).district == "440304"


def test_of_several_workplaces_the_first_to_accept_hears_the_case():
    filings = [Filing("440304", D(2026, 3, 9)), Filing("440605", D(2026, 3, 2)), Filing("441900")]
    found = competent(["440304", "440605", "441900"], "440106", filings)
    assert (found.district, found.basis) == ("440605", "performance")


def test_before_any_acceptance_the_first_workplace_asked_hears_the_case():
    assert competent(["440304", "440605"], None, [Filing("440605")]).district == "440605"
    assert competent(["440304", "440605"], None).district == "440304"


def test_without_a_clear_workplace_the_employers_place_decides():
    assert competent([], "440106").basis == "seat"


def test_a_committee_of_neither_place_may_not_hear_the_case():
    assert may_hear("440106", ["440304"], "440106")
    assert not may_hear("440305", ["440304"], "440106")


def test_a_case_without_any_place_is_refused():
    with pytest.raises(RuleError, match="履行地"):
        competent([], None)


def test_a_dispatched_worker_may_go_to_the_workplace_the_agency_or_the_user_firm():
    found = competent(["440304"], "440106", user_firm_seat="440305")
    assert (found.district, found.open_to) == ("440304", ("440304", "440106", "440305"))
    assert "AL-22" in found.law


def test_a_dispatched_worker_who_asked_only_the_user_firms_place_stays_there():
    found = competent(["440304"], "440106", [Filing("440305")], user_firm_seat="440305")
    assert (found.district, found.basis) == ("440305", "seat")


def test_the_wrong_office_points_to_the_right_one_in_both_languages():
    found = pointer("440605", competent(["440304"], "440106"))
    assert found.to.district == "440304"
    assert "440304" in found.reason.zh
    assert "440304" in found.reason.en
    assert found.law == ("CR-30", "CR-31")


def test_the_right_office_points_nowhere():
    assert pointer("440106", competent(["440304"], "440106")) is None
