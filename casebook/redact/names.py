"""Find people's names: the cheapest reading of the text as words, with possible names among the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from casebook.redact.listed import listed
from casebook.redact.spans import LIKELY, STRONG, WEAK, Finding
from casebook.redact.surroundings import LABELLED, ROLES, said_after, said_before
from casebook.redact.transcribed import is_vietnamese, transcribed
from casebook.words import cost, known, listed_names, namelike, tokenizer

_NAME_COST, _UNUSUAL, _SHORT, _WORD_INSIDE = 7.0, 9.5, 4.0, 3.0
_FOREIGN: Final = 14.5
_TYPICAL, _UNTOLD = 28.6, 1.0
_SURE: Final = 11.0
_NOT_GIVEN: Final = frozenset(
    "某的了是在不我你他她它们这那与及或被将把从到因所并但而且则即称日年号人员资请案证亦已每系送"
)
_SELDOM_GIVEN: Final = frozenset("元向于为均其曾本工申裁经以何同")
_FUNCTION_WORDS: Final = frozenset("于向和经从同应时过由与对就都付项招解年能有来给全双那农劳")
_UNITS: Final = frozenset("万年时米平单克伍陆")
_FIGURES: Final = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟万元角零")
_PAID_FOR: Final = frozenset("律师 翻译 快递 代理 护理 鉴定 会计 保姆 保洁 教练 服务 公证".split())
_DOTTED: Final = re.compile(
    r"(?:(?![与及])[\u4e00-\u9fff]){1,10}(?:·(?:(?![与及])[\u4e00-\u9fff]){1,10}){1,4}"
)
_LATIN: Final = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{1,14}(?: [A-Z][a-z]{1,14}){0,3}(?![A-Za-z0-9_])")
_CAPITALS: Final = re.compile(r"(?<![A-Za-z])[A-Z]{2,15}(?:[ ,]{1,2}[A-Z]{2,15}){1,3}(?![A-Za-z0-9_])")
_TITLED: Final = re.compile(
    r"(?P<family>[\u4e00-\u9fff]{1,2})(?:sir|Sir|SIR|师傅|经理|总经理|女士|先生|小姐|主管|厂长|店长|老板|老师|律师|工头|姐|哥|叔|姨|总|工|生)(?![\u4e00-\u9fff]{0,1}[会产作程人部监理])"
)
_OFFICE: Final = re.compile(ROLES)
_AFTER_NAME: Final = frozenset("不是在的曾已也又均未将被把向对与和及于因让叫给说称签")
_NOUN_ENDS: Final = frozenset(
    "费制岗库款奖表证册函率额量数区期组部局委厂厅间处员者性式类型机器税盘票险补贴龄班权方"
)
_BEFORE_TITLE: Final = tuple("时现原前担兼升历")
_PET: Final = re.compile(r"[小老阿](?P<last>[\u4e00-\u9fff])(?:(?<=阿.)[哥姐叔姨伯婶嫂仔妹])?")
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
    return {name: price for kind, price in (("rare", 6.5), ("surnames", 3.5)) for name in listed(kind)}


@cache
def _given() -> dict[str, float]:
    characters = "".join(listed("given"))
    half = len(characters) * 3 // 5
    return dict.fromkeys(characters, 7.0) | dict.fromkeys(characters[:half], 6.0)


@cache
def never() -> frozenset[str]:
    """Words that begin like a name and are none."""
    return frozenset(listed("never"))


def find_names(view: str, *, wanted: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Names by reading the text; `wanted` names need less evidence."""
    for reading in read_names(view, wanted=wanted):
        sure = reading.weight >= _SURE
        yield Finding(
            *(reading.start, reading.end, "PERSON", "上下文中的姓名" if sure else "疑似姓名"),
            rank=STRONG if sure else LIKELY,
            suspect=not sure,
        )
    yield from _labelled(view)
    yield from _dotted(view)
    yield from _spoken(view)
    for match in _CAPITALS.finditer(view):
        if said_before(view[max(0, match.start() - 16) : match.start()]) >= 11:
            yield Finding(*match.span(), "PERSON", "外文姓名", LIKELY, suspect=True)
    for match in _LATIN.finditer(view):
        if said_before(view[max(0, match.start() - 16) : match.start()]) >= (8 if " " in match[0] else 11):
            yield Finding(*match.span(), "PERSON", "外文姓名", LIKELY, suspect=True)


def whole_name(view: str, start: int, end: int) -> int:
    """Where the name of two characters at `start` ends: 王强 before 称, but 王强盛 before 称."""
    third = view[end : end + 1]
    unlike = third not in _given() or third in _FUNCTION_WORDS | _SELDOM_GIVEN or known(view[end : end + 2])
    if end - start != 2 or unlike or said_after(view[end : end + 16]) >= 4:
        return end
    return end + 1 if said_after(view[end + 1 : end + 17]) >= 4 else end


def _labelled(view: str) -> Iterator[Finding]:
    """收款人：X, at a colon and up to the next mark: also rare surnames and names without one."""
    for match in LABELLED.finditer(view):
        name = match["name"]
        width = 2 if name[:2] in surnames() and len(name) > 2 else 1
        usual = name[:width] in surnames() and len(name) - width <= 2 and not known(name)
        strange = bool(_NOT_GIVEN.intersection(name)) or name[0] in "见同未无"
        if usual or (not strange and not all(known(word) for word in tokenizer().cut(name, HMM=False))):
            yield Finding(*match.span("name"), "PERSON", "称谓、冒号之后", LIKELY + 2, suspect=not usual)


def _spoken(view: str) -> Iterator[Finding]:
    """李sir, 陈师傅, 小林, and names set with blanks between the characters."""
    for match in _TITLED.finditer(view):
        start = match.start() + (0 if match["family"] in surnames() else len(match["family"]) - 1)
        clear = said_before(view[max(0, start - 20) : start]) >= 3 or "ir" in match[0].lower()
        polite = view[match.end("family") : match.end()] in {"先生", "女士", "小姐", "师傅", "老师", "经理"}
        unlike = view[start - 1 : start] in _BEFORE_TITLE or (
            not polite and (known(view[start : match.end()]) or view[start : match.end()] in never())
        )
        if view[start : match.end("family")] in surnames() and clear and not unlike:
            yield Finding(start, match.end(), "PERSON", "姓氏加称呼", WEAK, suspect=True)
    for match in _PET.finditer(view):
        before, after = (
            said_before(view[max(0, match.start() - 20) : match.start()]),
            said_after(view[match.end() :][:16]),
        )
        if (
            (
                surnames().get(match["last"], 9) < (7 if before >= 4 else 4)
                or (match[0][0] == "阿" and match["last"] in _given())
                or (before >= 11 and match["last"] in _given() and not known(match[0]))
            )
            and before >= 3
            and after >= 2
            and (not known(match[0]) or match[0] in namelike())
        ):
            yield Finding(*match.span(), "PERSON", "昵称", WEAK, suspect=True)
    for match in _SPACED.finditer(view):
        solid = match[0].replace(" ", "")
        if known(solid[:2]) or known(solid):
            continue
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
            or (at and head[at - 1] in "月日以就识")
        ]
        start = match.start() + (cuts[-1] if cuts else 0)
        last = match[0].rindex("·") + 1
        end = match.start() + last + _tail(match[0][last:])
        yield Finding(start, end, "PERSON", "带间隔号的姓名", STRONG)


def _tail(rest: str) -> int:
    """How much of what follows the last dot still belongs to the name."""
    for size in range(2, len(rest)):
        if rest[size - 1 : size + 1] in {"买提", "麦提"}:
            continue
        if said_after(rest[size:]) >= 4 or rest[size] in _AFTER_NAME:
            return size
    return len(rest) if len(rest) <= 7 else 5


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
    for length, price, needed in _candidates(view, at, wanted):
        before = said_before(view[max(0, at - 20) : at]) if before < 0 else before
        after = said_after(view[at + length : at + length + 16])
        name = view[at : at + length]
        if name not in wanted and not _may_be(name, before, after, sound=needed > 0, label=view[at - 1 : at]):
            continue
        found = _in_place(name, price, before, after, needed=needed, wanted=name in wanted)
        if found is not None:
            yield length, found, before + after


def _may_be(name: str, before: float, after: float, *, sound: bool, label: str) -> bool:
    """Whether a candidate that begins or ends like a word, or is one, has enough around it."""
    starts = name[:2] in never()
    if name in never() or (
        starts and (before + after < 9 or name[-1] in _NOUN_ENDS or name[-1] in _SELDOM_GIVEN)
    ):
        return False
    if name[0] == "任" and known(name[1:]) and before < 11:
        return False  # 在某公司任品管
    if not known(name) or sound or _is_person(name):
        return True
    listed = name in listed_names()
    needed = (
        (before >= 7 and after >= 4)
        or after >= 7
        or (before >= 5 and after >= 6)
        or (listed and ((before >= 3 and after >= 4) or (before >= 7 and after >= 2)))
        or (label == ":" and before >= 11 and after >= 2)
    )
    return needed and _could_be_both(name, likely=after >= 7)


def _in_place(
    name: str, price: float, before: float, after: float, *, needed: float, wanted: bool
) -> float | None:
    """The price of a name where it stands, or None where nothing speaks for it."""
    sound, ends, is_word = needed > 0, name[-1] in _NOUN_ENDS, known(name)
    enough = 4 if wanted else needed or 5
    if before + after < enough:
        typical = len(name) > 2 and price <= _TYPICAL and not (sound or is_word or ends)
        return price - before - after + _UNTOLD if typical else None
    if sound or _is_person(name):
        price = min(price, cost(name) - 0.5)
    elif is_word and not wanted:
        price = min(price, cost(name) + 1.5)
    return price + (3.0 if ends else 0.0) - before - after


def _is_person(name: str) -> bool:
    """A dictionary's person in full: 张国强; not 支付宝, which it has as a name as well."""
    usual = surnames().get(name[0], 9.0) < 4 and all(c in _given() for c in name[1:])
    return len(name) == 3 and name in listed_names() and usual and name[-1] not in "区县市镇乡村省州书"


def _could_be_both(name: str, *, likely: bool) -> bool:
    """A word of the language that parents also give: 和平, 方圆; not 单位, 车辆."""
    if name in listed_names() or (len(name) == 3 and name in namelike()):
        return True
    usual = 7.0 if likely else 6.0
    return (likely or name in namelike()) and all(_given().get(c, _UNUSUAL) <= usual for c in name[1:])


def _candidates(view: str, at: int, wanted: frozenset[str]) -> Iterator[tuple[int, float, float]]:
    """Length, price and, for a name of another language, what has to speak for it."""
    for name in wanted:
        if view.startswith(name, at):
            yield len(name), _NAME_COST - 6.0, 0.0
    yield from ((length, _FOREIGN, needed) for length, needed in transcribed(view, at))
    for width in (2, 1):
        surname = view[at : at + width]
        if surname not in surnames() or _counts(view, at):
            continue
        longest = 3 if is_vietnamese(surname, view[at + width : at + width + 1]) else 2
        for length in range(width + 1, width + longest + 1):
            given = view[at + width : at + length]
            if _is_fee(view, at, given) or _takes_office(view, at + length):
                continue
            usual = not _odd(surname, given) or view[at - 1 : at] == ":"
            if usual and len(given) == length - width and _can_be_given(given):
                yield length, _price(surname, given), 0.0


def _can_be_given(given: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" for c in given) and not _NOT_GIVEN.intersection(given)


def _counts(view: str, at: int) -> bool:
    """6000 万, 肆拾伍元: the unit or figure of an amount."""
    before = view[max(0, at - 2) : at].rstrip()[-1:]
    return view[at] in _UNITS and (before.isdigit() or before in _FIGURES)


def _takes_office(view: str, end: int) -> bool:
    """李明任组长: 任 is what 李明 does."""
    return view[end - 1 : end] == "任" and bool(_OFFICE.match(view, end))


def _is_fee(view: str, at: int, given: str) -> bool:
    """律师费发票: what is paid for; a lawyer called 费 has a name that parents give."""
    as_parents_do = len(given) == 2 and all(c in _given() for c in given) and not known(given)
    return view[at] == "费" and view[max(0, at - 2) : at] in _PAID_FOR and not as_parents_do


def _odd(surname: str, given: str) -> bool:
    """向本委, 和其他: a preposition and what it governs."""
    return surname in _FUNCTION_WORDS and bool(_SELDOM_GIVEN.intersection(given))


def _price(surname: str, given: str) -> float:
    price = _NAME_COST + surnames()[surname] + sum(_given().get(c, _UNUSUAL) for c in given)
    if len(surname + given) == 2:
        price += _SHORT
    if len(set(given)) == 1 and len(given) == 2:
        price -= 5.0
    if known((surname + given)[:2]) and len(surname) == 1:
        price += _WORD_INSIDE
    if surname in _FUNCTION_WORDS:
        price += 4.0 if len(given) == 1 else 0.0 if surname == "于" else 2.0
    return price + 3.0 * len(_SELDOM_GIVEN.intersection(given))
