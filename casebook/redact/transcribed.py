"""Tibetan, Mongolian, Uyghur and Yi names as they are written without a dot, and Vietnamese names of four characters."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from casebook.redact.listed import listed

LONGEST: Final = 9
_MIDDLE: Final = "氏文"  # 阮氏明翠, 黎文国雄
_VIETNAMESE: Final = frozenset("阮陈黎范黄潘武裴邓杜吴胡杨李丁段郑梁陶")


@cache
def sounds() -> frozenset[str]:
    """Characters that write the sounds of other languages."""
    return frozenset("".join(listed("sounds")))


@cache
def _elements() -> frozenset[str]:
    return frozenset(listed("elements"))


@cache
def _firsts() -> frozenset[str]:
    return sounds().union(element[0] for element in _elements())


@cache
def _ends() -> frozenset[str]:
    return frozenset(listed("ends"))


def transcribed(view: str, at: int) -> Iterator[tuple[int, float]]:
    """(length, evidence needed from around) of each name that could begin at `at`.

    Two elements of names (乌云 + 其其格) need least, an element with a sound or an end (古丽 + 江) more, sounds alone most.
    """
    found: dict[int, float] = {}
    if view[at] not in _firsts():
        return
    for length, parts, loose in _read(view, at):
        if parts >= 2:
            needed = 4.0
        elif loose:
            needed = 5.0 if length > 3 else 6.5
        else:
            needed = 6.5 if length > 2 else 99.0
        found[length] = min(needed, found.get(length, 99.0))
    for length in (5, 4, 3):
        if set(view[at : at + length]) <= sounds() and at + length <= len(view):
            found[length] = min(6.0 if length > 3 else 11.0, found.get(length, 99.0))
    yield from ((length, needed) for length, needed in found.items() if needed < 99.0)


def _read(view: str, at: int) -> Iterator[tuple[int, int, int]]:
    """(length, elements, single sounds) of every way to read elements from `at`, closed by at most three sounds."""
    ways = {(0, 0, 0)}
    while ways:
        length, parts, loose = ways.pop()
        if parts:
            yield length, parts, loose
        here = at + length
        if length >= LONGEST:
            continue
        if not loose:
            ways |= {
                (length + size, parts + 1, 0) for size in (2, 3, 4) if view[here : here + size] in _elements()
            }
        if parts and loose < 3 and view[here : here + 1] and view[here] in sounds() | _ends():
            ways.add((length + 1, parts, loose + 1))


def is_vietnamese(surname: str, given: str) -> bool:
    """A surname of Vietnam before 氏 or 文 and two more characters."""
    return surname in _VIETNAMESE and given[:1] in _MIDDLE
