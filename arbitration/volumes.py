"""What the volumes of a closed case must hold (CR-22), what of it is missing, and the papers that lie in them.

What the result of the case stands on must be there: the paper that ends it, the deliberation it was decided in (CR-52), the
proof that each party was served with it (CR-20, CR-55). Why anything else is missing the note of the volume may say.

Required are the papers whose occasion the case had: a case that never came to a hearing has no hearing record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from arbitration.lifecycle.outcomes import Outcome
from disputes.access import Audience, streams
from disputes.models import DocketEntry, HandOff, Paper, Service
from disputes.papers.documents import DOCUMENTS

if TYPE_CHECKING:
    from arbitration.models import Arbitration

READABLE = {
    Paper.Volume.MAIN: (Audience.OPEN, Audience.AGREEMENT),
    Paper.Volume.SIDE: (Audience.SIDE, Audience.DELIBERATION),
}
TITLES = {Paper.Volume.MAIN: "正卷", Paper.Volume.SIDE: "副卷"}
APPLICATION = ("D01", "D02")
OWN = frozenset({"D43a", "D43b", "D43c"})  # they are about the volume, not in it
RESULTS: dict[str, str] = {
    Outcome.AWARD: "D38", Outcome.STATEMENT: "D37", Outcome.DEEMED_WITHDRAWN: "D33", Outcome.CANCELLED: "D34",
    Outcome.TERMINATED: "D34", Outcome.TRANSFERRED: "D17",
}  # fmt: skip

DELIBERATION = "D27"
DECISIVE = frozenset({*RESULTS.values(), "D32", DELIBERATION})
LEAST = 5  # characters of a reason


@dataclass(frozen=True)
class Gap:
    """A paper that the file must hold and does not; `key` is what its absence is explained under.

    No reason stands for one that `bars`: the result of the case stands on it.
    """

    key: str
    title: str
    bars: bool = False

    def __str__(self) -> str:
        return self.title if self.key.startswith("D40-") else f"《{self.title}》"


@dataclass(frozen=True)
class Wanted:
    """A paper of CR-22 by its codes, one of which is enough, and the cases that must have it."""

    codes: tuple[str, ...]
    when: Callable[[Arbitration, frozenset[str]], bool]


def _took(*steps: str) -> Callable[[Arbitration, frozenset[str]], bool]:
    return lambda case, taken: bool(taken & {f"arbitration.{step}" for step in steps})


def _withdrawn(case: Arbitration, taken: frozenset[str]) -> bool:
    """A tribunal or committee that had accepted the case permits the withdrawal; before, the request is all there is."""
    return (
        case.outcome == Outcome.WITHDRAWN and case.accepted_on is not None and case.presiding_id is not None
    )


WANTED = (
    Wanted(APPLICATION, lambda case, taken: True),
    Wanted(("D08",), _took("accept")),
    Wanted(("D09",), _took("accept", "receive_transfer")),
    Wanted(("D12",), _took("accept", "receive_transfer")),
    Wanted(("D15",), _took("answer")),
    Wanted(("D14",), _took("form_tribunal")),
    Wanted(("D19",), _took("schedule")),
    Wanted(("D26",), _took("open_hearing", "respondent_absent", "applicant_defaults")),
    Wanted(("D27",), _took("deliberate")),
    Wanted(("D28",), _took("suspend")),
    Wanted(("D29",), _took("extend")),
    Wanted(("D32a",), _took("withdraw", "withdraw_claims")),
    Wanted(("D32b",), _took("withdraw_counterclaim", "withdraw_last_counterclaim")),
    Wanted(("D32", "D32c"), _withdrawn),
    Wanted(("D43",), lambda case, taken: True),
)


def of_others(case: Arbitration, paper: str = "") -> Q:
    """Papers that another case of the dispute made: before a transfer or after it, or under supervision.

    `paper` leads to them. The application is nobody's own: it goes with the case (CR-9).
    """
    kind, key, code = f"{paper}record_type", f"{paper}record_id", f"{paper}code__in"
    awards = case.awards.values("pk")
    others = Q(**{kind: "arbitration"}) & ~Q(**{key: case.pk}) | Q(**{kind: "award"}) & ~Q(
        **{f"{key}__in": awards}
    )
    return others & ~Q(**{code: APPLICATION})


def missing(case: Arbitration) -> list[Gap]:
    """What the case had occasion for and neither volume holds: papers first, then proofs of service."""
    rows = DocketEntry.objects.filter(dispute=case.dispute_id, record_type="arbitration", record_id=case.pk)
    taken = frozenset(rows.values_list("step", flat=True))
    own = case.dispute.papers.exclude(code="").exclude(of_others(case))
    held = set(own.values_list("code", flat=True))
    wanted = [one.codes for one in WANTED if one.when(case, taken)]
    if result := RESULTS.get(case.outcome):
        wanted.append((result,))
    gaps = [
        Gap(codes[0], DOCUMENTS[codes[0]].title, bars=codes[0] in DECISIVE)
        for codes in wanted
        if not held & set(codes)
    ]
    return [*gaps, *_unproved(case)]


def _unproved(case: Arbitration) -> Iterator[Gap]:
    """Every service needs its proof (CR-20): the copies of this case that have none, or lie still to be served."""
    rows = Service.objects.filter(dispute=case.dispute_id, office=case.office_id).exclude(
        stage__in=("served", "dropped")
    )
    for row in rows.select_related("paper", "party").order_by("pk"):
        yield Gap(
            f"D40-{row.pk}",
            f"送达回证（{row.paper.title}，{row.party.name}）",
            bars=row.paper.code in DECISIVE,
        )


def papers_of(case: Arbitration, volume: str) -> QuerySet[Paper]:
    """What lies in a volume of the case, in the order in which it came.

    The main volume begins with the file that was handed over (CR-9) and ends where the case itself was handed on; the
    side volume is the committee's own (CR-22).
    """
    heard = READABLE[Paper.Volume(volume)]
    rows = case.dispute.papers.filter(volume=volume, audience__in=streams(heard, [case.office_id]))
    rows = rows.exclude(code__in=OWN).order_by("pk")
    handed_on = DocketEntry.objects.filter(
        dispute=case.dispute_id, record_type="arbitration", record_id=case.pk, step="arbitration.transfer"
    )
    if (last := handed_on.first()) and volume == Paper.Volume.MAIN:
        proofs = Service.objects.filter(dispute=case.dispute_id, office=case.office_id).values("pk")
        sent = HandOff.objects.filter(dispute=case.dispute_id, from_office=case.office_id).values("pk")
        rows = rows.filter(
            Q(entry__number__lte=last.number)
            | Q(entry=None, made_at__lte=last.at)
            | Q(record_type="arbitration", record_id=case.pk)
            | Q(record_type="service", record_id__in=proofs)
            | Q(record_type="handoff", record_id__in=sent)
        )
    return rows


def unprinted(case: Arbitration) -> bool:
    """Whether a paper of the volumes is still to be rendered: its pages are not known yet."""
    return any(papers_of(case, volume).filter(sha256="").exists() for volume in READABLE)


def gaps_left(case: Any, explained: dict[str, str]) -> list[Gap]:
    """Those for which no reason of some length is given, and none stands."""
    return [gap for gap in missing(case) if gap.bars or len(explained.get(gap.key, "").strip()) < LEAST]


def barring(case: Any) -> list[Gap]:
    return [gap for gap in missing(case) if gap.bars]
