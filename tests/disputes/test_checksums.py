"""A slip in a number of a person or an organisation is caught, and the refusal says in which group of characters (docs/ux.md 13)."""

import pytest
from django import forms
from django.utils import translation

from disputes.form_fields import CreditCodeField, IdCardField

CARDS = ["44010619880312224X", "11010519491231002X", "440305199908095013"]
CODES = ["91440101MA5CK7Q279", "91350100M000100Y43"]
DIGITS, LETTERS = "0123456789", "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Numbers(forms.Form):
    card = IdCardField(label="身份证号码", required=False)
    code = CreditCodeField(label="统一社会信用代码", required=False)


def refusal(**typed):
    with translation.override("zh-hans"):
        form = Numbers(typed)
        return "" if form.is_valid() else str(next(iter(form.errors.values()))[0]).replace(" ", "")


def slips(number, signs):
    """(place from one, number with another sign there) for every place and every other sign."""
    for place, sign in enumerate(number):
        for other in signs:
            if other != sign:
                yield place + 1, number[:place] + other + number[place + 1 :]


@pytest.mark.parametrize("card", CARDS)
def test_ux_13_every_slip_of_one_digit_in_a_card_number_is_caught_with_its_group(card):
    assert refusal(card=card) == ""
    for place, wrong in slips(card, DIGITS):
        said = refusal(card=wrong)
        assert said and "身份证号码" in said, wrong
        group = "第1至6位" if place <= 6 else "第7至14位" if place <= 14 else "最后一位"
        assert group in said or "最后一位" in said or "18" in said, (wrong, said)


@pytest.mark.parametrize(
    ("wrong", "group"),
    [
        ("99010619880312224X", "1至6"), ("44010619881332224X", "7至14"), ("44010618880312224X", "7至14"),
        ("440106198803122240", "最后一位"), ("4401061988031222", "18"), ("44010619880312224Y", "18"),
    ],
)  # fmt: skip
def test_ux_13_the_group_of_a_card_number_is_named(wrong, group):
    assert group in refusal(card=wrong), refusal(card=wrong)


@pytest.mark.parametrize("code", CODES)
def test_ux_13_every_slip_of_one_sign_in_a_credit_code_is_caught(code):
    assert refusal(code=code) == ""
    for _place, wrong in slips(code, LETTERS):
        assert "统一社会信用代码" in refusal(code=wrong), wrong


@pytest.mark.parametrize(
    ("wrong", "group"),
    [
        ("9144X101MA5CK7Q279", "3至8"), ("91440101MA5CK7Q270", "9至17"), ("91440101MA5CK7Q2", "18"),
        ("91440101MA5CK7QI79", "I"),
    ],
)  # fmt: skip
def test_ux_13_the_group_of_a_credit_code_is_named(wrong, group):
    assert group in refusal(code=wrong), refusal(code=wrong)


@pytest.mark.parametrize("neighbours", range(17))
def test_ux_13_two_digits_changing_places_are_caught(neighbours):
    card = CARDS[1]
    one, two = card[neighbours : neighbours + 2]
    if one == two:
        card, (one, two) = CARDS[0], CARDS[0][neighbours : neighbours + 2]
    swapped = card[:neighbours] + two + one + card[neighbours + 2 :]
    assert swapped == card or refusal(card=swapped)
