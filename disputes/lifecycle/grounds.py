"""On which ground a matter goes to which court, by whom, within which window (docs/law.md 4.5, 10.4).

A ground names the record it rests on by its model's name: the core knows neither arbitration nor mediation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Test = Callable[[Any], bool]  # the record it rests on -> does it carry this ground?

TRANSFER = "transfer"  # of a case's file to another committee, which takes it over (CR-9)
SET_ASIDE_GROUNDS = [
    ("law", _("The law was applied wrongly")),
    ("jurisdiction", _("The committee had no jurisdiction")),
    ("procedure", _("The procedure broke the law")),
    ("forged", _("The evidence was forged")),
    ("concealed", _("The other side hid evidence that decides the matter")),
    ("bribed", _("An arbitrator took a bribe or bent the law")),
]  # AL-49(1)-(6)
REFUSAL_GROUNDS = [
    *SET_ASIDE_GROUNDS,
    ("public", _("Its enforcement would be against the public interest")),
]  # J1-24


def anything(subject: Any) -> bool:
    return True


@dataclass(frozen=True)
class Ground:
    """One way to court. `windows` are codes of time limits of which one must run for the party; none: no window.

    `may` says who goes: either, worker, employer, both (one proposes, the other joins), creditor, nobody (the law
    itself sends it on, in a party's name); or it is a test.
    `court` is the kind of office that hears it; `codes` the papers that go along (empty: the whole main volume);
    `agreement` adds what was signed in mediation; `venue` is the rule of place (`disputes.models.venue`); `timely` judges the act where
    the window is nobody's deadline of ours; `results` are the stages the court's answer may lead to.
    """

    code: str
    title: str | _StrPromise
    law: str
    subjects: tuple[str, ...]
    may: str | Callable[[Any, Any], bool]  # party, record
    court: str
    windows: tuple[str, ...]
    results: tuple[str, ...]
    codes: frozenset[str] = frozenset()
    agreement: bool = False
    venue: str = "work"
    timely: Callable[[Any], bool] = field(default=anything, compare=False)
    carries: Test = field(default=anything, compare=False)
    all: ClassVar[dict[str, Ground]] = {}

    def __post_init__(self) -> None:
        Ground.all[self.code] = self

    def open_to(self, party: Any, subject: Any) -> bool:
        """Whether the law gives this way to this party."""
        if callable(self.may):
            return self.may(party, subject)
        if self.may in ("worker", "employer"):
            return party.worker is (self.may == "worker")
        if self.may == "creditor":
            sued = party.pk in getattr(subject, "sued_by", ())  # it does not bind for it (J1-16, J1-17)
            gives = subject.gives_to(party) if hasattr(subject, "gives_to") else party.side == "A"
            return not sued and gives
        return self.may != "nobody" and party.side in ("A", "B")
