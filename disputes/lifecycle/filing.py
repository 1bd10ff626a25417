"""Who may take a matter to a court or an authority, by when, and what stands in the way (docs/law.md 4.5, 10.4)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.lifecycle.grounds import Ground
from disputes.steps import guard


def ground_of(handoff: Any) -> Ground | None:
    return Ground.all.get(handoff.ground)


@guard(_("No way to court is open to you in this case now."), law="AL-48, AL-49, AL-50")
def some_way_is_open(handoff: Any) -> bool:
    from disputes.models.handoff import openings

    if handoff.ground:
        return True
    return handoff.act.by is not None and bool(openings(handoff.dispute, handoff.act.by))


@guard(_("This record does not open this way to court now."), law="AL-48, AL-49, AL-50, CPL-205")
def rests_on_its_record(handoff: Any) -> bool:
    ground = ground_of(handoff)
    if ground is None:
        return not handoff.ground
    subject = handoff.subject
    return subject is not None and subject.dispute.pk == handoff.dispute.pk and ground.carries(subject)


@guard(
    _("An employer cannot sue on a final award; it may ask the intermediate court to set it aside."),
    law="AL-48, AL-49",
)
def worker_if_final(handoff: Any) -> bool:
    """Once it was set aside or its enforcement refused, either side may sue (AL-49(3), J1-24)."""
    if handoff.ground != "suit" or handoff.filed_by.worker or not handoff.rests_on_final_award:
        return True
    return any(row.code != "award.suit" for row in handoff.windows())


@guard(
    _("Only the employer may ask for a final award to be set aside; a worker may sue on it."),
    law="AL-48, AL-49",
)
def employer_if_set_aside(handoff: Any) -> bool:
    return handoff.ground != "set_aside" or not handoff.filed_by.worker


@guard(_("Only a final award can be set aside; against this one either side may sue."), law="AL-49, AL-50")
def final_if_set_aside(handoff: Any) -> bool:
    return handoff.ground != "set_aside" or handoff.rests_on_final_award


@guard(_("This way is not given to this party."), law="AL-16, AL-29, AL-51, CPL-250")
def given_to_this_party(handoff: Any) -> bool:
    ground = ground_of(handoff)
    by_law = handoff.act.by is None and ground is not None and ground.may == "nobody"
    return by_law or ground is None or ground.open_to(handoff.filed_by, handoff.subject)


@guard(
    _(
        "The committee is not late in the law's sense: the case is being served or passed on, waits for another case, a finding, experts or evidence being collected, or its hearing is set. The court would not take the suit."
    ),
    law="J1-12",
)
def delay_is_not_excused(handoff: Any) -> bool:
    """What the committee's own records show of J1-12(1)-(5); other good cause (6) is for the court to see."""
    return handoff.ground != "direct_suit" or not getattr(handoff.subject, "excuses", None)


@guard(_("The 15 days to sue from receiving the award are over, or have not begun."), law="AL-48, AL-50")
def suit_in_time(handoff: Any) -> bool:
    return handoff.ground != "suit" or handoff.record_type != "award" or handoff.in_time()


@guard(
    _(
        "A mediation statement in effect is not sued on, it is enforced. Only after the court has refused to enforce it may either side sue, within 30 days of receiving that ruling."
    ),
    law="J1-11, J1-24",
)
def statement_not_enforced(handoff: Any) -> bool:
    return handoff.ground != "suit" or handoff.record_type == "award" or handoff.in_time()


@guard(_("The 30 days to ask for the award to be set aside are over, or have not begun."), law="AL-49")
def set_aside_in_time(handoff: Any) -> bool:
    return handoff.ground != "set_aside" or handoff.in_time()


@guard(_("The 30 days to ask for confirmation of the agreement are over, or have not begun."), law="CPL-205")
def confirmation_in_time(handoff: Any) -> bool:
    return handoff.ground != "confirmation" or handoff.in_time()


@guard(_("The two years to apply for enforcement are over, or have not begun."), law="AL-51, CPL-250")
def enforcement_in_time(handoff: Any) -> bool:
    """Of an agreement by instalments the first that is broken is enforced before the last is due."""
    return handoff.ground != "enforcement" or not handoff.is_late()


@guard(
    _("The 60 days to ask for a review of the authority's act are over, or its day was not said."),
    law="行政复议法-20",
)
def review_in_time(handoff: Any) -> bool:
    ground = ground_of(handoff)
    return ground is None or ground.timely(handoff.act)


@guard(
    _("The worker has sued on this award; the court will not hear a request to set it aside."), law="J1-21"
)
def no_suit_of_the_worker(handoff: Any) -> bool:
    """Of several workers the award binds those who have not sued, and may be set aside against them (J1-17)."""
    return handoff.ground != "set_aside" or not handoff.every_worker_sues


@guard(_("The matter is before the court already."), law="J1-4")
def not_there_already(handoff: Any) -> bool:
    """Each party goes for itself, several workers or employers of one award each once; what both ask, or the law itself
    sends on, goes once. An instalment that was enforced leaves the next one of the agreement.
    """
    if not handoff.ground:
        return True
    same = handoff.siblings(handoff.ground)
    ground = ground_of(handoff)
    if ground is not None and ground.may != "both" and ground.may != "nobody":
        same = same.filter(filed_by=handoff.filed_by)
    if handoff.record_type in ("mediation", "agreementreview"):
        same = same.exclude(stage="enforced")
    return not same.exists()


@guard(
    _(
        "The court has refused to enforce this for you. Instead either side may sue, within 30 days of receiving that ruling."
    ),
    law="J1-24",
)
def not_refused_enforcement(handoff: Any) -> bool:
    """Of an agreement it is a court's own ruling or order that is enforced: J1-24 is not about it."""
    if handoff.ground != "enforcement" or handoff.record_type == "mediation":
        return True
    refused = handoff.siblings_of_any_ground().filter(ground="enforcement", stage="refused")
    return not refused.filter(filed_by=handoff.filed_by).exists()


@guard(
    _("An arbitration review of this agreement is running or has made it a mediation statement."),
    law="CR-74, CPL-205",
)
def not_under_review(handoff: Any) -> bool:
    return handoff.ground != "confirmation" or not handoff.reviewed()


@guard(_("The register knows no court that hears this."), law="J1-3, AL-49")
def court_is_known(handoff: Any) -> bool:
    ground = ground_of(handoff)
    return ground is None or (handoff.office_id is not None and handoff.office.kind == ground.court)


LAWFUL_TO_FILE = [
    some_way_is_open, rests_on_its_record, worker_if_final, employer_if_set_aside, final_if_set_aside,
    given_to_this_party, delay_is_not_excused, suit_in_time, statement_not_enforced, set_aside_in_time, confirmation_in_time, enforcement_in_time, review_in_time,
    no_suit_of_the_worker, not_there_already, not_refused_enforcement, not_under_review, court_is_known,
]  # fmt: skip
