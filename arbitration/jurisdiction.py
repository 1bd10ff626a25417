"""May this committee hear the case, and if not, which one (AL-21, CR-8, CR-31)?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from disputes.guangdong import divisions, full_name
from disputes.intake.places import committee_of
from disputes.models import Office
from disputes.rules import jurisdiction
from disputes.rules.words import RuleError

if TYPE_CHECKING:
    from arbitration.models import Arbitration
    from disputes.models import Dispute


def competent(dispute: Dispute) -> jurisdiction.Competence | None:
    """By the places the application names; None where it names neither a workplace nor the employer's place."""
    try:
        return jurisdiction.competent(
            dispute.workplaces, dispute.employer_seat or None, user_firm_seat=dispute.user_firm_seat or None
        )
    except RuleError:
        return None


def serves(office: Office, place: str) -> bool:
    """A committee set up for a city hears the whole city; the office's setting `serves` may name divisions (AL-17)."""
    served = office.settings.get("serves", [office.division])
    return any(_covers(division, place) for division in served)


def _covers(division: str, place: str) -> bool:
    return division == place or (division.endswith("00") and division[:4] == place[:4])


@dataclass(frozen=True)
class Verdict:
    """What the clerk reads on the acceptance page."""

    office: Office
    found: jurisdiction.Competence | None

    @property
    def ours(self) -> bool:
        return self.found is not None and any(serves(self.office, place) for place in self.found.open_to)

    @cached_property
    def right(self) -> Office | None:
        """The committee to point to; None where this one may hear the case, or no place is known."""
        return None if self.found is None or self.ours else committee_of(self.found.district)

    @property
    def reason(self) -> str:
        """Why, in the reader's language."""
        return self.found.reason.to(get_language() or "zh") if self.found else ""

    @property
    def places(self) -> list[str]:
        names = divisions()
        return [full_name(place) for place in self.found.open_to if place in names] if self.found else []

    @property
    def law(self) -> tuple[str, ...]:
        return (*self.found.law, *(() if self.ours else ("CR-31",))) if self.found else ("AL-21", "CR-31")

    @property
    def pointer(self) -> str:
        """The reasons of the written pointer (D11), always in Chinese; empty where nothing is to be pointed out."""
        if self.found is None or self.ours or self.right is None:
            return ""
        places = "、".join(self.places)
        return (
            f"{self.found.reason.zh}。本案的劳动合同履行地、用人单位所在地为{places}，不在本委管辖范围，"
            f"请向{self.right.name}申请。本告知不是不予受理。"
        )


def verdict(arbitration: Arbitration) -> Verdict:
    return Verdict(arbitration.office, competent(arbitration.dispute))
