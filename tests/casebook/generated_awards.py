"""Awards and mediation statements made from a seed, with what must go and what must stay."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from pypinyin import lazy_pinyin

from tests.casebook import award_papers as papers
from tests.casebook import award_values as values

_FRAMES = Path(__file__).parent / "data" / "award_frames.txt"
_SLOT = re.compile(r"<([a-z0-9.]+)>|\[\[(.*?)\]\]")

TYPES = {
    "id": "ID_CARD",
    "phone": "PHONE",
    "tel": "LANDLINE",
    "uscc": "USCC",
    "addr": "ADDRESS",
    "card": "BANK_CARD",
    "account": "BANK_ACCOUNT",
    "email": "EMAIL",
    "wechat": "WECHAT",
    "qq": "QQ",
    "alipay": "ALIPAY",
    "social": "SOCIAL",
    "nick": "WECHAT",
    "snick": "SOCIAL",
    "dob": "DOB",
    "age": "AGE",
    "plate": "PLATE",
    "ill": "HEALTH",
    "preg": "HEALTH",
    "permit": "PERMIT",
    "permit2": "PERMIT",
    "permit3": "PERMIT",
    "twpermit": "PERMIT",
    "licence": "LICENSE_NO",
    "si": "SI_NO",
    "passport": "PASSPORT",
    "staff": "EMPLOYEE_NO",
    "esign": "E_SIGN",
    "hash": "E_SIGN",
    "geo": "GEO",
    "org": "ORG",
    "shop": "ORG",
    "lawfirm": "ORG",
}
FREE = frozenset({"sex", "ethnic", "site", "licpaper"})
PROOF = frozenset(
    "ID_CARD USCC BANK_CARD PHONE LANDLINE EMAIL PLATE PASSPORT GEO DOB QQ ALIPAY BANK_ACCOUNT SI_NO AGE "
    "LICENSE_NO PERMIT EMPLOYEE_NO E_SIGN".split()
)
DIRECT = frozenset(
    "PERSON ID_CARD USCC BANK_CARD BANK_ACCOUNT PHONE LANDLINE EMAIL WECHAT QQ ALIPAY SOCIAL PLATE PASSPORT "
    "PERMIT LICENSE_NO SI_NO ADDRESS".split()
)


@dataclass(frozen=True)
class Planted:
    """A range of the text, what it is, and whether it can be known only from the parties' names."""

    start: int
    end: int
    type: str
    slot: str
    needs_names: bool = False


@dataclass
class Award:
    """A text under construction."""

    text: str = ""
    parties: list[str] = field(default_factory=list)
    gone: list[Planted] = field(default_factory=list)
    stays: list[Planted] = field(default_factory=list)

    def put(self, piece: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += piece
        return start, len(self.text)


@cache
def frames() -> dict[str, list[str]]:
    """The sentences of the data file by section."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in _FRAMES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            section = line[2:]
        elif line and not line.startswith(";"):
            found.setdefault(section, []).append(line.replace("\\n", "\n"))
    return found


def award(seed: int) -> Award:
    """The award of this seed: always the same one."""
    return _Maker(Random(seed)).make()


class _Maker:
    """The people and firms of one award, and the sentences about them."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.award = Award()
        self.used: set[str] = set()
        self.cast: dict[str, str] = {}
        self.cast = {role: self._new_person() for role in ("w", "boss")}
        self.cast["firm"] = values.firm(rng)
        self.officials = {role: self._new_person(dotted=False) for role in ("arb", "arb2", "rec", "med")}

    def make(self) -> Award:
        for section, least, most in (
            ("title", 1, 1), ("worker", 1, 1), ("firm", 1, 1), ("agent", 0, 2), ("open", 1, 1), ("claim", 1, 1),
            ("fact", 3, 6), ("bank", 0, 2), ("chat", 1, 3), ("table", 0, 1), ("talk", 2, 5), ("esign", 0, 2), ("law", 1, 3),
            ("order", 1, 1), ("sign", 1, 1),
        ):  # fmt: skip
            for frame in self.rng.sample(frames()[section], self.rng.randint(least, most)):
                self._write(frame)
                self.award.put(self.rng.choice(("\n", "\n", "", "\n　　")))
        self.award.parties = [self.cast[role] for role in ("w", "firm")] + (
            [self.cast["boss"]] if self.rng.random() < 0.3 else []
        )
        return self.award

    def _new_person(self, *, dotted: bool = True) -> str:
        while True:
            name = values.person(self.rng)
            if (dotted or "·" not in name) and not any(name in old or old in name for old in self.used):
                self.used.add(name)
                return name

    def _write(self, frame: str) -> None:
        people: dict[str, str] = {}
        at = 0
        for match in _SLOT.finditer(frame):
            self.award.put(frame[at : match.start()])
            if match[1]:
                self._fill(match[1], people)
            else:
                self.award.stays.append(Planted(*self.award.put(match[2]), "", "word"))
            at = match.end()
        self.award.put(frame[at:])

    def _fill(self, slot: str, people: dict[str, str]) -> None:
        if slot in FREE:
            self.award.put(papers.FREE[slot](self.rng))
            return
        kept = self._kept(slot)
        if kept:
            self.award.stays.append(Planted(*self.award.put(kept), "", slot))
            return
        value, kind, needs = self._hidden(slot, people)
        self.award.gone.append(Planted(*self.award.put(value), kind, slot, needs))

    def _kept(self, slot: str) -> str:
        if slot in self.officials:
            return self.officials[slot] if slot != "arb2" else self._new_person(dotted=False)
        make: Callable[[Random], str] | None = papers.KEPT.get(slot)
        return make(self.rng) if make else ""

    def _hidden(self, slot: str, people: dict[str, str]) -> tuple[str, str, bool]:
        """Value, type, and whether only the parties' names tell it."""
        role, _, form = slot.partition(".")
        if form:
            return self._form(self.cast[role], form)
        if role in self.cast:
            return self.cast[role], "ORG" if role == "firm" else "PERSON", False
        if role == "p":
            return self._new_person(), "PERSON", False
        if role in {"p1", "p2", "p3"}:
            return people.setdefault(role, self._new_person()), "PERSON", False
        return papers.HIDDEN[role](self.rng), TYPES[role], False

    def _form(self, name: str, form: str) -> tuple[str, str, bool]:
        family = values.family(name)
        if "·" in name:
            return name, "PERSON", False
        if form == "xiao":
            return self.rng.choice("小老阿") + family, "PERSON", len(family) > 1
        if form == "shifu":
            return family + self.rng.choice(values.TITLED), "PERSON", False
        first, rest = lazy_pinyin(family), lazy_pinyin(name[len(family) :])
        both = (
            ("".join(first), "".join(rest))
            if form == "py"
            else ("".join(rest).title(), "".join(first).title())
        )
        return (self.rng.choice(("", " ", ".")) if form == "py" else " ").join(both), "PERSON", True
