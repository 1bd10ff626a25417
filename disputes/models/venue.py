"""Which court hears it, and why that one (AL-49, J1-3, CPL-22, CPL-205, CPL-235; docs/law.md 3.3, 4.5).

CPL-22 for orders to pay and CPL-235 for enforcement are RECALLED; the filing party may name another competent court.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.models.offices import Office

if TYPE_CHECKING:
    from disputes.lifecycle.grounds import Ground

BASIC, INTERMEDIATE = Office.Kind.BASIC_COURT, Office.Kind.INTERMEDIATE_COURT
INSPECTION, POLICE, REVIEW = Office.Kind.INSPECTION, Office.Kind.POLICE, Office.Kind.REVIEW
HEARING = (BASIC, INTERMEDIATE, INSPECTION, POLICE, REVIEW)

WHY = {
    "workplace": (_("The work is done in its district."), "J1-3"),
    "employer": (_("The employer has its seat in its district."), "J1-3"),
    "committee": (_("It is the intermediate court at the committee's seat."), "AL-49"),
    "organisation": (_("The mediation organisation has its seat in its district."), "CPL-205"),
    "home": (_("A party has its home in its district."), "CPL-205"),
    "debtor": (_("The employer, who is to pay, has its seat in its district."), "CPL-22, CPL-225"),
    "assets": (_("Who is to pay has its seat in its district."), "CPL-235"),
    "ruled": (_("It gave the ruling that is to be enforced."), "CPL-235"),
    "inspection": (_("The work is done in its district."), "劳动保障监察条例-13"),
    "police": (_("It is the police of the inspection's district."), "劳动保障监察条例-18"),
    "review": (_("It reviews the acts of the departments of its own government."), "行政复议法-24"),
    "office": (_("Neither place is known; it is the court of the office's own district."), "J1-3"),
}
NEAR = _(
    "The register has no court or authority of this very district: it is the first of the same city. Another one of the city may be competent."
)
WHY |= {f"{code}_city": (NEAR, law) for code, (_why, law) in WHY.items()}


@dataclass(frozen=True)
class Venue:
    """A competent court; `code` is the reason in `WHY`."""

    court: Office
    code: str

    @property
    def why(self) -> Any:
        return WHY[self.code][0]

    @property
    def law(self) -> str:
        return WHY[self.code][1]


Named = tuple[Office | None, str]  # the court, if the register knows one, and why it is that one


class Courts:
    """The courts of the cities a dispute has to do with, read once."""

    def __init__(self, places: Iterable[str]) -> None:
        cities = {place[:4] for place in places if place}
        near = Q()
        for city in cities:
            near |= Q(division__startswith=city)
        rows = Office.objects.filter(near, kind__in=HEARING) if cities else Office.objects.none()
        self.rows = list(rows.select_related("court").order_by("division", "pk"))

    def of(self, kind: str, place: str) -> Office | None:
        """The court of the same division, else the first of the same city."""
        courts = [c for c in self.rows if c.kind == kind and place and c.division[:4] == place[:4]]
        return next((c for c in courts if c.division == place), next(iter(courts), None))

    def named(self, kind: str, place: str, code: str) -> Named:
        """That court and the reason; where it is only the first of the city, that is said instead."""
        court = self.of(kind, place)
        return court, code if court is None or court.division == place else f"{code}_city"


def courts_of(dispute: Any, offices: Iterable[Office]) -> Courts:
    places = [office.division for office in offices]
    return Courts([*places, *dispute.workplaces, dispute.employer_seat])


def venues(ground: Ground, subject: Any, courts: Courts) -> list[Venue]:
    """Every competent court that the register knows, the usual one first; empty where it knows none."""
    found = dict[int, Venue]()
    for court, code in _named(ground, subject, courts):
        if court is not None:
            found.setdefault(court.pk, Venue(court, code))
    return list(found.values())


def _named(ground: Ground, subject: Any, courts: Courts) -> Iterator[Named]:
    office, dispute = subject.office, subject.dispute
    own = office.court if office.court and office.court.kind == BASIC else None

    def of_the_office(code: str) -> Named:
        return (own, code) if own else courts.named(BASIC, office.division, code)

    def of_the_employer(code: str) -> Named:
        return courts.named(BASIC, dispute.employer_seat, code)

    def of_the_debtor(code: str) -> Named:
        return of_the_employer(code) if of_the_employer(code)[0] else of_the_office("office")

    match ground.venue:
        case "work":
            works = [courts.named(BASIC, place, "workplace") for place in dispute.workplaces]
            yield from works
            yield of_the_employer("employer")
            if not works and of_the_employer("employer")[0] is None:
                yield of_the_office("office")
        case "committee":
            yield _above(office, of_the_office("office")[0], courts), "committee"
        case "organisation":
            yield of_the_office("organisation")
            yield of_the_employer("home")
        case "debtor":
            yield of_the_debtor("debtor")
        case "assets":
            yield getattr(subject, "ruled_by", None), "ruled"
            yield of_the_debtor("assets")
        case _:
            yield from _authority(ground.venue, office, dispute, courts)


def _above(office: Office, own: Office | None, courts: Courts) -> Office | None:
    """The intermediate court at the committee's seat."""
    if office.court and office.court.kind == INTERMEDIATE:
        return office.court
    return own.court if own and own.court else courts.of(INTERMEDIATE, office.division)


def _authority(rule: str, office: Office, dispute: Any, courts: Courts) -> Iterator[Named]:
    match rule:
        case "inspection":
            for place in dispute.workplaces or [office.division]:
                yield courts.named(INSPECTION, place, rule)
        case "police":
            yield courts.named(POLICE, office.division, rule)
        case "review":
            for place in dict.fromkeys([*dispute.workplaces, dispute.employer_seat or office.division]):
                yield courts.named(REVIEW, place, rule)
