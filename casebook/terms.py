"""From text to the terms of the index, and from what people type to what they mean."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from operator import add
from typing import Any, Final

from casebook.once import once
from casebook.redact.typography import TABLE, simplified
from casebook.typos import corrected, spelt
from casebook.words import tokenizer

_DATA: Final = files("casebook") / "data"
_ARTICLE: Final = re.compile(r"第?([一二三四五六七八九十百零〇\d]{1,6})条")
_LAW: Final = re.compile(
    r"(劳动合同法实施条例|劳动合同法|劳动法|劳动争议调解仲裁法|调解仲裁法|社会保险法|工伤保险条例|民法典|民事诉讼法|就业促进法|"
    r"工资支付条例|工资支付暂行规定|年休假条例|女职工劳动保护特别规定)》?第?([一二三四五六七八九十百零〇\d]{1,6})条"
)
_WORD: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+]")
_EXACT: Final = re.compile(r"[“\"「](.{2,40}?)[”\"」]")
_NUMBERED: Final = re.compile(r"(?<![a-z0-9])[a-z0-9][a-z0-9.\-]*\d(?![a-z0-9])")
_BLANK: Final = re.compile(r"\s")
_UNSEEN: Final = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
)  # signs without width, copied with a text
_HAN: Final = r"[\u4e00-\u9fff]"
_SET_APART: Final = re.compile(rf"(?<!{_HAN}){_HAN}(?:\s{_HAN})+(?!{_HAN})")  # 加 班 费
_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_SYNONYM, _EXPANSION, _STOPPED = 0.55, 0.7, 0.15
_LONGEST: Final = 6  # characters of a word of the dictionary that is found as one


@dataclass(frozen=True, slots=True)
class Wish:
    """One word of a query: the terms that satisfy it, each with its weight."""

    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A query understood: wishes to rank by, phrases that have to stand in the text as they are, numbers of cases."""

    wishes: tuple[Wish, ...]
    phrases: tuple[str, ...]
    numbers: tuple[str, ...] = ()


@once
def _synonyms() -> dict[str, Any]:
    return json.loads((_DATA / "synonyms.json").read_text(encoding="utf-8"))


@once
def _same_as() -> dict[str, frozenset[str]]:
    same: dict[str, set[str]] = {}
    for group in _synonyms()["groups"]:
        for word in group:
            same.setdefault(word, set()).update(other for other in group if other != word)
    return {word: frozenset(others) for word, others in same.items()}


@once
def _stopped() -> frozenset[str]:
    return frozenset(_synonyms()["stop"])


@once
def _phrases() -> tuple[str, ...]:
    """Synonyms of several words (揾外快): cutting takes them apart, so they are terms of their own."""
    words = (word for word in _same_as() if len(word) > 1)
    return tuple(word for word in words if list(tokenizer().cut(word, HMM=False)) != [word])


@once
def _simplified() -> tuple[re.Pattern[str], dict[str, str]]:
    """What is written otherwise, and how: one pass for everything; most texts hold a few of these and are read fast."""
    table = {chr(code): chr(plain) if isinstance(plain, int) else plain for code, plain in TABLE.items()}
    table |= simplified()
    return re.compile(f"[{''.join(map(re.escape, table))}]"), table


def normal(text: str) -> str:
    """Simplified characters, ASCII forms, lower case; the length stays."""
    written, plainly = _simplified()
    return written.sub(lambda found: plainly[found[0]], text).lower()


def terms(text: str) -> list[str]:
    """Terms for the index: words, the words inside long words, known phrases, and articles of law as 第47条."""
    flat = normal(text)
    words = [w for w in tokenizer().cut_for_search(flat, HMM=False) if _WORD.search(w)]
    found = [phrase for phrase in _phrases() if phrase in flat]
    return words + found + [term for term, _ in _articles(flat)]


def threes(text: str) -> list[str]:
    """Every three characters that follow each other: as a phrase of these, any phrase is found letter by letter."""
    flat = _letters(text)
    return list(map(add, map(add, flat, flat[1:]), flat[2:]))


def runs(text: str) -> set[str]:
    """Every two characters, and the longer words of the dictionary that stand in the text, wherever it would be cut.

    Words are what people put between quotation marks. Each is one look, where threes are followed through every text.
    """
    flat, words = _letters(text), tokenizer().FREQ  # has the beginnings of its words too
    found = set(map(add, flat, flat[1:]))
    ended = flat + "_" * _LONGEST
    starts: Iterable[int] = range(len(flat))
    for length in range(2, _LONGEST + 1):
        starts = [at for at in starts if ended[at : at + length] in words]
        if length > 3:
            found.update(ended[at : at + length] for at in starts)
    return found


def _letters(text: str) -> str:
    return _BLANK.sub("_", normal(text))


def understand(query: str) -> Request:
    """What the words mean in the trade: synonyms, Cantonese, articles, mistyped words of the trade."""
    flat = _SET_APART.sub(lambda word: _BLANK.sub("", word[0]), normal(_UNSEEN.sub("", query)))
    phrases = tuple(match[1] for match in _EXACT.finditer(flat))
    flat = spelt(flat)
    wishes = [Wish((weighted,)) for weighted in _articles(flat)]
    rest = _ARTICLE.sub(" ", _LAW.sub(" ", flat))  # an article is wished for whole: most cases hold a 条
    words = [w for w in tokenizer().cut(corrected(rest, _stopped()), HMM=False) if _WORD.search(w)]
    stop = _stopped()
    spoken = [word for word in words if word not in stop]
    wishes += [_wish(word) for word in spoken or words]
    wishes += [Wish(((word, _STOPPED),)) for word in words if word in stop and spoken and len(word) > 1]
    wishes += [_wish(said) for said in _phrases() if said in flat]
    for said, meant in _synonyms()["expansions"].items():
        if said in flat:
            wishes += [Wish(((word, _EXPANSION),)) for word in meant if word not in words]
    return Request(tuple(wishes), phrases, _case_numbers(flat))


def bare(number: str) -> str:
    """A number of a case however it is set: 粤劳人仲典〔2026〕2号 and 粤劳人仲典(2026)2号 are one."""
    return re.sub(r"[\W_]", "", normal(number))


def _case_numbers(flat: str) -> tuple[str, ...]:
    """What may be the number of a case: all that is asked, and what has digits and more (C001, 2026-0002) in it."""
    whole = bare(re.sub(r"^\s*(?:典型)?案例|号\s*$", "", flat))
    parts = [bare(part) for part in _NUMBERED.findall(flat) if not part.isdecimal()]
    return tuple(dict.fromkeys(one for one in (bare(flat), whole, *parts) if any(map(str.isdecimal, one))))


def _wish(word: str) -> Wish:
    weight = 1.0 if len(word) > 1 else 0.4
    found = {word: weight}
    for inner in tokenizer().cut_for_search(word, HMM=False):
        found.setdefault(inner, 0.5 * weight if len(inner) > 1 and inner not in _stopped() else 0.1)
    for other in _same_as().get(word, ()):
        found.setdefault(other, _SYNONYM)
    return Wish(tuple(found.items()))


def _articles(flat: str) -> list[tuple[str, float]]:
    """Articles with what they weigh: 第47条, and 劳动合同法第47条 where the law is named."""
    alone = [(f"第{number_of(match[1])}条", 2.0) for match in _ARTICLE.finditer(flat)]
    return alone + [(f"{match[1]}第{number_of(match[2])}条", 6.0) for match in _LAW.finditer(flat)]


def number_of(numeral: str) -> str:
    """四十七 → 47; digits stay."""
    if numeral.isdigit():
        return str(int(numeral))
    total = part = 0
    for c in numeral:
        if c in "十百":
            total += (part or 1) * (10 if c == "十" else 100)
            part = 0
        else:
            part = _DIGITS.get(c, int(c) if c.isdigit() else 0)
    return str(total + part)
