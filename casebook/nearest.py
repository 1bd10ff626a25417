"""The published cases nearest to a dispute at work: what they share with it and where they differ. Never a forecast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casebook import indexing
from casebook.models import TypicalCase
from casebook.pages import citation
from casebook.reading import UNTOLD
from casebook.terms import normal
from casebook.topics import Topic, Trade, topic_of, trade_of
from casebook.words import own_words, tokenizer
from disputes.wording import listed

LOOKED_AT = 20  # hits of the search that are compared
WORDS = 12  # words of the trade a question is made of
SHOWN = 4  # words named as shared


@dataclass(frozen=True)
class Matter:
    """What is known of a dispute: kinds of claim (the core's), words people wrote, the employer's name."""

    kinds: Sequence[str]
    words: str
    employer: str = ""

    @property
    def topics(self) -> list[str]:
        return [t for t in dict.fromkeys(topic_of(kind) for kind in self.kinds) if t not in UNTOLD]

    @property
    def trade(self) -> str:
        return trade_of(self.employer) if self.employer else ""

    @property
    def terms(self) -> list[str]:
        """Words of the trade alone: no name and no number of anybody is looked for."""
        said = tokenizer().cut(normal(self.words), HMM=False)
        return list(dict.fromkeys(word for word in said if len(word) > 1 and word in own_words()))[:WORDS]


@dataclass(frozen=True)
class Near:
    case: TypicalCase
    shares: list[str]
    differs: list[str]

    @property
    def citation(self) -> str:
        return citation(self.case)


def matter_of(dispute: Any) -> Matter:
    """Of a dispute that was filed. Parties and claims as the page has them already."""
    claims = list(dispute.claims.all())
    employers = " ".join(party.name for party in dispute.parties.all() if not party.worker)
    words = "\n".join([dispute.cause, *(claim.text for claim in claims), dispute.facts_text])
    return Matter([claim.kind for claim in claims], words, employers)


def matter_of_draft(draft: Any) -> Matter:
    """Of an application that is being written: whatever has been answered so far."""
    rows = [row for row in draft.answers.get("claimed", []) if isinstance(row, dict)]
    told = draft.answers.get("facts", {})
    words = [str(row.get("text", "")) for row in rows] + [str(told.get("facts", ""))]
    return Matter([str(row.get("kind", "")) for row in rows], "\n".join(words))


def nearest(matter: Matter, *, limit: int = 3) -> list[Near]:
    """Those that share most, the search's order among equals. Nothing where nothing is shared; three queries."""
    asked = " ".join([*(str(Topic(topic).label) for topic in matter.topics), *matter.terms])
    if not asked:
        return []
    hits = indexing.find(asked, limit=LOOKED_AT)
    found = TypicalCase.objects.published().select_related("office").defer("original", "findings")
    cases = {case.number: case for case in found.filter(number__in=[hit.id for hit in hits])}
    near = [compared(matter, cases[hit.id]) for hit in hits if hit.id in cases]
    near = [one for one in near if one.shares]
    return sorted(near, key=lambda one: (-len(set(one.case.topics) & set(matter.topics)), -len(one.shares)))[
        :limit
    ]


def compared(matter: Matter, case: TypicalCase) -> Near:
    """In words a reader can check against the case."""
    shared = [topic for topic in matter.topics if topic in case.topics]
    text = normal(f"{case.title}\n{case.facts}\n{case.issue}\n{case.claims}")
    shares = [str(Topic(topic).label) for topic in shared]
    said = "、".join(shares)
    shares += [word for word in matter.terms if word in text and word not in said][:SHOWN]
    same_trade = matter.trade and matter.trade == case.trade != Trade.OTHER
    if same_trade:
        shares.append(str(Trade(case.trade).label))
    return Near(case, list(dict.fromkeys(shares)), list(_differences(matter, case, bool(same_trade))))


def _differences(matter: Matter, case: TypicalCase, same_trade: bool) -> Iterable[str]:  # noqa: FBT001
    theirs = [t for t in case.topics if t not in matter.topics and t not in UNTOLD and t in Topic.values]
    if theirs:
        yield _("also claimed there: %(topics)s") % {"topics": listed(Topic(t).label for t in theirs)}
    ours = [t for t in matter.topics if t not in case.topics]
    if ours:
        yield _("not claimed there: %(topics)s") % {"topics": listed(Topic(t).label for t in ours)}
    if matter.trade and case.trade != Trade.OTHER and not same_trade and case.trade in Trade.values:
        yield _("another trade: %(trade)s") % {"trade": Trade(case.trade).label}
    if case.new_form and matter.trade != Trade.DELIVERY:
        yield _("a new form of work")
