"""Texts with markup for what must go and what must stay, and the recorded data set, in one shape."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from stdnum.cn import ric, uscc

DATA = Path(__file__).parent / "data"
_MARK = re.compile(r"\{([A-Z_]+)(\??):([^{}]*)\}|\[\[(.*?)\]\]")


@dataclass(frozen=True)
class Marked:
    """A text; `gone` are (start, end, type, by policy), `stays` are (start, end)."""

    id: str
    text: str
    gone: tuple[tuple[int, int, str, bool], ...]
    stays: tuple[tuple[int, int], ...]


def id_card(body: str) -> str:
    """A citizen's number with its check digit, from the first 17 digits."""
    return body + ric.calc_check_digit(body)


def credit_code(body: str) -> str:
    """A social credit code with its check character, from the first 17."""
    return body + uscc.calc_check_digit(body)


def recorded() -> list[Marked]:
    """The 48 records of the data set."""
    lines = (DATA / "redaction.jsonl").read_text(encoding="utf-8").splitlines()
    return [_recorded(json.loads(line)) for line in lines]


def _recorded(record: dict) -> Marked:
    gone = tuple((s["start"], s["end"], s["type"], s.get("policy_dependent", False)) for s in record["spans"])
    return Marked(
        record["id"], record["text"], gone, tuple((k["start"], k["end"]) for k in record["keep_spans"])
    )


def written(name: str = "more_texts.txt", letter: str = "W") -> list[Marked]:
    """The texts of our own."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [
        _written(f"{letter}{n:03}", _numbers(line))
        for n, line in enumerate(lines)
        if not line.startswith("#")
    ]


def _numbers(line: str) -> str:
    spaced = id_card("44528119960718462")
    line = line.replace("@id1", id_card("44060219791102351")).replace(
        "@uscc1", credit_code("91440300MA5EX3TL8")
    )
    return line.replace("@id2sep", f"{spaced[:6]} {spaced[6:14]} {spaced[14:]}")


def _written(number: str, line: str) -> Marked:
    text, at = "", 0
    gone: list[tuple[int, int, str, bool]] = []
    stays: list[tuple[int, int]] = []
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        inner = match[3] if match[1] else match[4]
        if match[1]:
            gone.append((len(text), len(text) + len(inner), match[1], bool(match[2])))
        else:
            stays.append((len(text), len(text) + len(inner)))
        text += inner
        at = match.end()
    return Marked(number, text + line[at:], tuple(gone), tuple(stays))
