"""Telling those who follow a topic of new cases, by e-mail: once a day at most, and nothing about the reader kept."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from casebook.models import Follower, Label, TypicalCase
from casebook.topics import Topic
from disputes.models.fields import blind_index
from disputes.rounds import every_round

FORGOTTEN = timedelta(days=7)  # an address nobody confirmed
AGAIN = timedelta(hours=1)  # before the same address is written to once more about the same wish
DAILY = timedelta(days=1)
ROUND = 100  # e-mails of one round
NAMED = 20  # cases named in one e-mail


def ask(address: str, topic: str, language: str) -> None:
    """Write down the wish and send the link that confirms it. Who asked already gets no second e-mail for an hour."""
    found = Follower.objects.filter(address_index=blind_index(address.lower()), topic=topic).first()
    if found is None:
        found = Follower.objects.create(address=address, topic=topic, language=language)
    elif found.confirmed_at or timezone.now() - found.asked_at < AGAIN:
        return
    else:
        Follower.objects.filter(pk=found.pk).update(asked_at=timezone.now(), language=language)
    with translation.override(language):
        said = {"topic": topic_word(topic), "address": settings.PUBLIC_ADDRESS + found.get_absolute_url()}
        lines = [
            _("Somebody, probably you, wants to hear by e-mail of new published cases on: %(topic)s.") % said,
            _("Open this address and confirm: %(address)s") % said,
            _("If it was not you, do nothing: after seven days the address is deleted."),
        ]
        _send(_("Confirm: new published cases"), "\n\n".join(lines), found)


def confirm(follower: Follower) -> None:
    """From now on it is told of what is published after this moment."""
    now = timezone.now()
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now, told_at=now)


def topic_word(topic: str) -> str:
    return str(Topic(topic).label) if topic in Topic.values else _("all topics")


@every_round
def tell_followers() -> int:
    """Write to those who have something to read; forget those who never confirmed. Returns how many e-mails are on their way."""
    now = timezone.now()
    Follower.objects.filter(confirmed_at=None, asked_at__lt=now - FORGOTTEN).delete()
    latest = (
        TypicalCase.objects.published().order_by("-changed_at").values_list("changed_at", flat=True).first()
    )
    if latest is None:
        return 0
    due = Q(told_at__lt=min(now - DAILY, latest))
    sent = 0
    for follower in Follower.objects.exclude(confirmed_at=None).filter(due).order_by("told_at")[:ROUND]:
        sent += _tell(follower)
    return sent


def _tell(follower: Follower) -> bool:
    now = timezone.now()
    rows = TypicalCase.objects.published().filter(changed_at__gt=follower.told_at, changed_at__lte=now)
    if follower.topic:
        rows = rows.filter(pk__in=Label.objects.filter(facet="claim", value=follower.topic).values("case"))
    cases = list(rows.order_by("-changed_at").defer("original", "findings")[:NAMED])
    if cases:
        with translation.override(follower.language):
            lines = [f"{case.title}\n{settings.PUBLIC_ADDRESS}{case.public_url}" for case in cases]
            stop = settings.PUBLIC_ADDRESS + follower.get_absolute_url()
            lines += [
                _("All published cases: %(address)s")
                % {"address": settings.PUBLIC_ADDRESS + reverse("casebook:list")}
            ]
            lines += [_("To receive no more of these e-mails: %(address)s") % {"address": stop}]
            _send(
                _("New published cases: %(topic)s") % {"topic": topic_word(follower.topic)},
                "\n\n".join(lines),
                follower,
            )
    Follower.objects.filter(pk=follower.pk).update(told_at=now)
    return bool(cases)


def _send(subject: str, words: str, follower: Follower) -> None:
    send_mail(subject, words, None, [follower.address])
