"""Chinese words: one dictionary for search and for finding names, loaded on first use (about 0.7 s)."""

import logging
from collections.abc import Callable, Iterator
from importlib.resources import files
from math import log
from typing import IO, Final, Protocol

from casebook.once import once
from casebook.redact.divisions import names as divisions

_DICTIONARY: Final = files("casebook") / "data" / "dictionary.txt"


class Tokenizer(Protocol):
    """The part of jieba's tokenizer that is used."""

    FREQ: dict[str, int]
    total: int

    get_dict_file: Callable[[], IO[bytes]]
    cut: Callable[..., Iterator[str]]
    cut_for_search: Callable[..., Iterator[str]]


@once
def own_words() -> frozenset[str]:
    """The words of the trade that we add."""
    return frozenset(_DICTIONARY.read_text(encoding="utf-8").split())


@once
def tokenizer() -> Tokenizer:
    """jieba with the labour-law words and the divisions; its cache file in the shared /tmp is not used."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    words = jieba.Tokenizer()
    words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
    words.initialized = True
    for word in own_words():
        words.add_word(word, freq=max(2000, words.FREQ.get(word, 0)))
    for kind in ("provinces", "cities", "districts"):
        for name in divisions(kind):
            words.add_word(name, freq=max(800, words.FREQ.get(name, 0)))
    return words


def cost(word: str) -> float:
    """Minus the logarithm of the word's frequency; an unknown character costs most."""
    words = tokenizer()
    return log(words.total) - log(words.FREQ.get(word, 0) or 1)


@once
def namelike() -> frozenset[str]:
    """Words of two or three characters that the dictionary has as names of persons, places or things."""
    kinds = {b"nr", b"n", b"ns", b"nz", b"a", b"z", b"an", b"t", b"j"}
    return _short_words(frozenset(kinds))


@once
def listed_names() -> frozenset[str]:
    """Words of two or three characters that the dictionary has as names of persons."""
    return _short_words(frozenset({b"nr"}))


@once
def adverbs() -> frozenset[str]:
    """Words of two or three characters that the dictionary has as adverbs."""
    return _short_words(frozenset({b"d"}))


def _short_words(kinds: frozenset[bytes]) -> frozenset[str]:
    with tokenizer().get_dict_file() as file:
        lines = [line.split() for line in file]
    return frozenset(word.decode() for word, _, kind in lines if kind in kinds and 6 <= len(word) <= 9)


def frequency(word: str) -> int:
    """How often the dictionary has met the word; 0 for one it does not have."""
    return tokenizer().FREQ.get(word, 0)


def known(word: str) -> bool:
    """Whether the dictionary has the word with some frequency."""
    return tokenizer().FREQ.get(word, 0) >= 20
