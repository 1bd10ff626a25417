"""When a hearing may be held by video (CPL-16 by analogy, RECALLED: only with the consent of every party)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from disputes.models import DocketEntry
from disputes.steps import guard


@guard(_("Every party has to agree to a hearing by video; ask those who have not."), law="CPL-16")
def everybody_agrees_online(arbitration: Any) -> bool:
    """In a collective case whoever speaks for the workers agrees for all, unless one of them says no (CR-63)."""
    said, dispute = arbitration.online_consents, arbitration.dispute
    words = [(party.worker, said.get(str(party.pk))) for party in dispute.parties.all()]
    workers = [word for worker, word in words if worker]
    if not dispute.collective:
        return all(word == "yes" for _worker, word in words)
    others = all(word == "yes" for worker, word in words if not worker)
    return others and "no" not in workers and (not workers or "yes" in workers)


@guard(_("Give the address of the video meeting; it has to begin with https://."), law="CPL-16")
def link_is_safe(arbitration: Any) -> bool:
    link = arbitration.act.facts.get("link")
    if link is None:
        return True
    parts = urlsplit(str(link).strip())
    return parts.scheme == "https" and bool(parts.netloc) and "@" not in parts.netloc


@guard(_("The hearing is held in its room; only one by video can be brought back there."), law="CPL-16")
def is_online(arbitration: Any) -> bool:
    hearing = arbitration.hearing if arbitration.pk else None
    return hearing is not None and hearing.online


@guard(
    _("Check who takes part by video and record it first: every party that has come."), law="CPL-16, CR-41"
)
def identities_checked(arbitration: Any) -> bool:
    return _recognised(arbitration, "AB")


@guard(_("Check who takes part by video and record it first: the applicant's side."), law="CPL-16, CR-41")
def identity_of_the_applicant_checked(arbitration: Any) -> bool:
    """Where the respondent stayed away, whoever has come is recognised all the same."""
    return _recognised(arbitration, "A")


@guard(_("Check who takes part by video and record it first: the respondent's side."), law="CPL-16, CR-41")
def identity_of_the_respondent_checked(arbitration: Any) -> bool:
    return _recognised(arbitration, "B")


def _recognised(arbitration: Any, sides: str) -> bool:
    """Somebody of each of these sides, on the day or when it is held later; of several on a side not all need come."""
    hearing = arbitration.hearing if arbitration.pk else None
    if hearing is None or not hearing.online:
        return True
    rows = DocketEntry.objects.filter(
        dispute=arbitration.dispute.pk, step="arbitration.check_identity", record_id=arbitration.pk,
        on__gte=hearing.day,
    )  # fmt: skip
    seen = {str(one["party"]) for row in rows for one in row.facts["people"] if one["proved"]}
    return set(sides) <= {party.side for party in arbitration.dispute.parties.all() if str(party.pk) in seen}


@guard(_("Name parties of this case, each once, and how each was recognised."), law="CR-41")
def people_are_of_the_case(arbitration: Any) -> bool:
    people = arbitration.act.facts.get("people")
    if not people:
        return people is None
    named = [str(one["party"]) for one in people]
    known = {str(party.pk) for party in arbitration.dispute.parties.all()}
    told = all(str(one.get("how", "")).strip() for one in people)
    return told and len(set(named)) == len(named) and set(named) <= known
