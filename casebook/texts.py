"""The words of a typical case: the original, what was found in it, and what the public reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from casebook import redacting
from casebook.topics import Outcome, Trade
from disputes.models.docket import digest_of
from disputes.models.fields import EncryptedJSONField

FIELDS = ("title", "facts", "claims", "handling", "result", "issue", "analysis", "significance")
FILING = (
    "kinds", "topics", "trade", "employer", "routes", "new_form", "region", "year", "batch", "batch_order",
    "issuer", "source_url", "source_published", "articles", "sums", "outcome", "listed",
)  # fmt: skip


class Texts(models.Model):
    """`original` and `findings` stay encrypted and inside; every other field is what the public may read."""

    original = EncryptedJSONField(default=dict, blank=True, editable=False)
    findings = EncryptedJSONField(default=dict, blank=True, editable=False)
    title = models.CharField(_("Title of the case"), max_length=200)
    facts = models.TextField(_("Basic facts"), blank=True)
    claims = models.TextField(_("Claims"), blank=True)
    handling = models.TextField(_("How it was handled"), blank=True)
    result = models.TextField(_("Result"), blank=True)
    issue = models.TextField(_("Issue"), blank=True)
    analysis = models.TextField(_("Analysis"), blank=True)
    significance = models.TextField(_("Significance"), blank=True)
    articles = models.JSONField(_("Articles cited"), default=list, blank=True)
    kinds = models.JSONField(_("Kind of dispute"), default=list, blank=True)
    topics = models.JSONField(_("Kinds of claims"), default=list, blank=True)
    sums = models.JSONField(
        default=list, blank=True, editable=False
    )  # [{"topic", "asked", "given"}], yuan as text
    routes = models.JSONField(_("Ways it went"), default=list, blank=True)
    trade = models.CharField(_("Trade"), max_length=12, choices=Trade, default=Trade.OTHER)
    employer = models.CharField(_("Kind of employer"), max_length=80, blank=True)
    new_form = models.BooleanField(_("New form of work"), default=False)
    region = models.CharField(_("Region"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    batch = models.CharField(_("Batch"), max_length=160, blank=True)
    batch_order = models.PositiveSmallIntegerField(_("Place in the batch"), null=True, blank=True)
    issuer = models.CharField(_("Issued by"), max_length=120, blank=True)
    outcome = models.CharField(_("What became of the claims"), max_length=10, choices=Outcome, blank=True)
    listed = models.BooleanField(_("Search engines may list it"), default=True)
    source_url = models.CharField(_("Published at"), max_length=300, blank=True)
    source_published = models.CharField(_("First published"), max_length=10, blank=True)

    class Meta:
        abstract = True

    @property
    def stamp(self) -> str:
        """Words and filing as one digest: a page that was opened on others is seen to be stale."""
        return digest_of(self.original, [getattr(self, name) for name in FILING])

    @property
    def spans(self) -> list[dict[str, Any]]:
        return self.findings.get("spans", []) if self.findings else []

    @property
    def undecided(self) -> list[dict[str, Any]]:
        """Suspects nobody has decided on."""
        return [span for span in self.spans if span["suspect"] and not span["decision"]]

    def take_words(self, words: Mapping[str, str]) -> None:
        """Take these words as the original, search them, and keep the decisions on what stands there still."""
        self.original = {name: str(words.get(name, (self.original or {}).get(name, ""))) for name in FIELDS}
        found = redacting.detect(self.original, self.names_known())
        self._show(redacting.carried_over(self.original, found, self.spans))

    def keep_words(self, words: Mapping[str, str]) -> None:
        """Words that are public already: nothing in them is hidden."""
        self.original = {name: str(words.get(name, "")) for name in FIELDS}
        self._show([])

    def decide_spans(self, ids: list[str], decision: str, *, replacement: str, why: str) -> None:
        chosen = [
            redacting.decided(s, decision, replacement, why) if s["id"] in ids else s for s in self.spans
        ]
        if replacement and decision == "hide":
            chosen = redacting.said_alike(chosen, ids, replacement)
        self._show(chosen)

    def hide_words(self, text: str, kind: str, replacement: str, why: str) -> None:
        self._show(redacting.added(self.original, self.spans, text, kind, replacement, why))

    def file_under(self, filing: Mapping[str, Any]) -> None:
        for name in FILING:
            if name in filing:
                setattr(self, name, filing[name])

    def names_known(self) -> list[str]:
        """Names that must not be read: the record says whose."""
        return []

    def _show(self, spans: list[dict[str, Any]]) -> None:
        self.findings = {"spans": spans}
        for name, text in redacting.shown(self.original, spans).items():
            setattr(self, name, text[:200] if name == "title" else text)
