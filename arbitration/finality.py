"""Final or not, for the items of one award: what the director's rule says, asked with this case's own facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from arbitration.shares import parts
from disputes.rules import finality
from disputes.rules.readings import chosen

if TYPE_CHECKING:
    from arbitration.models import Arbitration

RELATION = "confirm_relation"


def split(
    arbitration: Arbitration, items: Sequence[dict[str, Any]], *, on: date, relation: bool
) -> finality.Verdict:
    """The verdict on every item, of several workers on each one's part (`arbitration.shares`), and the documents to make.

    Where the relationship is at issue nothing in the same case is final, in whichever award it is decided: whether a
    claim asks for it or the tribunal says so, now or with a part decided before (B9-11, trap 17).
    """
    claims = {str(claim.pk): claim for claim in arbitration.dispute.claims.all()}
    kinds = {key: claims[key].kind for key in (str(item["claim"]) for item in items)}
    asked = {claim.kind for claim in claims.values() if not claim.dropped}
    relation = relation or RELATION in asked or arbitration.standing_awards.filter(relation=True).exists()
    city, day = ground(arbitration, on)
    dispute = arbitration.dispute
    return finality.judge(
        [
            _item(key, awarded, kinds[str(item["claim"])])
            for item in items for key, awarded in parts(item)
        ], city=city, award_date=day,
        confirms_relation=relation,
        personnel=dispute.category != dispute.Category.LABOUR, settings=followed(arbitration),
    )  # fmt: skip


def ground(arbitration: Arbitration, on: date) -> tuple[str, date]:
    """Which place's and which day's minimum wage the test takes: the committee's settings choose the reading.

    Unless they say otherwise the committee's own city on the day of the award (law of the reading: AL-47, CR-50).
    """
    settings = followed(arbitration)
    days = {"filing": arbitration.received_on, "leaving": _left_on(arbitration)}
    here = chosen("minimum_wage_place", settings) == "committee"
    city = arbitration.office.city if here else arbitration.dispute.workplace
    return city, days.get(chosen("minimum_wage_date", settings)) or on


def followed(arbitration: Arbitration) -> dict[str, Any]:
    """The committee's readings; where a case has no fact for one, the usual one, so that nothing else is told."""
    settings = dict(arbitration.office.settings)
    known = {"filing": arbitration.received_on, "leaving": _left_on(arbitration), "award": True}
    if not known.get(settings.get("minimum_wage_date", "award"), True):
        settings["minimum_wage_date"] = "award"
    if not arbitration.dispute.workplace:
        settings["minimum_wage_place"] = "committee"
    return settings


def _left_on(arbitration: Arbitration) -> date | None:
    said = arbitration.time_facts.get("ended_on")
    return date.fromisoformat(said) if said else None


def _item(key: str, awarded: Any, kind: str) -> finality.Item:
    known = kind if kind in finality.KINDS else "other"
    return finality.Item(key, known, Decimal(awarded) if awarded not in (None, "") else None)
