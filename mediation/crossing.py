"""What of a mediation that came to no agreement crosses to arbitration: facts all released, papers their side chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.utils import timezone

from disputes.access import Audience
from disputes.acts import perform, sequel
from disputes.models import Paper
from mediation.lifecycle.stages import ONWARD
from mediation.models import ChosenPaper, Fact
from mediation.sequels import side_of
from mediation.voices import voice_of

if TYPE_CHECKING:
    from disputes.models import DocketEntry, User

ENDS = ("mediation.give_up", "mediation.fail_by_time", "mediation.withdraw", "mediation.record_breach")


@sequel("mediation.state_fact")
def list_the_fact(entry: DocketEntry) -> None:
    facts = Fact.objects.filter(mediation=entry.record_id)
    voice = voice_of(entry.record, entry.by)
    Fact.objects.create(
        mediation=entry.record, number=facts.count() + 1, by=cast("User", entry.by), side=side_of(entry), stated_on=entry.on,
        text=str(entry.facts["wording"]).strip(), confirmed={voice: entry.on.isoformat()} if voice else {},
    )  # fmt: skip


@sequel("mediation.confirm_fact")
def note_the_confirmation(entry: DocketEntry) -> None:
    fact = Fact.objects.get(mediation=entry.record_id, number=entry.facts["fact"])
    fact.confirmed = {**fact.confirmed, voice_of(entry.record, entry.by): entry.on.isoformat()}
    fact.save(update_fields=["confirmed"])


@sequel("mediation.withdraw_fact")
def strike_the_fact(entry: DocketEntry) -> None:
    Fact.objects.filter(mediation=entry.record_id, number=entry.facts["fact"]).update(withdrawn=True)


@sequel("mediation.release_facts", "mediation.hold_facts")
def note_who_lets_them_go(entry: DocketEntry) -> None:
    voice = voice_of(entry.record, entry.by)
    for fact in Fact.objects.filter(mediation=entry.record_id, number__in=entry.facts["facts"]):
        released = {key: day for key, day in fact.released.items() if key != voice}
        if entry.step == "mediation.release_facts":
            released[voice] = entry.on.isoformat()
        fact.released = released
        fact.save(update_fields=["released"])


@sequel("mediation.choose_papers")
def note_the_choice(entry: DocketEntry) -> None:
    voice = voice_of(entry.record, entry.by)
    ChosenPaper.objects.filter(mediation=entry.record_id, voice=voice).waiting().delete()
    for paper in Paper.objects.filter(dispute=entry.dispute_id, ref__in=entry.facts.get("papers", [])):
        ChosenPaper.objects.create(
            mediation=entry.record, voice=voice, by=cast("User", entry.by), paper=paper
        )


@sequel(*ENDS, "mediation.release_facts")
def let_facts_cross(entry: DocketEntry) -> None:
    if entry.record.stage not in ONWARD:
        return
    rows = Fact.objects.standing().filter(mediation=entry.record_id, crossed_on=None)
    ready = [fact.number for fact in rows.select_related("mediation__dispute") if fact.is_released]
    if ready:
        perform(entry.record, "cross_facts", on=entry.on, facts=ready)


@sequel("mediation.cross_facts")
def note_that_they_crossed(entry: DocketEntry) -> None:
    Fact.objects.filter(mediation=entry.record_id, number__in=entry.facts["facts"]).update(
        crossed_on=entry.on
    )


@sequel(*ENDS, "mediation.choose_papers")
def carry_what_was_chosen(entry: DocketEntry) -> None:
    if entry.record.stage not in ONWARD:
        return
    waiting = ChosenPaper.objects.filter(mediation=entry.record_id).waiting().select_related("paper")
    if copies := [_carry(row) for row in waiting]:
        perform(entry.record, "carry_papers", on=entry.on, papers=[str(copy.ref) for copy in copies])


def _carry(row: ChosenPaper) -> Any:
    """The same bytes, open to everybody in the case and in the main volume; the paper of the talks stays where it is."""
    old = row.paper
    row.copy = Paper.objects.create(
        dispute_id=old.dispute_id, audience=Audience.OPEN, volume=Paper.Volume.MAIN, title=old.title,
        side=old.side, party_id=old.party_id, name=old.name, sha256=old.sha256, media_type=old.media_type, size=old.size, pages=old.pages,
        uploaded_by_id=old.uploaded_by_id, made_at=timezone.now(),
    )  # fmt: skip
    row.save(update_fields=["copy"])
    return row.copy
