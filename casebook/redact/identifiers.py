"""Identifiers that carry their own proof: identity cards, social credit codes, bank cards."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from stdnum import luhn
from stdnum.cn import ric, uscc

from casebook.redact.spans import CERTAIN, LIKELY, STRONG, Finding

_RUN: Final = re.compile(r"\d(?:[ \-·._]{0,2}\d)*(?:[ \-·._]?[Xx])?")
_SEP: Final = r"[ \-·._]?"
_CREDIT: Final = re.compile(
    rf"(?=([0-9A-Ya-y](?:{_SEP}[0-9A-Ya-y]){_SEP}(?:\d{_SEP}){{6}}[0-9A-Ya-y](?:{_SEP}[0-9A-Ya-y]){{9}}))"
)
_CREDIT_SHAPE: Final = re.compile(
    r"(?<![0-9A-Za-z])9[123](?:[1-6]\d)\d{4}(?=[0-9]*[A-Z])[0-9A-Z]{10}(?![0-9A-Za-z])"
)
_CREDIT_WORD: Final = re.compile(
    r"(?:信用代码|纳税人识别号|税号)[^0-9A-Za-z]{0,6}([0-9A-Za-z](?:[ \-]?[0-9A-Za-z]){14,17})(?![0-9A-Za-z])"
)
_ORG_CODE: Final = re.compile(r"组织机构代码[^0-9A-Za-z]{0,6}([0-9A-Za-z]{8}-?[0-9A-Za-z])")
_CARD_WORD: Final = re.compile(
    r"(?:身份证(?:件)?(?:号码|号)?|身份号码|证件号码?|公民身份证?)[^0-9A-Za-z,。;]{0,6}"
    r"([1-8]\d(?:[ \-]?\d){11,15}[ \-]?[\dXx]|[1-8]\d{13}[*X]{4})(?![0-9A-Za-z])"
)
_MASKED: Final = re.compile(r"(?<!\d)[1-8]\d{5}(?:19|20)\d{6}[*xX]{4}(?![0-9*])")
_BANK: Final = re.compile(
    r"(?<![\dA-Za-z])(?:62|60|4\d|5[1-5]|35|37|9\d)\d{2}(?:\d{11,15}|(?:[ \-]?\d){11,15})(?!\d)(?!\.\d|,\d{3}|[万元])"
)
_PROVINCES: Final = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)


def find_identifiers(view: str) -> Iterator[Finding]:
    """Identity cards (15 and 18 digits), social credit codes and bank cards, separators allowed."""
    cards = list(_identity_cards(view))
    yield from cards
    for finding in (*_credit_codes(view), *_bank_cards(view)):
        proven = (card for card in cards if card.rank > CERTAIN)
        if finding.end - finding.start == 18 or not any(
            finding.overlaps(card.start, card.end) for card in proven
        ):
            yield finding


def _identity_cards(view: str) -> Iterator[Finding]:
    for run in _RUN.finditer(view):
        places = [i for i in range(run.start(), run.end()) if view[i].isalnum()]
        digits = "".join(view[i] for i in places).upper()
        if len(digits) == 19 and digits[:2] == "62" and luhn.is_valid(digits):
            continue
        for at in range(len(digits) - 17):
            if is_identity_card(digits[at : at + 18]):
                yield Finding(places[at], places[at + 17] + 1, "ID_CARD", "身份证号码校验位相符", CERTAIN + 1)
        if len(digits) == 18 and digits[:2] in _PROVINCES and _is_day(digits[6:14]):
            yield Finding(places[0], places[-1] + 1, "ID_CARD", "形似身份证号码，校验位不符", STRONG + 4)
        if len(digits) == 15 and _is_old_card(digits):
            yield Finding(places[0], places[-1] + 1, "ID_CARD", "十五位身份证号码", STRONG - 6)
    for match in _MASKED.finditer(view):
        yield Finding(*match.span(), "ID_CARD", "只隐去末四位的身份证号码", STRONG + 5)
    for match in _CARD_WORD.finditer(view):
        yield Finding(*match.span(1), "ID_CARD", "“身份证”字样之后的号码", STRONG + 4)


def is_identity_card(number: str) -> bool:
    """Whether 18 characters are a citizen's number: province, day of birth and check digit (GB 11643)."""
    if not re.fullmatch(r"\d{17}[\dX]", number) or number[:2] not in _PROVINCES:
        return False
    return _is_day(number[6:14]) and ric.calc_check_digit(number[:-1]) == number[-1]


def _is_old_card(number: str) -> bool:
    return number.isdigit() and number[:2] in _PROVINCES and _is_day("19" + number[6:12])


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1880
    except ValueError:
        return False


def _credit_codes(view: str) -> Iterator[Finding]:
    for match in _CREDIT.finditer(view):
        if is_credit_code(re.sub(r"[ \-·._]", "", match[1]).upper()):
            yield Finding(*match.span(1), "USCC", "统一社会信用代码校验位相符", CERTAIN)
    for match in _CREDIT_SHAPE.finditer(view):
        yield Finding(*match.span(), "USCC", "形似统一社会信用代码，校验位不符", LIKELY, suspect=True)
    for pattern in (_CREDIT_WORD, _ORG_CODE):
        for match in pattern.finditer(view):
            yield Finding(*match.span(1), "USCC", "“信用代码”字样之后的代码", STRONG + 4)


def is_credit_code(number: str) -> bool:
    """Whether 18 characters are a unified social credit code (GB 32100)."""
    return len(number) == 18 and number[0] in "12359ANY" and bool(uscc.is_valid(number))


def _bank_cards(view: str) -> Iterator[Finding]:
    for match in _BANK.finditer(view):
        digits = re.sub(r"\D", "", match[0])
        near = view[max(0, match.start() - 16) : match.start()]
        told = bool(re.search(r"卡|账[号户]|帐[号户]|银行|户名|转出|转入|收款", near))
        if told or (digits[:2] == "62" and match[0].isdigit()) or luhn.is_valid(digits):
            yield Finding(
                *match.span(), "BANK_CARD", "银行卡号", STRONG + 11 if told else LIKELY, suspect=not told
            )
