"""Administrative divisions: the words an address or a company's name begins with."""

import re
from functools import cache
from importlib.resources import files
from typing import Final

_DATA: Final = files("casebook") / "data" / "divisions.txt"


@cache
def names(kind: str) -> tuple[str, ...]:
    """Names of a kind: `provinces`, `cities` (without 省 or 市) or `districts` of Guangdong (as written)."""
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        head, *words = line.split()
        if head == kind:
            return tuple(words)
    raise KeyError(kind)


@cache
def anchor() -> re.Pattern[str]:
    """The first division of an address: 广东省…, 广州市…, 深圳…, 天河区…."""
    return re.compile(rf"{_province()}{_city()}|{_province()}|{_city()}|(?:{_words('districts')})")


@cache
def leading() -> re.Pattern[str]:
    """All divisions a company's name begins with, as far as they go: 佛山市南海区."""
    more = r"(?:[\u4e00-\u9fff]{2,3}?(?:区|县|镇)(?!域))?"
    return re.compile(rf"(?:{_province()})?(?:{_city()})?(?:{_words('districts')})?{more}")


def _province() -> str:
    return rf"(?:{_words('provinces')})(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?"


def _city() -> str:
    return rf"(?:{_words('cities')})(?:市|地区|[\u4e00-\u9fff]{{0,4}}自治州)?"


def _words(kind: str) -> str:
    return "|".join(sorted(names(kind), key=len, reverse=True))
