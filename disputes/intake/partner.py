"""An application that a partner platform brings for a person it has signed in by real name (调裁诉一体化: one file, many doors).

The platform answers the same questions as the pages, judged by the same forms; nothing is kept unless all of it stands.
It files for the applicant in person, never as a representative, and reads afterwards only what came in by its key.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from disputes.acts import NotLawful
from disputes.intake import drafts
from disputes.intake.circumstances import Circumstances
from disputes.intake.events import EVENTS
from disputes.intake.lodging import lodge
from disputes.intake.order import A_WORKER_APPLIES, path
from disputes.intake.people import You
from disputes.intake.questions import Question
from disputes.models import Draft, PartnerKey, User
from disputes.models.fields import blind_index

ASKED = {question.slug for question in A_WORKER_APPLIES}
LISTED = {question.slug: question.listed for question in A_WORKER_APPLIES if question.listed}


class Unfit(ValueError):
    """What does not stand: `faults` are (field, words), the field as `you.identity` or `claims.0.amount`."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        self.faults = faults
        super().__init__(faults)


class Conflict(ValueError):
    """Another application came in under that name."""


def receive(key: PartnerKey, name: str, event: str, answers: dict[str, Any]) -> tuple[Draft, bool]:
    """File it, once; the draft with its receipt, and whether it is new. `name` is the platform's own for it.

    Raises Unfit (nothing is kept) and Conflict.
    """
    digest = hashlib.sha256(json.dumps([event, answers], sort_keys=True).encode()).hexdigest()
    found = key.applications.filter(external=name).select_related("dispute", "receipt").first()
    if found is not None:
        if found.stamps.get("sent_as") != digest:
            raise Conflict(name)
        return found, False
    check_shape(event, answers)
    with transaction.atomic():
        user = _person(answers["you"])
        ticket = hashlib.sha256(f"{key.key} {name}".encode()).hexdigest()[:40]
        carried = {"id": ticket, "event": event, "answers": answers.get("circumstances", {})}
        draft = drafts.start(user, carried)
        draft.partner, draft.external, draft.stamps = key, name, {"sent_as": digest}
        draft.save(update_fields=["partner", "external", "stamps"])
        draft = _answered(draft, answers)
        if faults := [fault for question in path(draft) for fault in _faults(question, draft, user)]:
            raise Unfit(*faults)
        try:
            lodge(draft, user)
        except NotLawful as refusal:
            raise Unfit(*[("", str(reason)) for reason in refusal.reasons]) from refusal
    return key.applications.select_related("dispute", "receipt").get(pk=draft.pk), True


def check_shape(event: str, answers: dict[str, Any], *, whole: bool = True) -> None:
    """Raises Unfit where it is no application at all; with `whole` it must also say who applies."""
    if event not in EVENTS or EVENTS[event].employer:
        events = [code for code, one in EVENTS.items() if not one.employer]
        raise Unfit(("event", _("Name one of: %(events)s.") % {"events": ", ".join(events)}))
    for slug, said in answers.items():
        if slug not in ASKED:
            raise Unfit((slug, _("There is no such question.")))
        rows = said if slug in LISTED else [said]
        if not isinstance(rows, list) or not all(_flat(row) for row in rows):
            raise Unfit(
                (slug, _("Give an object of texts; what is answered several times as a list of them."))
            )
    if answers.get("circumstances", {}).get("who", "self") != "self":
        raise Unfit(("circumstances.who", _("A platform files for the person itself: self.")))
    if whole and not answers.get("you", {}).get("identity"):
        raise Unfit(("you.identity", _("Name the identity card number the person signed in with.")))


def _flat(row: Any) -> bool:
    return isinstance(row, dict) and all(isinstance(value, str) for value in row.values())


def _person(you: dict[str, str]) -> User:
    """The account of that identity, checked by the platform's real-name login; made if there is none."""
    form = You(you, draft=Draft(answers={}), user=User())
    form.is_valid()
    identity = form.cleaned_data.get("identity")
    if not identity:
        raise Unfit(*[(f"you.{name}", words) for name, words in _words(form)])
    known = User.objects.filter(identity_index=blind_index(identity), identity_verified=True, is_active=True)
    if (user := known.order_by("pk").first()) is not None:
        return user
    user = User(username=f"p-{get_random_string(16).lower()}", name=you.get("name", "")[:60])
    user.identity, user.identity_verified = identity, True
    user.set_unusable_password()
    user.save()
    return user


def _answered(draft: Draft, answers: dict[str, Any]) -> Draft:
    """Each question's answers where the pages keep them; a question left out is answered as the page offers it."""
    draft = drafts.change(draft, **{LISTED.get(slug, slug): said for slug, said in answers.items()})
    for question in path(draft):
        if not question.listed and question.slug not in draft.answers:
            draft = drafts.change(
                draft, **{question.slug: question.prefilled(draft, draft.dispute.opened_by)}
            )
    return draft


def _faults(question: type[Question], draft: Draft, user: User) -> list[tuple[str, str]]:
    if not question.listed:
        form = question.judged(draft, user)
        return [(f"{question.slug}.{name}", words) for name, words in _words(form)]
    rows = question.rows(draft, user)
    if not rows:
        return [(question.slug, _("Give at least one."))]
    return [(f"{question.slug}.{n}.{name}", words) for n, row in rows for name, words in _words(row)]


def _words(form: Question) -> list[tuple[str, str]]:
    """Every fault of the form with its field; what is no field's stands under the question alone."""
    return [(name.replace("__all__", ""), str(words)) for name, each in form.errors.items() for words in each]


def asked(event: str, answers: dict[str, Any]) -> list[dict[str, Any]]:
    """The questions as far as these answers lead, with their fields: for who builds a form of their own."""
    kept = {LISTED.get(slug, slug): said for slug, said in answers.items()}
    draft = Draft(answers={"event": event, **kept})
    draft.dispute = drafts.Dispute()
    user = User()
    questions: list[type[Question]] = [Circumstances]
    if answers:
        questions += [question for question in path(draft) if question is not Circumstances]
    return [_told(question, draft, user) for question in questions]


def _told(question: type[Question], draft: Draft, user: User) -> dict[str, Any]:
    form = question(draft=draft, user=user)
    fields = [
        {
            "name": name, "label": str(field.label), "help": str(field.help_text or ""), "required": field.required,
            "choices": _choices(field),
        }
        for name, field in form.fields.items() if name != "file"
    ]  # fmt: skip
    return {
        "question": question.slug, "title": str(question.title), "listed": bool(question.listed), "fields": fields,
    }  # fmt: skip


def _choices(field: Any) -> list[dict[str, str]]:
    found = []
    for key, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, (list, tuple)) else [(key, label)]
        found += [{"value": str(value), "label": str(words)} for value, words in inner if value != ""]
    return found
