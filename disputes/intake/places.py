"""Where a worker works, and which offices may help there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from disputes.guangdong import city_of, divisions
from disputes.models import Office
from disputes.rules import jurisdiction
from disputes.rules.words import Line

PROVINCE = "440000"
SUGGESTED = 4
REASONS = {
    "district": Line("就在工作地所在的区、县", "in the district of the workplace"),
    "city": Line("在工作地所在的市", "in the city of the workplace"),
    "province": Line("面向全省", "open to the whole province"),
}
ANOTHER_WORKPLACE = Line("另一个劳动合同履行地，也有管辖权", "another workplace, which also has jurisdiction")
OTHER_SEAT = Line("用人单位所在地，也有管辖权", "the employer's place, which also has jurisdiction")


@dataclass(frozen=True)
class Suggestion:
    """An office that may help, why it, and under which articles."""

    office: Office
    reason: Line
    law: tuple[str, ...]


def district_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Cities with their districts, for a grouped list; a city without districts is its own."""
    names = divisions()
    cities = [code for code in names if code.endswith("00") and code != PROVINCE]
    return [
        (
            names[city],
            [(c, names[c]) for c in names if city_of(c) == city and c != city] or [(city, names[city])],
        )
        for city in cities
    ]


def committees(
    workplace: str, seat: str = "", *, more: Sequence[str] = (), user_firm: str = ""
) -> list[Suggestion]:
    """The competent committee first, then the others that have jurisdiction (AL-21, CR-8).

    `more` are further workplaces; `user_firm` is where the firm is that has a dispatched worker's work done (AL-22).
    """
    worked = [place for place in dict.fromkeys([workplace, *more]) if place]
    found = jurisdiction.competent(worked, seat or None, user_firm_seat=user_firm or None)
    order = [found.district, *(district for district in found.open_to if district != found.district)]
    offices = _by_division("committee", order)
    reasons = {found.district: found.reason} | dict.fromkeys(worked[1:], ANOTHER_WORKPLACE)
    suggested: dict[int, Suggestion] = {}
    for district in order:
        if office := offices.get(district) or offices.get(city_of(district)):
            one = Suggestion(office, reasons.get(district, OTHER_SEAT), found.law)
            suggested.setdefault(office.pk, one)
    return list(suggested.values())


def committee_of(district: str) -> Office | None:
    """The committee of the district, else of its city."""
    offices = _by_division("committee", [district])
    return offices.get(district) or offices.get(city_of(district))


def organisations(workplace: str) -> list[Suggestion]:
    """Mediation organisations near the workplace, nearest first (AL-10)."""
    offices = Office.objects.filter(kind="mediation", division__in=[workplace, city_of(workplace), PROVINCE])
    near = sorted(offices, key=lambda office: (_distance(office, workplace), office.pk))
    steps = ("district", "city", "province")
    return [
        Suggestion(o, REASONS[steps[_distance(o, workplace)]], ("AL-5", "AL-10")) for o in near[:SUGGESTED]
    ]


def _distance(office: Office, workplace: str) -> int:
    return 0 if office.division == workplace else 1 if office.division == city_of(workplace) else 2


def _by_division(kind: str, districts: Sequence[str]) -> dict[str, Office]:
    wanted = {*districts, *(city_of(district) for district in districts)}
    return {office.division: office for office in Office.objects.filter(kind=kind, division__in=wanted)}
