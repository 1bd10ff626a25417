"""Who of the organisation's mediators suits a case, and why: shown when one is named; a person chooses (MR-25)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from disputes.guangdong import divisions
from disputes.models import Claim, Party, User
from mediation import results
from mediation.lifecycle.stages import Stage
from mediation.models import Leave, Mediation, MediatorProfile
from mediation.models.roster import USUAL


@dataclass(frozen=True)
class Wanted:
    """What a dispute asks of its mediator: whom to be far from, and what to know and speak."""

    names: set[str]
    kinds: set[str]
    languages: set[str]
    district: str

    @classmethod
    def of(cls, dispute: Any) -> Wanted:
        parties = dispute.parties.all()
        return cls(
            names={party.name for party in parties},
            kinds={claim.kind for claim in dispute.claims.all()},
            languages={party.speaks for party in parties if party.speaks},
            district=dispute.workplace or dispute.employer_seat,
        )


@dataclass
class Candidate:
    """One mediator: what speaks for naming them, and what bars it. `load` are their open cases."""

    user: User
    load: int = 0
    capacity: int = USUAL
    suits: list[str] = field(default_factory=list)
    bars: list[str] = field(default_factory=list)

    @property
    def rank(self) -> tuple[bool, float, str]:
        """Best first: not barred, then a speciality counts as much as a quarter of a full load."""
        return bool(self.bars), self.load / self.capacity - len(self.suits) / 4, str(self.user)

    @property
    def is_full(self) -> bool:
        return self.load >= self.capacity


def candidates(mediation: Any, on: date | None = None) -> list[Candidate]:
    """Every mediator of the organisation, best first. Six queries, however many."""
    day = on or timezone.localdate()
    posts = mediation.office.posts.current().filter(role="mediator")
    found = {user.pk: Candidate(user) for user in User.objects.filter(pk__in=posts.values("user"))}
    running = Mediation.objects.filter(stage__in=(Stage.IN_MEDIATION, Stage.AGREED), mediator__in=found)
    for key, load in running.values_list("mediator").annotate(Count("pk")):
        found[key].load = load
    profiles = MediatorProfile.objects.filter(office=mediation.office_id, user__in=found)
    away = {one.profile_id: one for one in Leave.objects.on(day).filter(profile__in=profiles)}
    wanted = Wanted.of(mediation.dispute)
    for profile in profiles:
        _tell(found[profile.user_id], profile, away.get(profile.pk), wanted)
    done, asked = results.of_mediators([mediation.office_id], day), mediation.office.settings.get("gold")
    for key, one in found.items():
        if done.get(key, results.Results()).is_gold(asked):
            one.suits.append(_("gold-medal mediator"))
        load = _("%(load)d of %(capacity)d open cases") % {"load": one.load, "capacity": one.capacity}
        one.suits.append(load) if not one.is_full else one.suits.append(load + _(": full"))
    return sorted(found.values(), key=lambda one: one.rank)


def _tell(one: Candidate, profile: MediatorProfile, leave: Leave | None, wanted: Wanted) -> None:
    one.capacity = profile.capacity
    kinds, languages = dict(Claim.Kind.choices), dict(Party.Language.choices)
    one.suits += [
        _("knows: %(kind)s") % {"kind": kinds[kind]} for kind in profile.specialities if kind in wanted.kinds
    ]
    one.suits += [
        _("speaks %(language)s") % {"language": languages[name]}
        for name in profile.languages
        if name in wanted.languages
    ]
    for code in {wanted.district, wanted.district[:4] + "00"} & set(profile.districts):
        one.suits.append(_("knows the district: %(district)s") % {"district": divisions()[code]})
    if leave is not None:
        one.bars.append(_("away until %(day)s") % {"day": date_format(leave.until, "DATE_FORMAT")})
    if close_to(profile, wanted.names):
        one.bars.append(_("declared a conflict of interest with a party"))


def close_to(profile: MediatorProfile, names: set[str]) -> bool:
    """Whether the mediator declared to be close to one of these, however it is spaced."""
    plain = {"".join(name.split()) for name in names}
    return any("".join(str(name).split()) in plain for name in profile.conflicts)
