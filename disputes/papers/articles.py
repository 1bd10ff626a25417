"""Articles of law as people write them, 《劳动合同法》第四十六条、第四十七条, and as the house keeps them: LCL-46, LCL-47."""

import re
from collections.abc import Iterator
from contextlib import suppress

import cn2an

from disputes.papers.wording import CODE, LAWS
from disputes.rules.instruments import INSTRUMENTS
from disputes.wording import LAWS as SHORT

_PIECE = re.compile(r"(?:《[^》]*》|[^、，,；;。\s《])+")
_NUMBER = "[0-9〇零一二三四五六七八九十百]{1,8}"
_ARTICLE = re.compile(
    rf"(?:《(?P<quoted>[^》]+)》|(?P<bare>[一-龥（）〔〕0-9]+?))?第(?P<number>{_NUMBER})条"
    rf"(?:第(?P<paragraph>{_NUMBER})款(?:第（?(?P<item>{_NUMBER})）?项)?)?(?P<rest>.*)"
)
_BARE = re.compile("[《》]")


def _names() -> dict[str, str]:
    """Every name a law of ours goes by, to its key."""
    found = {row.name.zh: key for key, row in INSTRUMENTS.items()}
    found |= {_BARE.sub("", names[0]): key for key, names in SHORT.items()}
    found |= {_BARE.sub("", name): key for key, name in LAWS.items()}
    return found | {key: key for key in (*INSTRUMENTS, *LAWS)}


_KEYS = _names()


def read(text: str) -> list[str]:
    """The articles of what was typed, each once; an article without a law stands in the law before it.

    What names no law of ours stays in its own words.
    """
    return list(dict.fromkeys(_read(text)))


def _read(text: str) -> Iterator[str]:
    law = ""
    for piece in _PIECE.findall(text):
        found, code = _ARTICLE.fullmatch(piece), CODE.fullmatch(piece)
        if code or found is None:
            law = code["law"] if code else law
            yield piece
            continue
        law = found["quoted"] or found["bare"] or law
        yield _kept(law, found) if law else piece


def _kept(law: str, found: re.Match[str]) -> str:
    key = _KEYS.get(law)
    if key and not found["rest"]:
        with suppress(ValueError):  # 百百 is no number
            return f"{key}-{_plain(found['number'])}{_parts(found)}"
    name = LAWS.get(key or "", f"《{law}》")
    return name + found[0][found[0].index("第", found.end("quoted") if found["quoted"] else 0) :]


def _parts(found: re.Match[str]) -> str:
    return "".join(f"({_plain(found[part])})" for part in ("paragraph", "item") if found[part])


def _plain(number: str) -> int:
    return int(number) if number.isascii() else int(cn2an.cn2an(number, "smart"))
