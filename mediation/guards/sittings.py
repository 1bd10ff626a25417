"""What is asked for when sittings are called, minutes confirmed and questions answered (MR-25, MR-32)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.papers.drawings import is_a_drawing
from disputes.steps import guard
from mediation.guards.actors import voice

MOST_ROUNDS = 30
STREAMS = ("joint", "caucus_a", "caucus_b")


@guard(_("Call a sitting for a time to come."), law="MR-25")
def time_lies_ahead(mediation: Any) -> bool:
    at = mediation.act.facts.get("at")
    return at is None or at > timezone.now()


@guard(_("There is no such sitting ahead."), law="MR-25")
def sitting_is_ahead(mediation: Any) -> bool:
    number = mediation.act.facts.get("sitting")
    return any(number in (None, one.number) for one in mediation.ahead)


@guard(_("There is no such sitting ahead to take the minutes of."), law="MR-32")
def minutes_are_of_a_sitting(mediation: Any) -> bool:
    number = mediation.act.facts.get("sitting")
    return number is None or any(number == one.number for one in mediation.ahead)


def unconfirmed(mediation: Any, whose: str) -> list[Any]:
    """Sittings with minutes at which this voice was present, and that it has not confirmed."""
    held = [one for one in mediation.called if one.minutes and whose and whose in one.present]
    return [one for one in held if whose not in {given.voice for given in one.confirmations.all()}]


@guard(_("No minutes of a sitting at which you were present wait for you."), law="MR-32")
def minutes_wait(mediation: Any) -> bool:
    number = mediation.act.facts.get("sitting")
    return any(number in (None, one.number) for one in unconfirmed(mediation, voice(mediation)))


@guard(_("Sign with your finger, a pen or the mouse, or type your full name."), law="MR-32")
def is_signed(mediation: Any) -> bool:
    facts = mediation.act.facts
    if "sitting" not in facts:
        return True
    drawn = facts.get("drawn")
    return is_a_drawing(drawn) if drawn else bool(str(facts.get("typed") or "").strip())


@guard(_("Questions of an earlier round are still open there; close it first."), law="MR-25")
def no_questions_open_there(mediation: Any) -> bool:
    audience = mediation.act.facts.get("audience")
    return not any(one.is_open and one.audience == audience for one in mediation.asked)


@guard(_("There were enough rounds of questions in this mediation."), law="MR-25")
def rounds_of_questions_are_left(mediation: Any) -> bool:
    return len(mediation.asked) < MOST_ROUNDS


@guard(
    _("Questions go to both sides or to one, and the answers to whoever reads the questions."), law="MR-24"
)
def asked_where_it_is_read(mediation: Any) -> bool:
    audience = mediation.act.facts.get("audience")
    return audience is None or audience in STREAMS


@guard(_("The day until which to answer lies today or later."), law="MR-25")
def answers_have_time(mediation: Any) -> bool:
    until = mediation.act.facts.get("until")
    return until is None or until >= mediation.act.on


def to_answer(mediation: Any, whose: str) -> list[Any]:
    """Rounds that run and wait for this voice."""
    return [
        one for one in mediation.asked if one.is_open and whose in one.voices and whose not in one.answered
    ]


@guard(_("No questions wait for your answer, or their time is over."), law="MR-25")
def questions_wait(mediation: Any) -> bool:
    number = mediation.act.facts.get("questions")
    return any(number in (None, one.number) for one in to_answer(mediation, voice(mediation)))


@guard(_("What is asked in a caucus is answered there."), law="MR-24")
def answered_where_asked(mediation: Any) -> bool:
    facts = mediation.act.facts
    found = [one for one in to_answer(mediation, voice(mediation)) if one.number == facts.get("questions")]
    return all(one.audience == facts.get("audience", "joint") for one in found)


@guard(_("There is no such round of questions to close there."), law="MR-25")
def questions_are_open(mediation: Any) -> bool:
    facts = mediation.act.facts
    unclosed = [(one.number, one.audience) for one in mediation.asked if one.closed_on is None]
    if "questions" not in facts:
        return bool(unclosed)
    return (facts["questions"], facts.get("audience", "joint")) in unclosed
