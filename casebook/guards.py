"""Who may work on a typical case, and what must be true before anybody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from disputes.models import DocketEntry, Engagement
from disputes.steps import Actor, guard

if TYPE_CHECKING:
    from disputes.models import User

EDITORIAL = ("typicalcase.edit", "typicalcase.decide", "typicalcase.hide", "typicalcase.submit")


def at_the_desk(*roles: str) -> Actor:
    """Somebody with this post at the case's office; a case of no office is every desk's."""

    def actor(case: Any, user: User | None) -> bool:
        offices = user.offices(*roles) if user is not None else []
        return bool(offices) and (case.office_id is None or case.office_id in offices)

    actor.__name__ = "_or_".join(roles)
    return actor


WAYS = ("mediation", "arbitration")


def source_of(case: Any) -> Any:
    """The dispute it comes from. A case page asks about a case that does not exist yet: then its own dispute."""
    return case.source_dispute or (case.dispute if case.pk is None else None)


def handled(case: Any, user: User | None) -> bool:
    """Mediator or presiding arbitrator of the dispute, or director or lead of an office that handled it."""
    source = source_of(case)
    if user is None or source is None:
        return False
    if source.is_seated(user, "mediator", "presiding"):
        return True
    offices = user.offices("director", "lead")
    return bool(offices) and Engagement.objects.filter(dispute=source, office__in=offices).exists()


@guard(_("This dispute has not ended: a mediation, a case or an award of it is under way."), law="CR-21")
def has_ended(case: Any) -> bool:
    """Something was heard or mediated and nothing of it waits: a paper that was served has ended nothing."""
    ways = [record for record in source_of(case).records() if record._meta.app_label in WAYS]
    return bool(ways) and all(record.ended for record in ways)


@guard(_("This dispute has been proposed already."))
def not_proposed_yet(case: Any) -> bool:
    return not type(case).objects.filter(source_dispute=source_of(case)).exclude(pk=case.pk).exists()


@guard(_("The text contains an identity number, a telephone number or another identifier."), law="CC-1034")
def bears_no_identifier(case: Any) -> bool:
    from casebook.leaks import identifiers

    words = case.act.facts.get("words")
    return not words or not identifiers("\n".join(words.values()))


@guard(
    _("Somebody else has saved this text in the meantime. Read both versions, then save yours or leave it.")
)
def not_overtaken(case: Any) -> bool:
    return case.act.facts.get("seen") in (None, "", case.stamp)


@guard(_("Give a title, the facts and how the case ended."))
def is_complete(case: Any) -> bool:
    return bool(case.title and case.facts and case.result)


@guard(_("Suspects are still open: hide or keep each of them."), law="CC-1034")
def all_decided(case: Any) -> bool:
    return not case.undecided


@guard(_("The text still shows who somebody is; see the list of leaks on the editing page."), law="CC-1034")
def no_leak(case: Any) -> bool:
    from casebook.leaks import hits, hits_in_file

    return not hits(case) and not hits_in_file(case)


@guard(_("This leak has been told already."))
def no_leak_told(case: Any) -> bool:
    return not case.dispute.tasks.open().exists()


@guard(_("No leak has been told."))
def leak_told(case: Any) -> bool:
    return bool(case.dispute.tasks.open().exists())


@guard(
    _(
        "Fewer than five disputes of the register look like this one: return it, and say less exactly what the page proposes. Only where no proposal brings it to five, please give the reason why it is published all the same."
    ),
    law="CC-1034",
)
def in_a_crowd(case: Any) -> bool:
    from casebook.anonymity import crowd

    despite = case.act.facts.get("despite")
    if despite is None:  # asked by a page
        return True
    found = crowd(case)
    return found is None or found.enough or (bool(str(despite).strip()) and not found.can_be_enough)


@guard(_("Say why this may stay."))
def gives_reason_to_keep(case: Any) -> bool:
    facts = case.act.facts
    return facts.get("decision") != "keep" or bool(str(facts.get("why", "")).strip())


@guard(_("A second person has to release it: you have worked on this text."), law="CC-1034")
def second_person(case: Any) -> bool:
    mine = DocketEntry.objects.filter(dispute=case.dispute_id, by=case.act.by, step__in=EDITORIAL)
    return case.act.by is None or not mine.exists()
