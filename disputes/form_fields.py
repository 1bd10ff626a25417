"""Form fields that take what people really type, and say what to do when they cannot."""

import base64
import binascii
import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import pretty_name
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import numdb
from stdnum.cn import ric, uscc

from disputes.models import Party
from disputes.papers import drawings

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
LONGEST_SUM = 24  # characters: more than any sum of fourteen digits with its commas
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?|(\d{4})(\d{2})(\d{2})")
CLOCK = re.compile(r"([01]?\d|2[0-3])\s*[:.时]?\s*([0-5]\d)分?")
SUM = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})([2-9]\d{6,7})(?:(?:转|ext\.?|x|#)(\d{1,6}))?", re.IGNORECASE)
NEVER_IN_A_CREDIT_CODE = set("IOSVZ")


def plain(value: str) -> str:
    """Full-width digits, letters and signs made ordinary, and outer spaces dropped."""
    return unicodedata.normalize("NFKC", value).strip()


class _Named(forms.Field):
    """Learns its label from the form, so that an error can name the question."""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        self.label = self.label if self.label is not None else pretty_name(field_name)
        return super().get_bound_field(form, field_name)

    def refusal(self, code: str, message: str, **facts: object) -> ValidationError:
        """An error whose words may use the label and the given facts."""
        return ValidationError(message, code=code, params={"label": self.label or _("This answer"), **facts})


class DayField(_Named, forms.DateField):
    """A calendar day typed as 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日 or 20260105."""

    widget = forms.DateInput(
        format="%Y-%m-%d", attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-day"}
    )

    def to_python(self, value: Any) -> dt.date | None:
        """The day; refuses a day that no calendar has, naming the question."""
        if not isinstance(value, str):
            return super().to_python(value)
        text = plain(value)
        if not text:
            return None
        if not (found := DAY.fullmatch(text)):
            raise self.refusal(
                "format", _("%(label)s: write year, month and day, for example 2026-1-5 or 2026年1月5日.")
            )
        year, month, day = (int(part) for part in found.groups() if part)
        try:
            answer = dt.date(year, month, day)
        except ValueError:
            raise self.refusal(
                "no_such_day", _("%(label)s: there is no %(day)s. Check the month and the day."), day=text
            ) from None
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise self.refusal(
                "year", _("%(label)s: check the year; write all four digits, for example 2026.")
            )
        return answer


class ClockField(_Named, forms.CharField):
    """A clock time to the minute typed as 9:05, 09:05, 9：05 or 0905; kept as 09:05."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-day"})

    def to_python(self, value: Any) -> str:
        text = plain(super().to_python(value) or "")
        found = CLOCK.fullmatch(text)
        if text and not found:
            raise self.refusal("clock", _("%(label)s: write hour and minute, for example 9:05."))
        return f"{int(found[1]):02}:{found[2]}" if found else ""


class MoneyField(_Named, forms.DecimalField):
    """Yuan typed as 12,345.67, ¥12345.67, １２３４５元; not negative, at most two decimals."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "w-money"})

    def __init__(self, *, max_digits: int = 14, **options: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=2, min_value=Decimal(0), **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The sum with two decimals; refuses words, negative sums and tenths of a cent."""
        if not isinstance(value, str):
            return super().to_python(value)
        text = re.sub(r"^(¥|RMB|CNY)|(元|RMB|CNY)$|\s", "", plain(value), flags=re.IGNORECASE)
        if not text:
            return None
        if text.startswith("-"):
            raise self.refusal("negative", _("%(label)s: write a sum of 0 or more."))
        if not (found := SUM.fullmatch(text[:LONGEST_SUM])) or len(text) > LONGEST_SUM:
            raise self.refusal(
                "format", _("%(label)s: write the sum in yuan with digits only, for example 12345.67.")
            )
        if len(found[2] or "") > 3:
            raise self.refusal("cents", _("%(label)s: write at most two digits after the point."))
        return Decimal(text.replace(",", "")).quantize(Decimal("0.01"))


class IdCardField(_Named, forms.CharField):
    """A resident identity card number of 18 characters; the refusal says which group to look at again."""

    widget = forms.TextInput(
        attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "w-id"}
    )

    def to_python(self, value: Any) -> str:
        """The number in capitals without spaces."""
        return re.sub(r"[\s-]", "", plain(super().to_python(value) or "")).upper()

    def validate(self, value: str) -> None:
        """Length, region (1-6), birth date (7-14), then the check digit (18)."""
        super().validate(value)
        if not value:
            return
        if not re.fullmatch(r"\d{17}[\dX]", value):
            raise self.refusal(
                "format", _("%(label)s: write all 18 characters: 17 digits, then a digit or the letter X.")
            )
        if not any("county" in facts for _part, facts in numdb.get("cn/loc").info(value[:6])):
            raise self.refusal("region", _("%(label)s: check characters 1 to 6 (the region)."))
        if not _born(value[6:14]):
            raise self.refusal("birth", _("%(label)s: check characters 7 to 14 (the date of birth)."))
        if ric.calc_check_digit(value) != value[-1]:
            raise self.refusal(
                "check",
                _(
                    "%(label)s: check the number against the card; the last character (check digit) does not fit."
                ),
            )


def _born(digits: str) -> bool:
    try:
        born = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= EARLIEST_YEAR


class CreditCodeField(_Named, forms.CharField):
    """A unified social credit code (统一社会信用代码) of 18 characters."""

    widget = forms.TextInput(
        attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "w-id"}
    )

    def to_python(self, value: Any) -> str:
        """The code in capitals without spaces."""
        return re.sub(r"[\s-]", "", plain(super().to_python(value) or "")).upper()

    def validate(self, value: str) -> None:
        """Length, letters that never occur, authority and region (1-8), then the check character (18)."""
        super().validate(value)
        if not value:
            return
        if not re.fullmatch(r"[0-9A-Z]{18}", value):
            raise self.refusal("length", _("%(label)s: write all 18 digits and capital letters of the code."))
        if wrong := sorted(NEVER_IN_A_CREDIT_CODE & set(value)):
            raise self.refusal(
                "letters",
                _("%(label)s: the code never contains %(letters)s; check for 1, 0, 5, U or 2 in its place."),
                letters=" ".join(wrong),
            )
        if not value[2:8].isdigit():
            raise self.refusal(
                "region", _("%(label)s: check characters 3 to 8 (the region); all are digits.")
            )
        if uscc.calc_check_digit(value) != value[-1]:
            raise self.refusal(
                "check",
                _("%(label)s: check characters 9 to 17 (the organisation) and the last one (check digit)."),
            )


class PhoneField(_Named, forms.CharField):
    """A mainland mobile number, or a landline with its area code; kept as 13800138000 or 020-83331234."""

    widget = forms.TextInput(
        attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "w-id"}
    )

    def to_python(self, value: Any) -> str:
        """The number in its plain form; an extension follows the landline after 转."""
        text = re.sub(r"[\s()-]", "", plain(super().to_python(value) or ""))
        text = re.sub(r"^(\+|00)86", "", text)
        if not text or MOBILE.fullmatch(text):
            return text
        if found := LANDLINE.fullmatch(text if text.startswith("0") else "0" + text):
            return f"{found[1]}-{found[2]}" + (f"转{found[3]}" if found[3] else "")
        raise self.refusal(
            "format",
            _(
                "%(label)s: write a mobile number of 11 digits, or a landline with area code, for example 020-83331234."
            ),
        )


class DrawnField(forms.CharField):
    """A signature drawn on the page, which sends it as the address of a PNG; cleans to its bytes."""

    widget = forms.HiddenInput(attrs={"data-sign": "1"})

    def __init__(self) -> None:
        super().__init__(required=False, max_length=drawings.MOST * 2)

    def clean(self, value: Any) -> bytes:
        given = super().clean(value)
        if not given:
            return b""
        try:
            png = base64.b64decode(given.removeprefix("data:image/png;base64,"), validate=True)
        except (binascii.Error, ValueError):
            png = b""
        if not drawings.is_a_drawing(png):
            raise ValidationError(_("Signature: draw it again, or type your full name."))
        return png


class SpokenField(forms.ChoiceField):
    """The language a party wants spoken; Mandarin, unless it says otherwise."""

    def __init__(self, **given: Any) -> None:
        languages = Party.Language
        others = [choice for choice in languages.choices if choice[0] != languages.MANDARIN]
        defaults = {
            "label": gettext_lazy("Language you want to speak"), "required": False,
            "choices": [("", languages.MANDARIN.label), *others],
            "help_text": gettext_lazy("A mediator who speaks it is looked for; tell the office if you need an interpreter."),
        }  # fmt: skip
        super().__init__(**{**defaults, **given})
