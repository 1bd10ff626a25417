from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disputes import access, steps
from disputes.lifecycle.grounds import Ground
from disputes.models.fields import EncryptedJSONField


class DocketEntryQuerySet(models.QuerySet["DocketEntry"]):
    def visible_to(self, user: Any) -> DocketEntryQuerySet:
        return self.filter(access.may_read(user))

    def corrections(self) -> dict[str, list[DocketEntry]]:
        """What puts a record right, by the name of that record."""
        found: dict[str, list[DocketEntry]] = {}
        for entry in self.filter(step="dispute.correct_entry").select_related("by").order_by("pk"):
            names = entry.facts["names"]
            found.setdefault(f"{names['audience']}-{names['seq']}", []).append(entry)
        return found

    def untold(self) -> DocketEntryQuerySet:
        return self.filter(told_at=None)


CANONICAL = DjangoJSONEncoder(ensure_ascii=False, sort_keys=True)


def digest_of(*parts: Any) -> str:
    return hashlib.sha256(CANONICAL.encode(parts).encode()).hexdigest()


@lru_cache(maxsize=4096)
def _names(step: str, about: str) -> frozenset[str]:
    return frozenset({step, f"{step}:{about}"} if about else {step})


class DocketEntry(models.Model):
    """One lawful step or message, as it happened. Never changed: the audit trail, the outbox and the live message.

    `number` is the place in the dispute's hash chain and stays internal; `seq` counts without gaps within
    (dispute, audience), so nobody can count what he may not read. `on` is the day in law, `at` the moment of typing.
    """

    # Its place in the chain begins with the dispute and finds it as well as an index of its own.
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="docket", db_index=False)
    number = models.PositiveIntegerField()
    audience = models.CharField(max_length=24)
    seq = models.PositiveIntegerField()
    step = models.CharField(max_length=48)
    law = models.CharField(max_length=60)
    record_type = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    about = models.CharField(max_length=24, blank=True)
    party = models.ForeignKey("disputes.Party", models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=24)
    target = models.CharField(max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    facts = EncryptedJSONField(default=dict, blank=True)
    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    salt = models.CharField(max_length=32)
    content_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    told_at = models.DateTimeField(null=True)
    objects = DocketEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Docket entry")
        constraints = [
            models.UniqueConstraint(fields=["dispute", "number"], name="docket_numbered_without_twins"),
            models.UniqueConstraint(
                fields=["dispute", "audience", "seq"], name="stream_numbered_without_twins"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(told_at=None), name="docket_untold")]

    def __str__(self) -> str:
        return f"{self.dispute_id}/{self.number} {self.step}"

    @cached_property
    def names(self) -> frozenset[str]:
        """The ways declarations may name this entry: `service.prove`, and `service.prove:D12` when about D12."""
        return _names(self.step, self.about)

    @property
    def name(self) -> str:
        """Its stream and its number there, as a form names it."""
        return f"{self.audience}-{self.seq}"

    @property
    def record(self) -> Any:
        if "_record" not in self.__dict__:
            self._record = steps.model_named(self.record_type)._default_manager.get(pk=self.record_id)
        return self._record

    @record.setter
    def record(self, record: Any) -> None:
        self._record = record

    @cached_property
    def terms(self) -> steps.Terms | None:
        """What the declaration of its step says; None if the step is not declared any more."""
        return steps.declared(steps.model_named(self.record_type), self.step.partition(".")[2])

    @property
    def title(self) -> Any:
        return self.terms.title if self.terms else self.step

    @property
    def meaning(self) -> Any:
        """What it means for the parties, in one plain sentence."""
        return self.terms.meaning if self.terms else ""

    @property
    def told(self) -> list[str]:
        """The main figures of what was done, for those who read its stream."""
        return [*self.terms.tells(self.facts)] if self.terms and self.terms.tells else []

    @property
    def said(self) -> str:
        """What was said, if the step is one of saying. A template pays dearly for a key that is not there."""
        return self.facts.get("text", "")

    def get_audience_display(self) -> Any:
        return access.label(self.audience)

    @property
    def right(self) -> str:
        """What is so instead, if the step puts another entry right."""
        return self.facts.get("right", "")

    @property
    def about_words(self) -> Any:
        """What the entry is about, in words where the code has some: the ground of a hand-off."""
        return self.ground.title if self.ground else self.about

    @property
    def ground(self) -> Ground | None:
        return Ground.all.get(self.about) if self.record_type == "handoff" else None

    @property
    def articles(self) -> str:
        """Where the reader finds why this was lawful: of a matter taken elsewhere, the articles of its own ground."""
        return self.ground.law if self.ground and self.step in ("handoff.file", "handoff.join") else self.law

    @property
    def target_display(self) -> Any:
        field: Any = steps.model_named(self.record_type)._meta.get_field("stage")
        return dict(field.choices).get(self.target, self.target)

    def alike(self) -> tuple[str, str]:
        """In JSON, what comes first and last in what the entry says: entries of one step at one moment have it alike."""
        first = [self.step, self.law, self.record_type]
        last = [self.by_id, self.facts, self.on.isoformat(), self.at.isoformat()]
        return CANONICAL.encode(first)[1:-1], CANONICAL.encode(last)[1:-1]

    def summed(self, alike: tuple[str, str]) -> str:
        """The digest of the salt and of what the entry says, in JSON: most of it is `alike` and was put so before."""
        held = vars(self)
        own = (
            f"{held['record_id']}, {quoted(held['about'])}, {held['party_id'] or 'null'}, "
            f"{quoted(held['source'])}, {quoted(held['target'])}"
        )
        return hashlib.sha256(f'["{held["salt"]}", [{alike[0]}, {own}, {alike[1]}]]'.encode()).hexdigest()

    def seal(self, previous: str, alike: tuple[str, str] | None = None) -> None:
        """Bind the entry to the one before. The salted digest of the content can be shown without the content."""
        held = vars(self)
        held["salt"] = held["salt"] or secrets.token_hex(16)
        held["content_digest"] = self.summed(alike or self.alike())
        held["digest"] = self.link(previous)

    def link(self, previous: str) -> str:
        """The digest of its place: of a list in JSON, whose words (hex digits, an audience) need no escape."""
        held = vars(self)
        place = (
            f'["{previous}", {held["dispute_id"]}, {held["number"]}, "{held["audience"]}", {held["seq"]}, '
            f'"{held["content_digest"]}"]'
        )
        return hashlib.sha256(place.encode()).hexdigest()

    def is_sealed(self, previous: str) -> bool:
        """Whether neither the content nor the place of the entry was changed."""
        return self.content_digest == self.summed(self.alike()) and self.digest == self.link(previous)
