"""Who may sit (OR-12 to OR-15, AL-33, CR-11, CR-12)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.models import DocketEntry, Post, Seat
from disputes.steps import guard

BENCH = ("presiding", "arbitrator")


def bench(arbitration: Any) -> list[Any]:
    """The people the director names; empty while a page only asks."""
    facts = arbitration.act.facts
    return [facts["presiding"], *facts.get("arbitrators", ())] if facts else []


@guard(_("A tribunal is formed already; dissolve it first."), law="OR-12, OR-15")
def no_tribunal_yet(arbitration: Any) -> bool:
    return arbitration.formed_on is None


@guard(_("The tribunal has not been formed."), law="AL-31, CR-37")
def tribunal_formed(arbitration: Any) -> bool:
    return arbitration.formed_on is not None


@guard(_("A tribunal is three arbitrators, or one alone: name two others, or none."), law="AL-31, OR-13")
def one_or_three(arbitration: Any) -> bool:
    return len(bench(arbitration)) in (0, 1, 3)


@guard(
    _("Three arbitrators are required for ten or more workers; to name one alone, the head gives reasons."),
    law="OR-13, CR-65",
)
def number_fits(arbitration: Any) -> bool:
    must_be_three = arbitration.dispute.collective and not arbitration.act.facts.get("override_reason")
    return len(bench(arbitration)) != 1 or not must_be_three


@guard(_("Every member of the tribunal is another person."), law="OR-13")
def persons_differ(arbitration: Any) -> bool:
    people = bench(arbitration)
    return len({person.pk for person in people}) == len(people)


@guard(_("The recorder may not be an arbitrator of the same tribunal."), law="OR-14")
def recorder_no_arbitrator(arbitration: Any) -> bool:
    people = bench(arbitration)
    return not people or arbitration.act.facts["recorder"].pk not in {person.pk for person in people}


@guard(_("Somebody named does not hold the post at this committee."), law="AL-20")
def persons_hold_posts(arbitration: Any) -> bool:
    people = bench(arbitration)
    if not people:
        return True
    held = Post.objects.current().filter(office=arbitration.office_id)
    sitting = set(held.filter(role__in=BENCH).values_list("user_id", flat=True))
    writing = set(held.filter(role__in=["recorder", "clerk"]).values_list("user_id", flat=True))
    return {person.pk for person in people} <= sitting and arbitration.act.facts["recorder"].pk in writing


@guard(
    _("Somebody named takes part in this dispute as a party, a representative or a mediator."), law="AL-33"
)
def nobody_sits_otherwise(arbitration: Any) -> bool:
    people = bench(arbitration)
    if not people:
        return True
    return _neutral(arbitration, [*people, arbitration.act.facts["recorder"]])


def _neutral(arbitration: Any, people: list[Any]) -> bool:
    """No side's, by seat or by identity, and not who mediated it (AL-33, MR-24)."""
    mediators = Seat.objects.filter(dispute=arbitration.dispute.pk, role="mediator", user__in=people)
    return not mediators.exists() and not arbitration.dispute.partial(people)


@guard(
    _("Heard anew, the case needs arbitrators who did not decide or settle it before."), law="B9-18, AL-33"
)
def nobody_judges_their_own_award(arbitration: Any) -> bool:
    return not {person.pk for person in bench(arbitration)} & set(arbitration.former_bench)


@guard(_("Somebody named was recused in this dispute; name another person."), law="AL-33, OR-15")
def nobody_recused_sits_again(arbitration: Any) -> bool:
    people = bench(arbitration)
    if not people:
        return True
    return not {person.pk for person in [*people, arbitration.act.facts["recorder"]]} & _recused(arbitration)


def _recused(arbitration: Any) -> set[int]:
    """Whose recusal was upheld, in whichever case of the dispute: the relation to the party is the same."""
    steps = ("arbitration.ask_recusal", "arbitration.decide_recusal")
    rows = DocketEntry.objects.filter(dispute=arbitration.dispute.pk, step__in=steps).order_by("pk")
    asked, gone = dict[int, list[int]](), set[int]()
    for row in rows:
        waiting = asked.setdefault(row.record_id, [])
        if row.step == steps[0]:
            waiting.append(row.facts["person"])
            continue
        decided = row.facts.get("person") or waiting[-1]
        waiting.remove(decided)
        if row.facts["decision"] == "upheld":
            gone.add(decided)
    return gone


@guard(_("A recusal has been asked for; the person steps back until it is decided."), law="CR-12")
def no_recusal_pending(arbitration: Any) -> bool:
    return not arbitration.challenged


@guard(
    _("Your recusal has been asked for: until it is decided you leave this to others, unless it is urgent."),
    law="CR-12",
)
def nobody_challenged_acts(arbitration: Any) -> bool:
    """What others may do as well they do meanwhile; what the challenged alone may do waits."""
    acting = arbitration.act.by
    return acting is None or acting.pk not in arbitration.challenged


@guard(
    _("A recusal has been asked for; until it is decided the director alone puts the hearing off."),
    law="CR-12",
)
def put_off_by_nobody_challenged(arbitration: Any) -> bool:
    acting = arbitration.act.by
    if not arbitration.challenged or acting is None:
        return True
    return acting.pk not in arbitration.challenged and arbitration.office_id in acting.offices("director")


@guard(_("No recusal waits for a decision."), law="CR-12")
def recusal_pending(arbitration: Any) -> bool:
    return bool(arbitration.challenged)


def challenged_one(arbitration: Any) -> int | None:
    """Whose recusal the step decides: who is named, or the only one there is."""
    waiting, named = arbitration.challenged, arbitration.act.facts.get("person")
    if named is not None:
        return named.pk if named.pk in waiting else None
    return waiting[0] if len(waiting) == 1 else None


@guard(_("Say of whom of those whose recusal was asked for it is decided."), law="CR-12")
def challenged_is_named(arbitration: Any) -> bool:
    return not arbitration.act.facts or not arbitration.challenged or challenged_one(arbitration) is not None


@guard(_("The recusal of this person has been asked for already and waits for its decision."), law="CR-11")
def not_challenged_already(arbitration: Any) -> bool:
    person, waiting = arbitration.act.facts.get("person"), arbitration.challenged
    if person is None:
        return not {arbitration.presiding_id, *arbitration.bench, arbitration.recorder_id} <= {*waiting}
    return person.pk not in waiting


@guard(
    _("Your own recusal is not yours to decide: the committee decides, by another head of it."), law="CR-12"
)
def nobody_decides_on_themselves(arbitration: Any) -> bool:
    acting, decided = arbitration.act.by, challenged_one(arbitration)
    if acting is None or acting.pk not in arbitration.challenged:
        return True
    return decided != acting.pk and len(arbitration.challenged) > 1


@guard(_("The person does not sit in this tribunal."), law="AL-33")
def of_the_tribunal(arbitration: Any) -> bool:
    person = arbitration.act.facts.get("person")
    return person is None or arbitration.dispute.is_seated(person, *BENCH, "recorder")


@guard(
    _("A recusal is asked for before the hearing opens, or until the debate ends on a ground learnt later."),
    law="CR-11",
)
def grounds_of_recusal_in_time(arbitration: Any) -> bool:
    heard = [date.fromisoformat(one["day"]) for one in arbitration.sat]
    if arbitration.stage == "in_hearing":
        heard.append(arbitration.hearing_on)
    if not heard or not arbitration.act.facts:
        return True
    known = arbitration.act.facts.get("known_on")
    return known is not None and known >= heard[0]


@guard(_("Name who takes the seat."), law="CR-12")
def substitute_if_upheld(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    return facts.get("decision") != "upheld" or facts.get("substitute") is not None


@guard(_("The substitute must hold the post and have no other part in this dispute."), law="AL-33, OR-14")
def substitute_fits(arbitration: Any) -> bool:
    who = arbitration.act.facts.get("substitute")
    if who is None:
        return True
    seated = Seat.objects.filter(dispute=arbitration.dispute.pk, user=who).exists()
    writing = challenged_one(arbitration) == arbitration.recorder_id
    roles = ["recorder", "clerk"] if writing else list(BENCH)
    posts = Post.objects.current().filter(office=arbitration.office_id, user=who, role__in=roles)
    return not seated and posts.exists() and not arbitration.dispute.partial([who])


@guard(_("The tribunal is not complete, or is not the one the parties were told of."), law="OR-13, OR-15")
def tribunal_still_lawful(arbitration: Any) -> bool:
    seats = [seat for seat in arbitration.dispute.current_seats if seat.role in BENCH]
    return len(seats) in (1, 3) and sum(seat.role == "presiding" for seat in seats) == 1


@guard(_("You cannot speak there."), law="CR-41")
def said_before_everybody(arbitration: Any) -> bool:
    """No word of a party reaches one side, the deliberation or the side volume alone."""
    return arbitration.act.facts.get("audience") in (None, "open")
