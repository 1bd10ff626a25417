"""How days, moments, sums and citations are written for people, in Chinese and in English."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

import cn2an
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Language = Literal["zh", "en"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

LAWS: dict[str, tuple[str, str]] = {
    "AL": ("《劳动争议调解仲裁法》", "Mediation and Arbitration Law"),
    "CR": ("《劳动人事争议仲裁办案规则》", "Arbitration Case Rules"),
    "OR": ("《劳动人事争议仲裁组织规则》", "Arbitration Organisation Rules"),
    "MR": ("《企业劳动争议协商调解规定》", "Enterprise Mediation Provisions"),
    "J1": ("《劳动争议司法解释（一）》", "Labour Disputes Interpretation (I)"),
    "J2": ("《劳动争议司法解释（二）》", "Labour Disputes Interpretation (II)"),
    "B9": ("《劳动人事争议仲裁与诉讼衔接意见（一）》", "Arbitration and Litigation Opinion (I)"),
    "CPL": ("《民事诉讼法》", "Civil Procedure Law"),
    "CPLI": ("《民事诉讼法司法解释》", "Civil Procedure Law Interpretation"),
    "CC": ("《民法典》", "Civil Code"),
    "LCL": ("《劳动合同法》", "Labour Contract Law"),
    "LCR": ("《劳动合同法实施条例》", "Labour Contract Law Regulation"),
}
IN_BRACKETS = re.compile(r"\s*\[([A-Z][A-Z0-9]{0,4}-[^\]]+|[一-龥][一-龥〔〕0-9]*-\d+)\]")
CITATION = re.compile(r"(?P<law>[A-Z]+\d?)-(?P<first>\d+)(?P<parts>(?:\(\d+\))*)(?:(?:\.\.|-)(?P<last>\d+))?")

NAME = re.compile(r"《.+》(?=第)|.+?(?= arts?\. )")
NAMED = re.compile(r"(?P<law>[一-龥][一-龥〔〕0-9]*)-(?P<first>\d+)")  # laws cited by their Chinese name


def spoken() -> Language:
    """The language that is active."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def as_day(value: dt.date | dt.datetime | str | None) -> dt.date | None:
    """The calendar day of a date, an aware or naive moment, or an ISO string; None for anything else."""
    if isinstance(value, str):
        value = parse_datetime(value) or parse_date(value)
    if isinstance(value, dt.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value if isinstance(value, dt.date) else None


def day_text(value: dt.date | dt.datetime | str | None, language: Language) -> str:
    """The day in words; an empty string for nothing."""
    if (day := as_day(value)) is None:
        return ""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_text(value: dt.date | dt.datetime | str | None, language: Language) -> str:
    """The day with the name of its weekday: 2026年11月23日 星期一, or Monday, 23 November 2026."""
    if (day := as_day(value)) is None:
        return ""
    text = day_text(day, language)
    return (
        f"{text} 星期{'一二三四五六日'[day.weekday()]}"
        if language == "zh"
        else f"{WEEKDAYS[day.weekday()]}, {text}"
    )


def listed_text(values: Iterable[object], language: Language) -> str:
    """One after another: 甲、乙, or A, B."""
    return ("、" if language == "zh" else ", ").join(map(str, values))


def listed(values: Iterable[object]) -> str:
    """One after another in the language that is active."""
    return listed_text(values, spoken())


def one_after_another(sentences: Iterable[object]) -> str:
    """What is said in several sentences as one text, in the language that is active."""
    return _("; ").join(map(str, sentences))


def moment_text(value: dt.datetime | str | None, language: Language) -> str:
    """The day and the minute in words; an empty string for nothing."""
    if isinstance(value, str):
        value = parse_datetime(value)
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    joint = " " if language == "zh" else ", "
    return f"{day_text(local, language)}{joint}{local:%H:%M}"


def as_sum(value: Decimal | float | str | None) -> Decimal | None:
    """Yuan rounded half up to 0.01, or None when the value is no number."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return None


def money_text(value: Decimal | float | str | None) -> str:
    """¥12,345.67."""
    if (amount := as_sum(value)) is None:
        return ""
    return f"{'-' if amount < 0 else ''}¥{abs(amount):,.2f}"


def capital_money_text(value: Decimal | float | str | None) -> str:
    """The sum in capital numerals, ending in 整 when there are no cents."""
    if (amount := as_sum(value)) is None:
        return ""
    return str(cn2an.an2cn(str(amount), "rmb"))


def law_text(citation: str | Iterable[str], language: Language) -> str:
    """Citations in full, several joined; `(2)` is the paragraph, a second `(3)` the item."""
    words = re.split(r"[,，、\s]+", citation) if isinstance(citation, str) else [str(c) for c in citation]
    spelled = [_one_law(word, language) for word in words if word]
    return listed_text(_named_once(spelled), language)


def _named_once(spelled: list[str]) -> Iterator[str]:
    """《…》第35条、第36条: an instrument is not named again right behind itself."""
    before = ""
    for one in spelled:
        name = found[0] if (found := NAME.match(one)) else ""
        yield one[len(name) :].lstrip() if name and name == before else one
        before = name


def cited_text(text: object, language: Language) -> object:
    """The text with citations in square brackets, as in "… [AL-29, CR-33]", spelled out; else the text as it came."""
    pattern = "（{}）" if language == "zh" else " ({})"
    spelled, found = IN_BRACKETS.subn(lambda one: pattern.format(law_text(one[1], language)), str(text))
    return spelled if found else text


def _one_law(word: str, language: Language) -> str:
    if named := NAMED.fullmatch(word):
        title = named["law"] if "〔" in named["law"] else f"《{named['law']}》"
        return f"{title}第{named['first']}条" if language == "zh" else f"{title} art. {named['first']}"
    found = CITATION.fullmatch(word)
    if not found or found["law"] not in LAWS:
        return word
    parts = re.findall(r"\d+", found["parts"])
    chinese, english = LAWS[found["law"]]
    if language == "zh":
        inner = "".join(f"第{n}{unit}" for n, unit in zip(parts, "款项", strict=False))
        return f"{chinese}第{found['first']}条{inner}" + (f"至第{found['last']}条" if found["last"] else "")
    inner = "".join(f"({n})" for n in parts)
    if found["last"]:
        return f"{english} arts. {found['first']}–{found['last']}"
    return f"{english} art. {found['first']}{inner}"
