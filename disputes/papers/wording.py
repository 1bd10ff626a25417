"""How money, days and articles of law are written in a Chinese legal document."""

import base64
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

import cn2an

from disputes.rules.instruments import INSTRUMENTS

CHINA = ZoneInfo("Asia/Shanghai")
CENT = Decimal("0.01")
DAY_KEYS = {"date", "born"}
PICTURE = "drawn"  # PNG, base64
MONEY_KEYS = {"amount", "awarded", "total"}
HAN_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
LAWS = {
    "AL": "《中华人民共和国劳动争议调解仲裁法》",
    "CR": "《劳动人事争议仲裁办案规则》",
    "MR": "《企业劳动争议协商调解规定》",
    "LCL": "《中华人民共和国劳动合同法》",
    "LCR": "《中华人民共和国劳动合同法实施条例》",
    "J1": "《最高人民法院关于审理劳动争议案件适用法律问题的解释（一）》",
    "J2": "《最高人民法院关于审理劳动争议案件适用法律问题的解释（二）》",
    "CC": "《中华人民共和国民法典》",
    "劳动法": "《中华人民共和国劳动法》",
    "社会保险法": "《中华人民共和国社会保险法》",
    "年休假条例": "《职工带薪年休假条例》",
    "年休假实施办法": "《企业职工带薪年休假实施办法》",
    "劳动保障监察条例": "《劳动保障监察条例》",
    "行政复议法": "《中华人民共和国行政复议法》",
    "CPL": "《中华人民共和国民事诉讼法》",
    "CPLI": "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》",
    "B9": "《人力资源社会保障部、最高人民法院关于劳动人事争议仲裁与诉讼衔接有关问题的意见（一）》",
}
CODE = re.compile(r"(?P<law>[^-]+)-(?P<number>[0-9]{1,4})(?P<parts>(?:\([0-9]{1,2}\)){0,2})")
IN_A_LAW = re.compile(r"(?P<law>《.+》)(?P<rest>第.+)")


def exact(value: Any) -> Decimal:
    """Yuan to the cent. A float or a part of a cent raises ValueError: it was rounded by somebody already."""
    try:
        amount = Decimal(value) if isinstance(value, (str, int, Decimal)) else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount != amount.quantize(CENT):
        raise ValueError(f"not an amount of yuan and cents: {value!r}")
    return amount.quantize(CENT)


def money(value: Any) -> str:
    """`12345.67` as 12,345.67元."""
    return f"{exact(value):,.2f}元"


def capital(value: Any) -> str:
    """`12345.67` as 人民币壹万贰仟叁佰肆拾伍元陆角柒分, the writing that cannot be altered by a stroke."""
    return f"人民币{cn2an.an2cn(str(exact(value).normalize().__format__('f')), 'rmb')}"


def day(value: str | dt.date) -> str:
    """2026年11月23日, as GB/T 9704 dates a notice. A wrong day raises ValueError."""
    when = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    return f"{when.year}年{when.month}月{when.day}日"


def han_day(value: str | dt.date) -> str:
    """二〇二六年十一月二十三日, as an award is dated."""
    when = value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    year = str(when.year).translate(HAN_DIGITS)
    return f"{year}年{cn2an.an2cn(when.month, 'low')}月{cn2an.an2cn(when.day, 'low')}日"


def moment(value: str | dt.datetime) -> str:
    """2026年11月23日09:30 in China's time; a value without a zone is taken to be China's already."""
    when = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
    if when.tzinfo is not None:
        when = when.astimezone(CHINA)
    return f"{day(when.date())}{when:%H:%M}"


def cite(articles: Iterable[str]) -> str:
    """`["AL-29", "CR-30", "CR-33"]` as 《…法》第二十九条、《…规则》第三十条、第三十三条."""
    return "、".join(cited(articles))


def cited(articles: Iterable[str]) -> list[str]:
    """Law by law, each article once, in the order in which they first come; what is no code stays as it was typed."""
    grouped: dict[str, dict[str, None]] = {}
    for article in articles:
        law, number = _full(article)
        grouped.setdefault(law, {})[number] = None
    return [law + "、".join(numbers) for law, numbers in grouped.items()]


def _full(article: str) -> tuple[str, str]:
    """The law in its full name, and the article in words."""
    code = CODE.fullmatch(article)
    if code and (law := code["law"]) in (LAWS.keys() | INSTRUMENTS.keys()):
        name = LAWS.get(law) or (law if "〔" in law else f"《{law}》")
        marks = zip(("第{}款", "第（{}）项"), re.findall(r"\d+", code["parts"]), strict=False)
        parts = "".join(mark.format(han(int(n))) for mark, n in marks)
        return name, f"第{han(int(code['number']))}条{parts}"
    if typed := IN_A_LAW.fullmatch(article):
        return typed["law"], typed["rest"]
    return article, ""


def han(number: int) -> str:
    return str(cn2an.an2cn(number, "low"))


def printed(value: Any) -> Any:
    """The data with every day, moment and amount in words, found by the name of its key.

    `date`, `born`, `*_on` hold days; `*_at` moments; `amount`, `awarded`, `total`, `*_amount` yuan. Each amount
    gets a companion `<key>_capital`, and `date` gets `date_han`. `drawn` is a picture and becomes its bytes, one by one. An empty value is left out altogether.
    """
    if isinstance(value, Mapping):
        result: dict[str, Any] = {}
        for key, inner in value.items():
            if inner is not None and inner != "":
                result.update(_printed_item(str(key), inner))
        return result
    if isinstance(value, (list, tuple)):
        return [printed(inner) for inner in value]
    return value if isinstance(value, (bool, int)) else str(value)


def _printed_item(key: str, value: Any) -> dict[str, Any]:
    if isinstance(value, (Mapping, list, tuple)):
        return {key: printed(value)}
    if key == PICTURE:
        return {key: list(base64.b64decode(value, validate=True))}
    if key in MONEY_KEYS or key.endswith("_amount"):
        return {key: money(value), f"{key}_capital": capital(value)}
    if key in DAY_KEYS or key.endswith("_on"):
        return {key: day(value), f"{key}_han": han_day(value)}
    if key.endswith("_at"):
        return {key: moment(value)}
    return {key: printed(value)}


def plain(text: str) -> str:
    """The text without control characters and without the marks that make it read in another order."""
    return re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]", "", text
    )
