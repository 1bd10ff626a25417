"""Find people's names: the cheapest reading of the text as words, with possible names among the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from casebook.redact.spans import LIKELY, STRONG, WEAK, Finding
from casebook.redact.surroundings import said_after, said_before
from casebook.words import cost, known, listed_names, namelike, tokenizer

_DATA: Final = files("casebook") / "data" / "names.txt"
_NAME_COST, _UNUSUAL, _SHORT, _WORD_INSIDE = 7.0, 9.5, 4.0, 3.0
_SURE: Final = 11.0
_NOT_GIVEN: Final = frozenset(
    "某的了是在不我你他她它们这那与及或被将把从向到于为因所并但而且则即称日年元号人员工资请申裁案证均亦曾已每经系送"
)
_DOTTED: Final = re.compile(
    r"(?:(?![与及])[\u4e00-\u9fff]){1,10}(?:·(?:(?![与及])[\u4e00-\u9fff]){1,10}){1,4}"
)
_LATIN: Final = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14}){0,3}(?![A-Za-z0-9_])")
_TITLED: Final = re.compile(
    r"(?<![时现原前担兼升历])[\u4e00-\u9fff](?:sir|Sir|SIR|师傅|经理|总经理|女士|先生|小姐|主管|厂长|店长|老板|老师|律师|工头|姐|哥|叔|姨|总|工|生)(?![\u4e00-\u9fff]{0,1}[会产作程人部监理])"
)
_PET: Final = re.compile(r"[小老阿](?P<last>[\u4e00-\u9fff])")
_LABELLED: Final = re.compile(
    r"(?:申请人|委托代理人|法定代理人|法定代表人|负责人|经营者|证人|联系人|收件人|经办人|翻译):(?P<name>[\u4e00-\u9fff]{2,5})(?=[,(;。\n]|$)"
)
_TIBETAN: Final = re.compile(
    "(?:扎西|次仁|尼玛|多吉|卓玛|央金|罗布|顿珠|格桑|达瓦|普布|巴桑|边巴|拉姆|白玛|平措|索朗|洛桑|丹增|旦增|嘉措|加措|强巴|旺堆|仁增|贡布|"
    "群培|曲珍|德吉|桑吉|仓决|旺姆|次旦|旦巴|欧珠|朗杰|曲扎|益西|米玛|拉巴|晋美|顿旦){2}"
)
_NO_NAME: Final = re.compile("[某公司厂店部所无同上下列]")
_SPACED: Final = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,2} {1,4}[\u4e00-\u9fff](?: {1,4}[\u4e00-\u9fff])?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A name with what its surroundings say for it (nats)."""

    start: int
    end: int
    weight: float


@cache
def surnames() -> dict[str, float]:
    """Surname → cost in nats."""
    return {name: price for kind, price in (("rare", 6.5), ("surnames", 3.5)) for name in _words(kind)}


@cache
def _given() -> dict[str, float]:
    characters = "".join(_words("given"))
    half = len(characters) * 3 // 5
    return dict.fromkeys(characters, 7.0) | dict.fromkeys(characters[:half], 6.0)


def _words(kind: str) -> list[str]:
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        head, *words = line.split()
        if head == kind:
            return words
    raise KeyError(kind)


def find_names(view: str, *, wanted: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Names by reading the text; `wanted` names need less evidence."""
    for reading in read_names(view, wanted=wanted):
        sure = reading.weight >= _SURE
        yield Finding(
            *(reading.start, reading.end, "PERSON", "上下文中的姓名" if sure else "疑似姓名"),
            rank=STRONG if sure else LIKELY,
            suspect=not sure,
        )
    yield from _dotted(view)
    yield from _spoken(view)
    for match in _LATIN.finditer(view):
        if said_before(view[max(0, match.start() - 16) : match.start()]) >= (8 if " " in match[0] else 11):
            yield Finding(*match.span(), "PERSON", "外文姓名", LIKELY, suspect=True)


def _spoken(view: str) -> Iterator[Finding]:
    """李sir, 陈师傅, 小林, and names set with blanks between the characters."""
    for match in _TITLED.finditer(view):
        clear = said_before(view[max(0, match.start() - 20) : match.start()]) >= 3 or "ir" in match[0].lower()
        if match[0][0] in surnames() and clear and not known(match[0]):
            yield Finding(*match.span(), "PERSON", "姓氏加称呼", WEAK, suspect=True)
    for match in _PET.finditer(view):
        before, after = (
            said_before(view[max(0, match.start() - 20) : match.start()]),
            said_after(view[match.end() :][:16]),
        )
        if (
            surnames().get(match["last"], 9) < 4
            and before >= 3
            and after >= 2
            and (not known(match[0]) or match[0] in namelike())
        ):
            yield Finding(*match.span(), "PERSON", "昵称", WEAK, suspect=True)
    for match in _LABELLED.finditer(view):
        if not known(match["name"]) and not _NO_NAME.search(match["name"]):
            yield Finding(*match.span("name"), "PERSON", "标注为姓名", LIKELY, suspect=True)
    for match in _TIBETAN.finditer(view):
        yield Finding(*match.span(), "PERSON", "藏族姓名", LIKELY)
    for match in _SPACED.finditer(view):
        if match[0].split()[0] in surnames() and said_after(view[match.end() :][:16]) >= 2:
            yield Finding(*match.span(), "PERSON", "字间有空格的姓名", LIKELY, suspect=True)


def _dotted(view: str) -> Iterator[Finding]:
    for match in _DOTTED.finditer(view):
        first = match[0].index("·")
        head = match[0][:first]
        cuts = [
            at
            for at in range(len(head))
            if said_before(view[max(0, match.start() + at - 12) : match.start() + at]) >= 7
        ]
        start = match.start() + (cuts[-1] if cuts else 0)
        last = match[0].rindex("·") + 1
        end = match.start() + last + _tail(match[0][last:])
        yield Finding(start, end, "PERSON", "带间隔号的姓名", STRONG)


def _tail(rest: str) -> int:
    """How much of what follows the last dot still belongs to the name."""
    for size in range(2, len(rest)):
        if said_after(rest[size:]) >= 4:
            return size
    return min(len(rest), 5)


def read_names(view: str, *, wanted: frozenset[str] = frozenset()) -> list[Reading]:
    """The names of the cheapest path through the text (Viterbi, words of jieba and candidates)."""
    size = len(view)
    best = [0.0] * (size + 1)
    step: list[tuple[int, float]] = [(1, -1.0)] * (size + 1)
    for at in range(size - 1, -1, -1):
        best[at], step[at] = min(
            (price + best[at + length], (length, weight))
            for length, price, weight in _choices(view, at, wanted)
        )
    return list(_walk(step, size))


def _walk(step: list[tuple[int, float]], size: int) -> Iterator[Reading]:
    at = 0
    while at < size:
        length, weight = step[at]
        if weight >= 0:
            yield Reading(at, at + length, weight)
        at += length


def _choices(view: str, at: int, wanted: frozenset[str]) -> Iterator[tuple[int, float, float]]:
    """Length, price and, for a name, the weight of its surroundings (−1 for a word)."""
    yield 1, cost(view[at]), -1.0
    words = tokenizer().FREQ
    for end in range(at + 2, min(len(view), at + 10) + 1):
        word = view[at:end]
        if word not in words:
            break
        if words[word]:
            yield end - at, cost(word), -1.0
    before = -1.0
    for length, price in _candidates(view, at, wanted):
        before = said_before(view[max(0, at - 20) : at]) if before < 0 else before
        after = said_after(view[at + length : at + length + 16])
        name = view[at : at + length]
        if known(name) and name not in wanted:
            needed = (
                (before >= 7 and after >= 4)
                or after >= 7
                or (name in listed_names() and before >= 3 and after >= 4)
            )
            labelled = view[at - 1 : at] == ":" and before >= 11 and after >= 2
            if not (needed or labelled) or not _could_be_both(name, likely=after >= 7):
                continue
            price = min(price, cost(name) + 1.5)
        if before + after >= 5:
            yield length, price - before - after, before + after


def _could_be_both(name: str, *, likely: bool) -> bool:
    """A word of the language that parents also give: 和平, 方圆; not 单位, 车辆."""
    if name in listed_names() or (len(name) == 3 and name in namelike()):
        return True
    usual = 7.0 if likely else 6.0
    return (likely or name in namelike()) and all(_given().get(c, _UNUSUAL) <= usual for c in name[1:])


def _candidates(view: str, at: int, wanted: frozenset[str]) -> Iterator[tuple[int, float]]:
    for name in wanted:
        if view.startswith(name, at):
            yield len(name), _NAME_COST - 6.0
    for width in (2, 1):
        surname = view[at : at + width]
        if surname not in surnames():
            continue
        for length in (width + 1, width + 2):
            given = view[at + width : at + length]
            if len(given) == length - width and _can_be_given(given):
                yield length, _price(surname, given)


def _can_be_given(given: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" for c in given) and not _NOT_GIVEN.intersection(given)


def _price(surname: str, given: str) -> float:
    price = _NAME_COST + surnames()[surname] + sum(_given().get(c, _UNUSUAL) for c in given)
    if len(surname + given) == 2:
        price += _SHORT
    if len(set(given)) == 1 and len(given) == 2:
        price -= 5.0
    if known((surname + given)[:2]) and len(surname) == 1:
        price += _WORD_INSIDE
    return price
