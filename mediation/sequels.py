"""What the steps of a mediation bring about elsewhere, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from disputes.acts import perform, sequel
from disputes.models import Engagement, Party, Seat, User
from disputes.papers.drawings import encoded
from mediation.guards.settling import signed_by_all
from mediation.models import BlindRound, Confirmation, Offer, QuestionRound, Signature, Sitting
from mediation.parting import ask_each_worker, conclude
from mediation.voices import voice_of

if TYPE_CHECKING:
    from disputes.models import DocketEntry

GROUNDS = {  # why limitation begins anew (CR-27, MR-31)
    "mediation.apply": "asked",
    "mediation.refuse_consent": "refused",
    "mediation.record_refusal": "refused",
    "mediation.give_up": "failed",
    "mediation.fail_by_time": "failed",
    "mediation.record_breach": "broken",
    "mediation.part": "failed",
}


@sequel("mediation.apply")
def let_them_in(entry: DocketEntry) -> None:
    """The organisation handles the dispute; its parties get their seats; a draft becomes an open dispute."""
    dispute, office = entry.dispute, entry.record.office
    Engagement.objects.get_or_create(dispute=dispute, office=office, capacity=Engagement.Capacity.MEDIATION)
    parties = list(dispute.parties.all())
    oral = dispute.taken_down_by(entry.by, office.pk)
    if entry.by is not None and not dispute.side_of(entry.by) and not oral:
        ours = [party for party in parties if party.side == Party.Side.APPLICANT]
        same = [
            party
            for party in ours
            if entry.by.identity_index and party.identity_index == entry.by.identity_index
        ]
        _seat(dispute, entry.by, (same or ours)[0])
    Seat.objects.seat_known(dispute)
    if dispute.stage == "draft":
        perform(dispute, "open", by=entry.by, on=entry.on, proof=entry.facts.get("proof", ""))


def _seat(dispute: Any, user: User, party: Party) -> None:
    Seat.objects.get_or_create(
        dispute=dispute,
        user=user,
        role=Seat.Role.PARTY,
        party=party,
        left=False,
        defaults={"side": party.side},
    )


@sequel(*GROUNDS)
def interrupt_limitation(entry: DocketEntry) -> None:
    """The year of AL-27 runs again from this day; the fact stands in the open stream for whoever needs it later."""
    perform(
        entry.record,
        "restart_limitation",
        on=entry.on,
        ground=GROUNDS[entry.step],
        restarts_on=entry.on.isoformat(),
    )


@sequel("handoff.file")
def an_order_asked_for_interrupts_it_too(entry: DocketEntry) -> None:
    """Asking a court for a payment order, with an agreement (AL-16) or without (LCL-30), or the inspection for help (CR-27)."""
    if (
        entry.about in ("payment_order", "wage_order", "inspection")
        and entry.record.record_type == "mediation"
    ):
        perform(
            entry.record.subject,
            "restart_limitation",
            on=entry.on,
            ground="order",
            restarts_on=entry.on.isoformat(),
        )


@sequel("mediation.take", "mediation.name_mediator")
def seat_the_mediator(entry: DocketEntry) -> None:
    mediator = entry.record.mediator
    _leave(entry)
    Seat.objects.create(dispute=entry.dispute, user=mediator, role=Seat.Role.MEDIATOR)


@sequel(
    "mediation.release", "mediation.refuse_consent", "mediation.record_refusal", "mediation.decline",
    "mediation.give_up", "mediation.fail_by_time", "mediation.withdraw", "mediation.take_effect",
)  # fmt: skip
def free_the_mediator(entry: DocketEntry) -> None:
    """Who no longer mediates reads nothing of the case any more."""
    _leave(entry)


def _leave(entry: DocketEntry) -> None:
    for seat in Seat.objects.filter(dispute=entry.dispute_id, role=Seat.Role.MEDIATOR, left=False):
        seat.left, seat.until = True, entry.on
        seat.save(update_fields=["left", "until"])


def side_of(entry: DocketEntry) -> str:
    """The side whose act it was; empty for the mediator's."""
    return entry.dispute.side_of(entry.by) if entry.by is not None else ""


@sequel("mediation.offer")
def keep_the_offer(entry: DocketEntry) -> None:
    """The newest offer of a side, or of the mediator, replaces the one before."""
    side = side_of(entry)
    voice = voice_of(entry.record, entry.by)
    offers = Offer.objects.filter(mediation=entry.record_id)
    number = offers.count() + 1
    offers.filter(side=side).update(replaced=True)
    made = Offer.objects.create(
        mediation=entry.record, number=number, by=cast("User", entry.by), side=side, made_on=entry.on, terms=entry.facts["terms"],
        valid_until=entry.facts.get("valid_until"), answers=offers.filter(number=entry.facts.get("answers") or 0).first(),
        accepted={voice: entry.on.isoformat()} if voice and not (voice == "A" and entry.facts["terms"].get("shares")) else {},
    )  # fmt: skip
    ask_each_worker(made)


@sequel("mediation.withdraw_offer")
def take_it_off_the_table(entry: DocketEntry) -> None:
    Offer.objects.filter(mediation=entry.record_id, number=entry.facts["offer"]).update(withdrawn_on=entry.on)


@sequel("mediation.call_sitting")
def keep_the_sitting(entry: DocketEntry) -> None:
    sittings, facts = Sitting.objects.filter(mediation=entry.record_id), entry.facts
    Sitting.objects.create(
        mediation=entry.record, number=sittings.count() + 1, kind=facts["kind"], at=facts["at"],
        place=facts.get("place", ""),
    )  # fmt: skip


@sequel("mediation.call_off_sitting")
def strike_the_sitting(entry: DocketEntry) -> None:
    called = Sitting.objects.filter(mediation=entry.record_id, number=entry.facts["sitting"])
    called.update(called_off_on=entry.on)


@sequel("mediation.sit")
def keep_the_minutes(entry: DocketEntry) -> None:
    """With the sitting that was called, or with one only noted now."""
    sittings, facts = Sitting.objects.filter(mediation=entry.record_id), entry.facts
    number = facts.get("sitting") or sittings.count() + 1
    held = {
        "held_on": entry.on,
        "minutes": entry,
        "present": facts.get("present") or list(entry.record.voices),
    }
    made = {"mediation": entry.record, "number": number, "place": facts.get("place", "")}
    if not sittings.filter(number=number).update(**held):
        Sitting.objects.create(**made, **held)


@sequel("mediation.confirm_minutes")
def keep_the_signature(entry: DocketEntry) -> None:
    """The drawing goes from the step into the confirmation alone, encrypted; when all have signed, the minutes are closed."""
    drawn = entry.record.act.facts.get("drawn") or b""
    sitting = Sitting.objects.get(mediation=entry.record_id, number=entry.facts["sitting"])
    Confirmation.objects.create(
        sitting=sitting,
        voice=voice_of(entry.record, entry.by), by=cast("User", entry.by), at=entry.at,
        remark=entry.facts.get("remark", ""), drawn=encoded(drawn),
    )  # fmt: skip
    if sitting.is_signed:
        perform(entry.record, "close_minutes", on=entry.on, sitting=sitting.number)


@sequel("mediation.ask_questions")
def keep_the_questions(entry: DocketEntry) -> None:
    rounds = QuestionRound.objects.filter(mediation=entry.record_id)
    QuestionRound.objects.create(
        mediation=entry.record, number=rounds.count() + 1, audience=entry.audience, questions=entry.facts["text"],
        asked_on=entry.on, until=entry.facts["until"],
    )  # fmt: skip


@sequel("mediation.answer_questions")
def note_who_answered(entry: DocketEntry) -> None:
    asked = QuestionRound.objects.get(mediation=entry.record_id, number=entry.facts["questions"])
    asked.answered = {**asked.answered, voice_of(entry.record, entry.by): entry.on.isoformat()}
    asked.save(update_fields=["answered"])


@sequel("mediation.close_questions")
def close_the_questions(entry: DocketEntry) -> None:
    asked = QuestionRound.objects.filter(mediation=entry.record_id, number=entry.facts["questions"])
    asked.update(closed_on=entry.on)


@sequel("mediation.decline_offer")
def note_who_declined(entry: DocketEntry) -> None:
    """An offer that was declined is at an end (Civil Code art. 478)."""
    made = Offer.objects.filter(mediation=entry.record_id, number=entry.facts["offer"])
    made.update(declined_on=entry.on)


@sequel("mediation.open_round")
def begin_the_round(entry: DocketEntry) -> None:
    rounds = BlindRound.objects.filter(mediation=entry.record_id)
    BlindRound.objects.create(
        mediation=entry.record, number=rounds.count() + 1, about=entry.facts["about"], opened_on=entry.on
    )


@sequel("mediation.enter_limit")
def keep_the_limit(entry: DocketEntry) -> None:
    """The figure goes from the step straight into the round; no docket, paper or message ever has it."""
    running = BlindRound.objects.running().get(mediation=entry.record_id)
    outcome = running.enter(side_of(entry), entry.record.act.facts["limit"])
    if outcome:
        perform(entry.record, "compare_limits", on=entry.on, outcome=str(outcome))


@sequel("mediation.end_round")
def erase_what_was_not_compared(entry: DocketEntry) -> None:
    for running in BlindRound.objects.running().filter(mediation=entry.record_id):
        running.end()


@sequel("mediation.agree", "mediation.give_up", "mediation.fail_by_time", "mediation.withdraw")
def erase_every_figure(entry: DocketEntry) -> None:
    """Nobody needs a limit or a middle once the talks are over."""
    for one in BlindRound.objects.filter(mediation=entry.record_id):
        one.end()


@sequel("mediation.accept_offer", "mediation.record_acceptance")
def settle(entry: DocketEntry) -> None:
    """When both sides accept the same offer, of several respondents each, they agree."""
    offer = Offer.objects.get(mediation=entry.record_id, number=entry.facts["offer"])
    voice = entry.facts.get("side") or voice_of(entry.record, entry.by)
    offer.accepted = {**offer.accepted, voice: entry.on.isoformat()}
    offer.save(update_fields=["accepted"])
    conclude(entry, offer)


@sequel("mediation.sign")
def keep_the_hand(entry: DocketEntry) -> None:
    """Beside the day: who signed, when, and the drawing, which stands in no docket."""
    drawn = entry.record.act.facts.get("drawn") or b""
    Signature.objects.create(
        mediation=entry.record, voice=voice_of(entry.record, entry.by) or "mediator", by=cast("User", entry.by),
        at=entry.at, drawn=encoded(drawn),
    )  # fmt: skip


@sequel("mediation.sign", "mediation.record_signature", "mediation.seal")
def take_effect_when_whole(entry: DocketEntry) -> None:
    if signed_by_all(entry.record):
        perform(entry.record, "take_effect", on=entry.on)


@sequel("mediation.record_performance")
def close_what_is_settled(entry: DocketEntry) -> None:
    """An agreement kept ends the dispute, unless something else of it is still open."""
    dispute = type(entry.dispute).objects.get(pk=entry.dispute_id)
    if dispute.stage == "open" and not dispute.pending():
        perform(dispute, "close", on=entry.on)
