"""Which committee may hear a case: place of performance before the employer's place (AL-21, CR-8, CR-9).

In labour dispatch the agency and the user firm are joint parties (AL-22); the workplace is where the user firm has
the work done, and each of the two has its own place as employer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from disputes.rules.words import Line, RuleError

Basis = Literal["performance", "seat"]

WORKPLACE = Line("由劳动合同履行地管辖（优先于用人单位所在地）", "the workplace, before the employer's place")
SEVERAL = Line(
    "有多个履行地，由最先受理的仲裁委员会管辖", "several workplaces: the committee that accepted first"
)
UNCLEAR = Line("履行地不明确，由用人单位所在地管辖", "no clear workplace: the employer's place")
ASKED_AT_SEAT = Line(
    "仅向用人单位所在地申请，该地有管辖权", "asked only at the employer's place, which may hear it"
)


@dataclass(frozen=True, slots=True)
class Filing:
    """One committee that has been asked: the district it serves, and when it accepted, if it did."""

    district: str
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Competence:
    """The district whose committee hears the case, on which basis, and every district that could."""

    district: str
    basis: Basis
    open_to: tuple[str, ...]
    reason: Line
    law: tuple[str, ...] = ("AL-21", "CR-8")


@dataclass(frozen=True, slots=True)
class Pointer:
    """The wrong committee refuses nothing: it says why in writing and names the right one (CR-31)."""

    to: Competence
    reason: Line
    law: tuple[str, ...] = ("CR-30", "CR-31")


def competent(
    performance: Sequence[str],
    seat: str | None,
    filings: Sequence[Filing] = (),
    *,
    user_firm_seat: str | None = None,
) -> Competence:
    """The competent district among division codes of the actual workplaces and of the employer's place.

    `seat` is the registration or main office, or for an unregistered employer the investor's or founder's
    place. With several places of performance the committee that accepted first hears the case; with none
    known, the employer's place. A later move of either changes nothing. `user_firm_seat` is given for a
    dispatched worker: `seat` is then the agency's place (AL-22).
    """
    places = list(dict.fromkeys(performance))
    seats = [place for place in (seat, user_firm_seat) if place]
    open_to = tuple(dict.fromkeys([*places, *seats]))
    law = ("AL-21", "AL-22", "CR-8") if user_firm_seat else ("AL-21", "CR-8")
    if not open_to:
        raise RuleError(
            "劳动合同履行地和用人单位所在地均不明", "neither workplace nor employer's place is known"
        )
    asked = {filing.district for filing in filings} & set(open_to)
    basis: Basis = "seat" if not places or (asked and asked.isdisjoint(places)) else "performance"
    if not places:
        district, reason = _first(seats, filings), UNCLEAR
    elif basis == "seat":
        district, reason = _first([place for place in seats if place in asked], filings), ASKED_AT_SEAT
    else:
        district, reason = _first(places, filings), SEVERAL if len(places) > 1 else WORKPLACE
    return Competence(district, basis, open_to, reason, law)


def may_hear(district: str, performance: Sequence[str], seat: str | None) -> bool:
    """Whether that district's committee has jurisdiction at all; if not, point to another (CR-31)."""
    return district in competent(performance, seat).open_to


def pointer(district: str, found: Competence) -> Pointer | None:
    """What the committee of `district` must tell the applicant; None when it may hear the case itself."""
    if district in found.open_to:
        return None
    return Pointer(
        found,
        Line(
            f"本委（{district}）不是劳动合同履行地或者用人单位所在地的仲裁委员会，应向 {found.district} 的仲裁委员会申请；"
            "这不是不予受理",
            f"neither the workplace nor the employer's place is here ({district}): apply to the committee of"
            f" {found.district}; this is no refusal",
        ),
    )


def _first(places: Sequence[str], filings: Sequence[Filing]) -> str:
    """The place whose committee accepted first; before any acceptance, the first one asked, else named."""
    asked = [filing for filing in filings if filing.district in places]
    accepted = [(filing.accepted_on, n, filing) for n, filing in enumerate(asked) if filing.accepted_on]
    if accepted:
        return min(accepted)[2].district
    return asked[0].district if asked else places[0]
