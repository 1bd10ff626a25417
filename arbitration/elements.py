"""What has to be true for each kind of claim: the element table both sides fill in before the hearing (要素式).

Who has to prove it follows AL-6: whoever asserts it, and the employer where the evidence is in its hands.
That dismissals and cuts are the employer's to prove is J1-44 (RECALLED).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from arbitration.deeds import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disputes.models import Claim


@dataclass(frozen=True)
class Element:
    """`burden` is `claimant` or `employer`; `law` is the article that says so."""

    code: str
    title: Any
    burden: str
    law: str = "AL-6"


def claimant(code: str, title: Any, law: str = "AL-6") -> Element:
    return Element(code, title, "claimant", law)


def employer(code: str, title: Any, law: str = "AL-6") -> Element:
    return Element(code, title, "employer", law)


RELATION = claimant("relation", _("Employment: from when to when, which work"))
WAGE = employer("wage", _("Monthly wage: sum and what it is made of"))
ENDED = employer("ended", _("End of the contract: on which day, by whom, in which form"), "AL-6, J1-44")
OTHER = (claimant("facts", _("Facts on which the claim rests")),)

ELEMENTS: dict[str, tuple[Element, ...]] = {
    "wages": (
        RELATION, WAGE, claimant("period", _("Unpaid: for which months")),
        employer("paid", _("What was paid for these months, and when"), "AL-6, J1-44"),
    ),
    "overtime": (
        RELATION, WAGE, claimant("hours", _("Overtime: on which days, how many hours"), "AL-6, J1-42"),
        employer("records", _("Attendance records, and overtime already paid or given as rest"), "AL-6, J1-42"),
    ),
    "severance": (RELATION, WAGE, ENDED, employer("reason", _("Reason for which the contract ended"), "AL-6, J1-44")),
    "unlawful_termination": (
        RELATION, WAGE, ENDED, employer("reason", _("Reason for which the contract ended"), "AL-6, J1-44"),
        employer("procedure", _("Rules told to the worker, union heard"), "AL-6, J1-44"),
    ),
    "notice_pay": (WAGE, ENDED, employer("notice", _("Notice: given on which day, how many days before"), "AL-6, J1-44")),
    "second_wage": (
        RELATION, WAGE, employer("contract", _("Written contract: signed on which day, for which time")),
        claimant("claimed_until", _("Second wage claimed for which months")),
    ),
    "illegal_probation": (
        RELATION, WAGE, employer("probation", _("Probation: agreed for how long, served until when")),
    ),
    "rest_leave": (
        RELATION, WAGE, claimant("service", _("Years worked in all, with this employer and before")),
        employer("taken", _("Leave taken, or given up in writing")),
    ),
    "work_injury_medical": (
        RELATION, claimant("injury", _("Accident and its recognition as a work injury: which day")),
        claimant("costs", _("Costs: which, how much")), employer("insured", _("Work-injury insurance paid or not")),
    ),
    "injury_leave_pay": (
        RELATION, WAGE, claimant("injury", _("Accident and its recognition as a work injury: which day")),
        claimant("leave", _("Leave for treatment: from when to when")), employer("paid", _("What was paid for these months, and when")),
    ),
    "injury_grants": (
        RELATION, WAGE, claimant("injury", _("Accident and its recognition as a work injury: which day")),
        claimant("grade", _("Grade of disability: decided on which day")), employer("insured", _("Work-injury insurance paid or not")),
    ),
    "sick_pay": (RELATION, WAGE, claimant("sick", _("Illness: from when to when, by which certificate")), employer("paid", _("What was paid for these months, and when"))),
    "non_compete_compensation": (
        RELATION, WAGE, ENDED, claimant("covenant", _("Non-compete agreement: for which time, which sum")),
        claimant("kept", _("Whether it was kept")),
    ),
    "social_insurance": (RELATION, WAGE, employer("insurance", _("Insurance paid: for which months, on which base"))),
    "reinstatement": (RELATION, ENDED, employer("post", _("Whether the contract can still be performed"), "AL-6, J1-44")),
    "confirm_relation": (
        RELATION, claimant("managed", _("Who gave the orders, paid and kept the attendance")),
        employer("contract", _("Written contract: signed on which day, for which time")),
    ),
}  # fmt: skip


def of(claim: Claim) -> tuple[Element, ...]:
    """The elements of a claim; one row for what has no table of its own."""
    return ELEMENTS.get(claim.kind, OTHER)


@dataclass(frozen=True)
class Line:
    """One element of one claim: what the claiming side says, what each party of the other side answers."""

    claim: Claim
    element: Element
    stated: Any = None
    answers: tuple[Any, ...] = ()
    wanted: int = 1  # parties of the other side

    @property
    def key(self) -> str:
        return f"{self.claim.pk}_{self.element.code}"

    @property
    def state(self) -> str:
        """`agreed`, `disputed` or `open`: agreed once every party of the other side agrees to the words it read."""
        if self.stated is None or not self.answers:
            return "open"
        if not all(one.agrees for one in self.answers):
            return "disputed"
        return "agreed" if len(self.answers) >= self.wanted else "open"

    @property
    def by_claimant(self) -> bool:
        """Whether the side that claims has to prove it: a worker's employer proves what is in its hands."""
        return self.element.burden == "claimant"

    def answer_of(self, party: Any) -> Any:
        return next((one for one in self.answers if party and one.party_id == party.pk), None)


def lines(arbitration: Any) -> list[Line]:
    """The whole table, claim by claim. Three queries."""
    said: dict[tuple[int, str], list[Any]] = {}
    for one in arbitration.elements.select_related("party").order_by("pk"):
        said.setdefault((one.claim_id, one.code), []).append(one)
    sides = Counter(party.side for party in arbitration.dispute.parties.all())
    return [
        _line(claim, element, said.get((claim.pk, element.code), []), sides)
        for claim in arbitration.dispute.claims.all()
        if not claim.dropped
        for element in of(claim)
    ]


def _line(claim: Claim, element: Element, said: list[Any], sides: Counter[str]) -> Line:
    stated = next((one for one in said if one.side == claim.side), None)
    answers = tuple(one for one in said if one.side == other(claim))
    return Line(claim, element, stated, answers, sides[other(claim)])


def other(claim: Claim) -> str:
    return "B" if claim.side == "A" else "A"


def draft(arbitration: Any) -> str:
    """The agreed part, and what is in dispute, as a first text of the facts found; empty while nobody said anything."""
    found = lines(arbitration)
    with override("zh-hans"):
        agreed = list(dict.fromkeys(_sentence(one) for one in found if one.state == "agreed"))
        disputed = list(_positions(found))
    parts = []
    if agreed:
        parts.append("双方当事人对下列事实无争议，本委予以确认：\n" + _numbered(agreed))
    if disputed:
        parts.append("双方当事人对下列事实有争议：\n" + _numbered(disputed))
    return "\n".join(parts)


def agreed(arbitration: Any) -> dict[int, str]:
    """Claim by claim what both sides agree on, as a first text of what is found on it."""
    found: dict[int, list[str]] = {}
    with override("zh-hans"):
        for line in lines(arbitration):
            if line.state == "agreed":
                found.setdefault(line.claim.pk, []).append(_plain(_sentence(line)))
    return {key: f"双方当事人无争议：{'；'.join(said)}。本委予以确认。" for key, said in found.items()}


def _sentence(line: Line) -> str:
    return f"{line.element.title}：{_plain(line.stated.text)}。"


def _positions(found: list[Line]) -> Iterator[str]:
    """Each denial in the words of who denies; one of several respondents by its name."""
    for line in found:
        if line.state != "disputed":
            continue
        against = [
            f"{SIDES[one.side] if line.wanted == 1 else one.party.name}{'认可' if one.agrees else f'主张{_plain(one.text)}'}"
            for one in line.answers
        ]
        claims = SIDES[line.claim.side]
        yield f"{line.element.title}：{claims}主张{_plain(line.stated.text)}；{'；'.join(against)}。"


def _plain(text: str) -> str:
    return text.strip().rstrip("。")


def _numbered(sentences: list[str]) -> str:
    return "\n".join(f"{n}．{text}" for n, text in enumerate(sentences, 1))
