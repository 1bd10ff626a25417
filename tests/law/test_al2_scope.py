"""What arbitration hears, and where every other matter goes (AL-2, CR-2)."""

import pytest

from disputes.rules import scope
from disputes.rules.citations import cite
from disputes.rules.words import RuleError


def test_article_two_has_six_items_and_the_case_rules_six_classes():
    assert [c.number for c in scope.ARTICLE_2.values()] == [1, 2, 3, 4, 5, 6]
    assert [c.number for c in scope.CASE_CLASSES.values()] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("matter", "forum"),
    [
        ("insurance_payment", "social_insurance"),
        ("insurance_loss", "arbitration"),
        ("housing_fund", "housing_fund"),
        ("wage_iou", "court"),
        ("injury_recognition", "administrative_review"),
        ("injury_benefits", "arbitration"),
        ("collective_contract_making", "coordination"),
        ("collective_contract_performance", "arbitration"),
        ("civil_servant_discipline", "personnel_appeal"),
    ],
)
def test_each_matter_goes_to_its_own_forum(matter, forum):
    found = scope.route(matter)
    assert found.forum == forum
    assert found.open_here is (forum == "arbitration")
    assert found.law


def test_every_route_is_told_in_both_languages_and_names_a_known_forum():
    for route in scope.ROUTES.values():
        assert route.forum in scope.FORUMS
        assert route.title.zh
        assert route.title.en
        assert all(cite(law) for law in route.law)


def test_an_unknown_matter_is_refused():
    with pytest.raises(RuleError, match="astrology"):
        scope.route("astrology")
