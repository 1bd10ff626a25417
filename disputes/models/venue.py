"""Which court hears it, and why that one (AL-49, J1-3, CPL-22, CPL-205, CPL-235; docs/law.md 3.3, 4.5).

CPL-22 for orders to pay and CPL-235 for enforcement are RECALLED; the filing party may name another competent court.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
    "user_firm": (
        _("The firm for which a dispatched worker works has its seat in its district."),
        "J1-3, AL-22",
    ),
    "committee": (_("It is the intermediate court at the committee's seat."), "AL-49"),
    "organisation": (_("The mediation organisation has its seat in its district."), "CPL-205"),
    "home": (_("A party has its home in its district."), "CPL-205"),
    "debtor": (_("The employer, who is to pay, has its seat in its district."), "CPL-22, CPL-225"),
    "assets": (_("Who is to pay has its seat in its district."), "CPL-235"),
    "ruled": (_("It gave the ruling that is to be enforced."), "CPL-235"),
    "inspection": (_("The work is done in its district."), "劳动保障监察条例-13"),
    "police": (_("It is the police of the inspection's district."), "劳动保障监察条例-18"),
    "review": (_("It reviews the acts of the departments of its own government."), "行政复议法-24"),
    "transfer": (_("It may hear the case; the committee that had it transferred it."), "CR-9"),
    "office": (_("Neither place is known; it is the court of the office's own district."), "J1-3"),
}
NEAR = _(
    "The register has no court or authority of this very district: it is the first of the same city. Another one of the city may be competent."
)
SHARED = _(
    "Several courts share this city by town and street. The town is not known here, or its court is not certain: choose the one of the place."
)
WHY |= {f"{code}_city": (NEAR, law) for code, (_why, law) in WHY.items()} | {
    f"{code}_town": (SHARED, law) for code, (_why, law) in WHY.items()
}


@dataclass(frozen=True)
class Venue:
    """A competent court; `code` is the reason in `WHY`."""

    court: Office
    code: str

    @property
    def undecided(self) -> bool:
        """One of several that share the city: a person says which."""
        return self.code.endswith("_town")

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

    def named(self, kind: str, place: str, code: str, address: Callable[[], str] = str) -> list[Named]:
        """That court and the reason; where it is only the first of the city, that is said instead.

        Where several share one division by town, the one whose town the address names; else all, for a person to choose.
        """
        shared = [c for c in self.rows if c.kind == kind and place and c.division == place]
        if len(shared) > 1:
            said = address()
            own = [court for court in shared if lies_in(said, court.settings.get("towns", ()))]
            return [(own[0], code)] if len(own) == 1 else [(court, f"{code}_town") for court in shared]
        court = self.of(kind, place)
        return [(court, code if court is None or court.division == place else f"{code}_city")]


def lies_in(address: str, towns: Iterable[str]) -> bool:
    """Whether the address names one of the towns: `大朗镇`, `南城区`, or the name right after that of the city."""
    stems = [re.sub("(街道|镇)$", "", town) for town in towns]
    return any(re.search(f"{stem}(镇|街道|区)|市{stem}(?!路|大道|大街)", address) for stem in stems)


def courts_of(dispute: Any, offices: Iterable[Office]) -> Courts:
    places = [office.division for office in offices]
    return Courts([*places, *dispute.workplaces, dispute.employer_seat, dispute.user_firm_seat])


def venues(ground: Ground, subject: Any, courts: Courts) -> list[Venue]:
    """Every competent court that the register knows, the usual one first; empty where it knows none."""
    found = dict[int, Venue]()
    for court, code in _named(ground, subject, courts):
        if court is not None:
            found.setdefault(court.pk, Venue(court, code))
    return list(found.values())


@dataclass(frozen=True)
class Places:
    """Where the work is done, where the employer sits, where the office is; and whose courts that makes."""

    office: Office
    dispute: Any
    courts: Courts

    def of_the_office(self, code: str) -> list[Named]:
        own = self.office.court if self.office.court and self.office.court.kind == BASIC else None
        if own and own.division != self.office.division:
            return [(own, code)]
        found = self.courts.named(BASIC, self.office.division, code, lambda: self.office.address)
        return found if len(found) > 1 or own is None else [(own, code)]

    def of_the_employer(self, code: str) -> list[Named]:
        return self.courts.named(
            BASIC, self.dispute.employer_seat, code, lambda: self.dispute.employer_address
        )

    def of_the_debtor(self, code: str) -> list[Named]:
        found = self.of_the_employer(code)
        return found if found[0][0] else self.of_the_office("office")

    def of_the_work(self) -> Iterator[Named]:
        for place in self.dispute.workplaces:
            where = self.dispute.workplace_address if place == self.dispute.workplace else ""
            yield from self.courts.named(BASIC, place, "workplace", where.strip)
        employer = self.of_the_employer("employer")
        yield from employer
        if (
            self.dispute.user_firm_seat
        ):  # a joint party beside the agency, an employer's place as for the committee (AL-21)
            yield from self.courts.named(BASIC, self.dispute.user_firm_seat, "user_firm")
        if not self.dispute.workplaces and employer[0][0] is None:
            yield from self.of_the_office("office")


def _named(ground: Ground, subject: Any, courts: Courts) -> Iterator[Named]:
    office, dispute = subject.office, subject.dispute
    places = Places(office, dispute, courts)
    match ground.venue:
        case "work":
            yield from places.of_the_work()
        case "committee":
            yield _above(office, courts), "committee"
        case "organisation":
            yield from places.of_the_office("organisation")
            yield from places.of_the_employer("home")
        case "debtor":
            yield from places.of_the_debtor("debtor")
        case "assets":
            yield getattr(subject, "ruled_by", None), "ruled"
            yield from places.of_the_debtor("assets")
        case _:
            yield from _authority(ground.venue, office, dispute, courts)


def _above(office: Office, courts: Courts) -> Office | None:
    """The intermediate court at the committee's seat."""
    own = office.court
    if own and own.kind == INTERMEDIATE:
        return own
    own = own if own and own.kind == BASIC else courts.of(BASIC, office.division)
    return own.court if own and own.court else courts.of(INTERMEDIATE, office.division)


def _authority(rule: str, office: Office, dispute: Any, courts: Courts) -> Iterator[Named]:
    match rule:
        case "inspection":
            for place in dispute.workplaces or [office.division]:
                yield from courts.named(INSPECTION, place, rule)
        case "police":
            yield from courts.named(POLICE, office.division, rule)
        case "review":
            for place in dict.fromkeys([*dispute.workplaces, dispute.employer_seat or office.division]):
                yield from courts.named(REVIEW, place, rule)
