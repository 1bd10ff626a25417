"""The passage of a text that shows best why it was found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from casebook.terms import normal

_WIDTH: Final = 120


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage, and the ranges in it to mark: code points of `text`, end exclusive, in order, apart."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(text: str, words: Iterable[str], *, width: int = _WIDTH) -> Snippet:
    """The window of `width` characters with most different words; it begins after a stop where it can."""
    marks = _marks(normal(text), [word for word in set(words) if len(word) > 1])
    start = _best_start(text, marks, width)
    start += len(text[start:]) - len(text[start:].lstrip())
    end = min(len(text), start + width)
    inside = tuple((a - start, b - start) for a, b in marks if start <= a and b <= end)
    return Snippet(text[start:end].replace("\n", " "), inside)


def _marks(flat: str, words: list[str]) -> list[tuple[int, int]]:
    found = sorted((at, at + len(word)) for word in words for at in _places(flat, word))
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _places(flat: str, word: str) -> list[int]:
    places, at = [], flat.find(word)
    while at >= 0:
        places.append(at)
        at = flat.find(word, at + len(word))
    return places


def _best_start(text: str, marks: list[tuple[int, int]], width: int) -> int:
    if not marks:
        return 0
    inside: Counter[str] = Counter()
    best, most, end = marks[0][0], 0, 0
    for first, (start, stop) in enumerate(marks):
        while end < len(marks) and marks[end][1] <= start + width - 20:
            inside[text[slice(*marks[end])]] += 1
            end += 1
        if len(inside) > most:
            best, most = start, len(inside)
        if end == first:  # longer than the window itself
            end += 1
        elif inside[word := text[start:stop]] == 1:
            del inside[word]
        else:
            inside[word] -= 1
    stop = max(text.rfind(mark, max(0, best - 20), best) for mark in "。;；,，\n")
    return stop + 1 if stop >= 0 else max(0, best - 10)
