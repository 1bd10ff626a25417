"""Mistyped words of the trade in what people search for: put right by sound (经济补尝) or by all but one character.

Words typed as they sound, in letters (jiabanfei), are the words they spell.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from casebook.once import once
from casebook.words import own_words, tokenizer

_LONGEST: Final = 24  # characters of one run that are looked through
_SHAPED: Final = 4  # characters of a word that is known again with one of them wrong
_LETTERS: Final = re.compile(r"(?<![a-z0-9])[a-z]{2,}(?: [a-z]{2,})*(?![a-z0-9])")


def spelt(flat: str) -> str:
    """A question in which letters that spell words of the trade, and nothing else, are these words."""
    return _LETTERS.sub(lambda run: _spelt(run[0]), flat)


def _spelt(run: str) -> str:
    letters = run.replace(" ", "")[: _LONGEST * 3]
    words, longest = _by_letters(), max(map(len, _by_letters()))
    said: list[list[str] | None] = [[], *[None] * len(letters)]  # the fewest words that spell the beginning
    for end in range(1, len(letters) + 1):
        ways = [
            [*before, words[letters[at:end]]]
            for at in range(max(0, end - longest), end)
            if (before := said[at]) is not None and letters[at:end] in words
        ]
        said[end] = min(ways, key=len, default=None)
    return " ".join(found) if (found := said[-1]) else run


def corrected(flat: str, stopped: frozenset[str]) -> str:
    """A question in which what is no word, but nearly one of the trade's, is that word."""
    run: list[str] = []
    out = ""
    for piece in [*tokenizer().cut(flat, HMM=False), " "]:
        if len(piece) <= 2 and "\u4e00" <= piece[:1] <= "\u9fff" and piece not in own_words():
            run.append(piece)
            continue
        out += _put_right(run, stopped) + piece
        run = []
    return out.strip()


def _put_right(pieces: Sequence[str], stopped: frozenset[str]) -> str:
    """Long words first; what stands before and after the word is looked through in its turn."""
    run = "".join(pieces)
    if not 2 <= len(run) <= _LONGEST:
        return run
    places = list(accumulate(map(len, pieces)))
    ends = {0, *places}  # no known word is cut in two: 服务|企业 is not 服务期
    loose = "".join("1" if len(piece) == 1 and piece not in stopped else "0" * len(piece) for piece in pieces)
    for size in range(min(len(run), 8), 1, -1):
        for at in sorted(ends):
            if at + size not in ends:
                continue
            word = _meant(run[at : at + size], loose[at : at + size])
            if word and word != run[at : at + size]:
                before = [piece for piece, end in zip(pieces, places, strict=True) if end <= at]
                after = [piece for piece, end in zip(pieces, places, strict=True) if end > at + size]
                return _put_right(before, stopped) + word + _put_right(after, stopped)
    return run


def _meant(text: str, loose: str) -> str:
    """The word of the trade; `loose` has 1 where a character stands alone and says little."""
    if len(text) == 2:
        return _by_tone().get(_sound(text, tones=True), "") if loose == "11" else ""
    if word := _by_sound().get(_sound(text)):
        return word
    return _by_shape(text, loose) if len(text) >= _SHAPED and "11" in loose else ""


def _by_shape(text: str, loose: str) -> str:
    """劳动仲载 → 劳动仲裁: one character is wrong, in a place where the word fell apart."""
    for word in own_words():
        if len(word) == len(text):
            wrong = [n for n, (a, b) in enumerate(zip(text, word, strict=True)) if a != b]
            if len(wrong) == 1 and "11" in (
                loose[wrong[0] - 1 : wrong[0] + 1],
                loose[wrong[0] : wrong[0] + 2],
            ):
                return word
    return ""


@lru_cache(maxsize=4096)
def _sound(text: str, *, tones: bool = False) -> str:
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(text, style=Style.TONE3 if tones else Style.NORMAL))


@once
def _by_letters() -> dict[str, str]:
    return {_sound(word).replace(" ", ""): word for word in sorted(own_words()) if len(word) > 1}


@once
def _by_sound() -> dict[str, str]:
    return {_sound(word): word for word in sorted(own_words()) if len(word) > 2}


@once
def _by_tone() -> dict[str, str]:
    return {_sound(word, tones=True): word for word in sorted(own_words()) if len(word) == 2}
