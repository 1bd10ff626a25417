"""What the volumes of a closed case must hold (CR-22), what of it is missing, and the papers that lie in them.

Required are the papers whose occasion the case had: a case that never came to a hearing has no hearing record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from arbitration.lifecycle.outcomes import Outcome
from disputes.access import Audience
from disputes.models import DocketEntry, Paper, Service
from disputes.papers.documents import DOCUMENTS

if TYPE_CHECKING:
    from arbitration.models import Arbitration

READABLE = {
    Paper.Volume.MAIN: (Audience.OPEN, Audience.AGREEMENT),
    Paper.Volume.SIDE: (Audience.SIDE, Audience.DELIBERATION),
}
TITLES = {Paper.Volume.MAIN: "正卷", Paper.Volume.SIDE: "副卷"}
OWN = frozenset({"D43a", "D43b", "D43c"})  # they are about the volume, not in it
RESULTS: dict[str, str] = {
    Outcome.AWARD: "D38", Outcome.STATEMENT: "D37", Outcome.DEEMED_WITHDRAWN: "D33", Outcome.CANCELLED: "D34",
    Outcome.TERMINATED: "D34", Outcome.TRANSFERRED: "D17",
}  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """A paper that the file must hold and does not; `key` is what its absence is explained under."""

    key: str
    title: str

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
    Wanted(("D01", "D02"), lambda case, taken: True),
    Wanted(("D08",), _took("accept")),
    Wanted(("D09",), _took("accept", "receive_transfer")),
    Wanted(("D12",), _took("accept", "receive_transfer")),
    Wanted(("D15",), _took("answer")),
    Wanted(("D14",), _took("form_tribunal")),
    Wanted(("D19",), _took("schedule")),
    Wanted(("D26",), _took("open_hearing", "respondent_absent")),
    Wanted(("D27",), _took("deliberate")),
    Wanted(("D28",), _took("suspend")),
    Wanted(("D29",), _took("extend")),
    Wanted(("D32a",), _took("withdraw")),
    Wanted(("D32",), _withdrawn),
    Wanted(("D43",), lambda case, taken: True),
)


def missing(case: Arbitration) -> list[Gap]:
    """What the case had occasion for and neither volume holds: papers first, then proofs of service."""
    rows = DocketEntry.objects.filter(dispute=case.dispute_id, record_type="arbitration", record_id=case.pk)
    taken = frozenset(rows.values_list("step", flat=True))
    held = set(case.dispute.papers.exclude(code="").values_list("code", flat=True))
    wanted = [one.codes for one in WANTED if one.when(case, taken)]
    if result := RESULTS.get(case.outcome):
        wanted.append((result,))
    gaps = [Gap(codes[0], DOCUMENTS[codes[0]].title) for codes in wanted if not held & set(codes)]
    return [*gaps, *_unproved(case)]


def _unproved(case: Arbitration) -> Iterator[Gap]:
    """Every service needs its proof (CR-20): the copies of this case that have none, or lie still to be served."""
    rows = Service.objects.filter(dispute=case.dispute_id, office=case.office_id).exclude(stage="served")
    for row in rows.select_related("paper", "party").order_by("pk"):
        yield Gap(f"D40-{row.pk}", f"送达回证（{row.paper.title}，{row.party.name}）")


def papers_of(case: Arbitration, volume: str) -> Sequence[Paper]:
    """What lies in a volume, in the order in which it came."""
    rows = case.dispute.papers.filter(volume=volume, audience__in=READABLE[Paper.Volume(volume)])
    return list(rows.exclude(code__in=OWN).order_by("pk"))


def unprinted(case: Arbitration) -> bool:
    """Whether a paper of the volumes is still to be rendered: its pages are not known yet."""
    return case.dispute.papers.filter(volume__in=[*READABLE], sha256="").exists()


def gaps_left(case: Any, explained: dict[str, str]) -> list[Gap]:
    return [gap for gap in missing(case) if not explained.get(gap.key, "").strip()]
