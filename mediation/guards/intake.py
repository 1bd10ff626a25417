"""What an application asks for, and who may mediate it, in words a party can read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import has_both_sides, has_claims
from disputes.models import DocketEntry
from disputes.steps import guard
from mediation.guards.actors import opener, voice

if TYPE_CHECKING:
    from disputes.models import User


@guard(_("Name at least one applicant and one respondent."), law="AL-12, MR-21")
def names_both_sides(mediation: Any) -> bool:
    return has_both_sides(mediation.dispute)


@guard(_("State at least one claim."), law="AL-12, MR-21")
def states_claims(mediation: Any) -> bool:
    return has_claims(mediation.dispute)


@guard(_("Tell the facts and the reasons."), law="AL-12, MR-21")
def tells_facts(mediation: Any) -> bool:
    return bool(mediation.dispute.facts_text.strip())


@guard(_("The dispute is closed, or it is another person's draft."), law="AL-12")
def dispute_is_live(mediation: Any) -> bool:
    return mediation.dispute.stage == "open" or opener(mediation, mediation.act.by)


@guard(_("This office does not mediate."), law="AL-10")
def office_mediates(mediation: Any) -> bool:
    return mediation.office_id is None or mediation.office.kind == "mediation"


@guard(_("A mediation of this dispute is running already."), law="MR-29")
def nothing_running(mediation: Any) -> bool:
    others = type(mediation)._default_manager.filter(dispute=mediation.dispute).exclude(pk=mediation.pk)
    return all(other.ended for other in others)


@guard(_("The other side has not agreed to mediate."), law="MR-22")
def both_agree(mediation: Any) -> bool:
    return mediation.answer == "agrees"


@guard(_("The other side has answered already."), law="MR-22")
def not_answered(mediation: Any) -> bool:
    return not mediation.answer and voice(mediation) not in consented(mediation)


def consented(mediation: Any) -> set[str]:
    """Of several respondents, those that have agreed to mediate (MR-22); one alone gives the answer itself."""
    if len(mediation.voices) <= 2:
        return set()
    rows = DocketEntry.objects.filter(dispute=mediation.dispute.pk, step="mediation.consent")
    agreed = set(rows.filter(record_id=mediation.pk).values_list("party", flat=True))
    return {voice for voice, party in mediation.voices.items() if party.pk in agreed}


@guard(_("The matter is no labour or personnel dispute."), law="AL-2, CR-2")
def in_scope(mediation: Any) -> bool:
    return mediation.dispute.category in dict(type(mediation.dispute).Category.choices)


@guard(_("Another mediator has this case already."), law="MR-25")
def nobody_has_it(mediation: Any) -> bool:
    return mediation.mediator_id is None


@guard(_("A party or representative of this case cannot mediate it."), law="MR-25, AL-3")
def taker_is_neutral(mediation: Any) -> bool:
    return _neutral(mediation, mediation.act.by)


@guard(_("The person named is a party or representative of this case."), law="MR-25, AL-3")
def named_is_neutral(mediation: Any) -> bool:
    return _neutral(mediation, mediation.act.facts.get("mediator"))


def _neutral(mediation: Any, user: User | None) -> bool:
    return user is None or not mediation.dispute.partial([user])


@guard(_("Only a mediator of this organisation can be named."), law="MR-25")
def named_is_ours(mediation: Any) -> bool:
    user = mediation.act.facts.get("mediator")
    return user is None or mediation.office_id in user.offices("mediator")


def _entry(mediation: Any, user: User | None) -> Any:
    """The entry of that person in the organisation's roster, or None."""
    from mediation.models import MediatorProfile

    return user and MediatorProfile.objects.filter(user=user.pk, office=mediation.office_id).first()


@guard(_("The person named is away on that day."), law="MR-25")
def named_is_there(mediation: Any) -> bool:
    entry = _entry(mediation, mediation.act.facts.get("mediator"))
    return entry is None or not entry.leaves.on(mediation.act.on).exists()


@guard(_("The mediator declared a conflict of interest with a party of this case."), law="MR-25, AL-3")
def named_has_no_conflict(mediation: Any) -> bool:
    return _free_of_conflict(mediation, mediation.act.facts.get("mediator"))


@guard(_("You declared a conflict of interest with a party of this case."), law="MR-25, AL-3")
def taker_has_no_conflict(mediation: Any) -> bool:
    return _free_of_conflict(mediation, mediation.act.by)


def _free_of_conflict(mediation: Any, user: User | None) -> bool:
    from mediation.roster import close_to

    entry = _entry(mediation, user)
    return entry is None or not close_to(entry, {party.name for party in mediation.dispute.parties.all()})


@guard(_("This person mediates the case already."), law="MR-25")
def somebody_else(mediation: Any) -> bool:
    user = mediation.act.facts.get("mediator")
    return user is None or user.pk != mediation.mediator_id
