"""The lists of names kept as data: one kind a line, its words behind it."""

from functools import cache
from importlib.resources import files
from typing import Final

_DATA: Final = files("casebook") / "data" / "names.txt"


@cache
def listed(kind: str) -> tuple[str, ...]:
    """The words of that kind."""
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        head, *words = line.split()
        if head == kind:
            return tuple(words)
    raise KeyError(kind)
