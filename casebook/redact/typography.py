"""One view of a text in which full-width forms, odd dashes and traditional characters look plain; offsets stay the same."""

from functools import cache
from importlib.resources import files
from typing import Final

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES: Final = dict.fromkeys((0x00A0, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F, 0x3000, 0xFEFF), " ")
_DASHES: Final = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFF0D, 0xFE63), "-")
TABLE: Final = (
    _FULL_WIDTH | _SPACES | _DASHES | {ord("："): ":", ord("，"): ",", ord("•"): "·", ord("．"): "·"}
)
_TRADITIONAL: Final = files("casebook") / "data" / "traditional.txt"


def plain(text: str) -> str:
    """`text` with the same length: ASCII digits, letters and punctuation, simplified characters."""
    return text.translate(_plain())


@cache
def simplified() -> dict[str, str]:
    """Traditional character → simplified one."""
    pairs = _TRADITIONAL.read_text(encoding="utf-8").strip()
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def _plain() -> dict[int, int | str]:
    return {ord(written): simple for written, simple in simplified().items()} | TABLE
