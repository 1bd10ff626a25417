"""Beginning an application, and keeping what is typed so that no device overwrites another."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from disputes.intake import guides
from disputes.intake.events import EVENTS
from disputes.models import Dispute, Draft, Seat, User


class Overtaken(Exception):
    """Another device saved this answer since the page was opened. `draft` carries what it saved."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("overtaken")
        self.draft = draft


def start(user: User, carried: dict[str, Any], *, counter: bool = False) -> Draft:
    """The draft of this triage, made if it is not there yet; the answers already given are in it.

    With `counter` somebody of an office writes down what the applicant tells there, and is no party of it.
    """
    found = Draft.objects.of(user).filter(ticket=carried["id"]).first()
    if found is not None:
        return found
    event, answers, guided = EVENTS[carried["event"]], carried["answers"], carried.get("guides", {})
    with transaction.atomic():
        dispute = Dispute.objects.create(
            opened_by=user, cause=event.cause, workplace=answers.get("district", ""), collective=answers.get("who") == "group",
            category=guides.category(guided), more_places=guides.more_places(guided),
        )  # fmt: skip
        kept = {"event": event.code, "circumstances": answers, "guides": guided}
        if counter and user.stands_at_counter:
            kept["counter"] = True
        else:
            role = Seat.Role.REPRESENTATIVE if answers.get("who") == "agent" else Seat.Role.PARTY
            Seat.objects.create(dispute=dispute, user=user, role=role, side="A")
        return Draft.objects.create(dispute=dispute, ticket=carried["id"], answers=kept)


def stamp(draft: Draft, question: str) -> int:
    """How often this answer was saved: the page sends it back, so that a stale page is seen as one."""
    return int(draft.stamps.get(question, {}).get("n", 0))


def keep(draft: Draft, question: str, typed: Any, *, seen: int, hand: str) -> Draft:
    """Save what stands on the page as it stands. `hand` is the page's own token: it may save again and again.

    Raises `Overtaken` when another page saved the answer after this one was opened.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).select_related("dispute").get(pk=draft.pk)
        last = draft.stamps.get(question, {"n": 0, "hand": ""})
        if last["n"] != seen and last["hand"] != hand:
            raise Overtaken(draft)
        number = last["n"] + 1 if last["n"] == seen else last["n"]
        draft.stamps = {**draft.stamps, question: {"n": number, "hand": hand}}
        draft.answers = {**draft.answers, question: typed}
        return _saved(draft)


def change(draft: Draft, **answers: Any) -> Draft:
    """Replace whole answers, such as the list of claims, under lock."""
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).select_related("dispute").get(pk=draft.pk)
        draft.answers = {**draft.answers, **answers}
        return _saved(draft)


def arrive(draft: Draft, question: str) -> None:
    """Remember the page on which the person stands: any device goes on from there."""
    if draft.at != question:
        draft.at = question
        draft.save(update_fields=["at"])


def _saved(draft: Draft) -> Draft:
    draft.saved_at = timezone.now()
    draft.save(update_fields=["answers", "stamps", "saved_at"])
    return draft
