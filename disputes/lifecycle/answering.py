"""What an answer of a court or an authority must keep to, and when it may be struck, served or appealed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle.filing import ground_of
from disputes.steps import guard


@guard(
    _(
        "Your request to have the award set aside was dismissed on the same ground. The court does not hear it again against the enforcement: choose only other grounds."
    ),
    law="J1-25",
)
def not_dismissed_before(handoff: Any) -> bool:
    return not set(handoff.act.facts.get("grounds") or ()) & handoff.dismissed_grounds()


@guard(_("This answer is not one the court can give on this ground."), law="AL-49, J1-21")
def result_fits_ground(handoff: Any) -> bool:
    result, ground = handoff.act.facts.get("result"), ground_of(handoff)
    if ground is not None and not ground.results:
        return False  # the file of a transferred case is received, not answered
    return result is None or (ground is not None and result in ground.results)


@guard(
    _("The time the order gave is not over: write its last day once it has passed."), law="法释〔2013〕3号-4"
)
def order_was_over(handoff: Any) -> bool:
    """Before the last day to pay has passed nobody disobeyed the order."""
    facts = handoff.act.facts
    if facts.get("result") != "not_obeyed":
        return True
    try:
        return date.fromisoformat(facts.get("obey_by") or "") < timezone.localdate()
    except ValueError:
        return False


@guard(
    _(
        "Your suit ended the employer's time to have the award set aside, which begins anew only with a court's ruling. Take it back at the court once the file is there."
    ),
    law="J1-21",
)
def leaves_the_employer_its_time(handoff: Any) -> bool:
    if handoff.ground != "suit" or not handoff.filed_by.worker or not handoff.rests_on_final_award:
        return True
    if handoff.subject.stage == "set_aside":
        return True  # there is nothing left to ask for
    return not handoff.took_the_employers_time


@guard(
    _(
        "Only a file that came back goes to another court, and only to one that may hear it and is not the same one."
    ),
    law="J1-3, AL-49",
)
def may_hear_it_instead(handoff: Any) -> bool:
    named = handoff.act.facts.get("court")
    return named is None or any(venue.court.pk == named for venue in handoff.other_venues)


@guard(_("The court has not answered."), law="AL-49")
def was_answered(handoff: Any) -> bool:
    return bool(handoff.ruling)


@guard(_("Say what is wrong with the answer written down, and name the paper that shows it."), law="CR-22")
def mistake_is_shown(handoff: Any) -> bool:
    facts = handoff.act.facts
    return not facts or bool(facts.get("reason") and facts.get("proof"))


@guard(
    _(
        "This party has gone there again on the same ground since. Write under the record of the answer what is right instead, and tell the court and the parties."
    ),
    law="CR-22",
)
def not_gone_there_again(handoff: Any) -> bool:
    from disputes.lifecycle.handoff import LIVE, Stage

    again = handoff.siblings_of_any_ground().filter(ground=handoff.ground, filed_by=handoff.filed_by_id)
    return not again.filter(stage__in=[Stage.PROPOSED, *LIVE]).exists()


@guard(_("Nothing waits for a word of the office here."), law="CR-22")
def something_was_left(handoff: Any) -> bool:
    return bool(handoff.left)


@guard(_("The ruling was already served on this party."), law="AL-49")
def not_served_yet(handoff: Any) -> bool:
    return str(handoff.act.facts.get("party", "")) not in handoff.served


@guard(_("The party is not a party of this dispute."), law="AL-22")
def party_of_the_dispute(handoff: Any) -> bool:
    party = handoff.act.facts.get("party")
    return party is None or handoff.dispute.parties.filter(pk=party).exists()


@guard(
    _(
        "Of this party no time to appeal runs on this day: say it of a party whose time runs, and of a day within it. A party speaks for itself alone."
    ),
    law="CPL-171",
)
def appeal_in_time(handoff: Any) -> bool:
    act = handoff.act
    own = {seat.party_id for seat in handoff.dispute.seats_of(act.by)} - {None}
    rows = [row for row in handoff.appeals_open() if not own or row.party_id in own]
    said = act.facts.get("party")
    if said is None:
        return bool(rows)
    day = date.fromisoformat(act.facts.get("handed_in_on") or act.on.isoformat())
    return day <= act.on and any(
        row.party_id == int(said) and row.trigger_on <= day <= row.due_on for row in rows
    )


@guard(_("No letter on a supervision waits to be brought to this court."), law="B9-18")
def letter_waits(handoff: Any) -> bool:
    rows = handoff.dispute.docket.filter(record_type="handoff", record_id=handoff.pk)
    both = rows.filter(step__in=("handoff.tell_of_supervision", "handoff.hand_over_letter")).order_by(
        "-number"
    )
    return bool(both.values_list("step", flat=True).first() == "handoff.tell_of_supervision")


@guard(_("The order stands, and no debtor's time to object runs any more."), law="CPL-227, CPL-228")
def somebody_may_still_object(handoff: Any) -> bool:
    """Before it stands the court decides what is in time; afterwards a debtor may have received it later than the others."""
    from disputes.models import Deadline

    if handoff.stage != "enforceable":
        return True
    rows = Deadline.objects.open().filter(code="handoff.objection", dispute=handoff.dispute.pk)
    return bool(rows.filter(record_type="handoff", record_id=handoff.pk).exists())


@guard(_("Say it of a claim the award decided, and why where the court saw it otherwise."), law="B9-1")
def compares_what_was_decided(handoff: Any) -> bool:
    """Every row names a claim of the award, one of the three views, and a reason unless the views are one."""
    rows, award = handoff.act.facts.get("views"), handoff.subject if handoff.record_type == "award" else None
    if rows is None or award is None:
        return rows is None and award is not None
    decided = {item.claim_id for item in award.items.all()}
    return bool(rows) and all(
        row.get("claim") in decided
        and row.get("view") in ("same", "partly", "differs")
        and (row["view"] == "same" or str(row.get("reason") or "").strip())
        for row in rows
    )
