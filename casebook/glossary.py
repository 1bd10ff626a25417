"""The words of the trade in plain language: what they mean for the person who reads them, with article and topic."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from casebook.reading import Asked


@dataclass(frozen=True, slots=True)
class Word:
    """`law` as ids (LCL-47, LCL-87) or empty; `url` leads to the cases on it, if it has a topic."""

    slug: str
    name: str
    meaning: str
    law: str
    url: str


@cache
def explained(language: str) -> tuple[Word, ...]:
    """Every word, in English where that is read, else in Chinese."""
    raw = json.loads((files("casebook") / "data" / "glossary.json").read_text(encoding="utf-8"))
    spoken = "en" if language.startswith("en") else "zh"
    words = []
    for n, one in enumerate(raw, 1):
        name, meaning = one[spoken]
        url = Asked().url(claim=one["topic"]) if one["topic"] else ""
        words.append(Word(f"w{n}", name, meaning, one["law"], url))
    return tuple(words)
