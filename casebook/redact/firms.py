"""What a firm's name is made of: place, its own word, trade, legal form; and how people shorten it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from casebook.redact.divisions import leading, names
from casebook.redact.listed import listed
from casebook.words import known

_LEGAL: Final = (
    r"\(|(?:股份)?有限(?:责任)?公司|集团|公司|律师事务所|会计师事务所|加工厂|厂$|(?<!酒)店$|经营部|服务部"
)
_NUMBERED: Final = re.compile(r"第?[一二三四五六七八九十\d]")
_WHOLE: Final = r"(?:有限公司|公司|集团|厂(?![房区长内门里家方服])|店(?![长员铺内面]))"


@cache
def _trades() -> re.Pattern[str]:
    return re.compile("|".join(sorted(listed("trades"), key=len, reverse=True)))


@cache
def _ends() -> re.Pattern[str]:
    """Where a firm's own word is over: its trade or its legal form."""
    return re.compile(rf"{_trades().pattern}|{_LEGAL}")


def trade_word(name: str) -> str:
    """The proper part of a firm's name: 云岭 of 广州市云岭物流有限公司."""
    head = leading().match(name)
    rest = name[head.end() if head else 0 :]
    end = _ends().search(rest, 2)
    return rest[: end.start() if end else 6][:6]


def _is_place(word: str) -> bool:
    """鼎湖 of 肇庆市鼎湖陶瓷有限公司 is also a district."""
    return any(
        place.startswith(word) for kind in ("provinces", "cities", "districts") for place in names(kind)
    )


def short_forms(name: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    """(how the firm may be written, whether its own word alone is enough): 云岭公司, 云岭物流, 云岭."""
    own = trade_word(name)
    if len(own) < 2 or _NUMBERED.match(own) or _trades().match(own):
        return
    halves = [half for half in (own[:2], own[2:]) if len(own) == 4 and not _trades().match(half)]
    trades = _trades().findall(name, name.index(own) + len(own))
    after = name[name.index(own) + len(own) :][:2]
    told = "|".join(map(re.escape, {*trades, after} - {""}))
    for word in (own, *halves):
        middle = rf"(?:{_trades().pattern}){{0,2}}"
        yield re.compile(rf"{re.escape(word)}(?:{middle}{_WHOLE}|{told or _WHOLE})"), False
    if not known(own) and not _is_place(own):
        yield re.compile(re.escape(own)), True
