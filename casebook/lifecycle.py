"""The life of a typical case: proposed or imported, redacted, read by a second person, published,
corrected, recalled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casebook import guards
from casebook.guards import at_the_desk, handled
from casebook.texts import Texts
from casebook.topics import RecallReason
from disputes.lifecycle import operation_of_law
from disputes.models import Numbering
from disputes.steps import NEW, SAME, Stages, returned, step


class Stage(models.TextChoices):
    NEW = NEW, _("New")
    PROPOSED = "proposed", _("Proposed")
    EDITING = "editing", _("Being redacted")
    SUBMITTED = "submitted", _("With the second reader")
    RELEASED = "released", _("With the director")
    PUBLISHED = "published", _("Published")
    RECALLED = "recalled", _("Recalled")
    DECLINED = "declined", _("Declined")


editor = at_the_desk("editor")
reader = at_the_desk("reader")
director = at_the_desk("director")
reading = at_the_desk("reader", "director")
desk = at_the_desk("editor", "director")
DRAFT = "draft"


class TypicalCaseLifecycle(Texts):
    """Steps run on the docket of the case's own envelope, never on that of the dispute it came from (ADR 7)."""

    stage = Stages(Stage)
    number = models.CharField(_("Public number"), max_length=60, unique=True, null=True, editable=False)
    formal_number = models.CharField(_("Casebook number"), max_length=60, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_on = models.DateField(_("Published on"), null=True, editable=False)
    corrected_on = models.DateField(_("Corrected on"), null=True, editable=False)
    recalled_on = models.DateField(_("Recalled on"), null=True, editable=False)
    recall_reason = models.CharField(
        _("Reason of the recall"), max_length=12, choices=RecallReason, blank=True, editable=False
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    audited_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.NEW, target=Stage.PROPOSED, law="MR-32, CR-21", by=handled, audience=DRAFT,
        when=[guards.has_ended, guards.not_proposed_yet], title=_("Propose as a typical case"),
    )  # fmt: skip
    def propose(self, on: date, title: str = "", why: str = "") -> None:
        """Those who handled a dispute say that others can learn from it; its words come along, to be redacted."""
        self.proposed_by = self.act.by
        self.take_words({**self.words_of_source(), "title": title})

    @step(
        source=[Stage.NEW, Stage.PROPOSED, Stage.PUBLISHED], target=returned(Stage.PROPOSED, Stage.PUBLISHED),
        law="CR-21", by=operation_of_law, when=[guards.bears_no_identifier], audience=DRAFT, title=_("Imported"),
    )  # fmt: skip
    def adopt(self, on: date, words: Mapping[str, str], filing: Mapping[str, Any], publish: str = "") -> str:
        """A record that was published elsewhere: its words are public already and are kept as they are."""
        self.keep_words(words)
        self.file_under(filing)
        if self.stage == Stage.PUBLISHED or publish:
            self.published_on = self.published_on or on
            self.changed_at = timezone.now()
            return Stage.PUBLISHED
        return Stage.PROPOSED

    @step(
        source=[Stage.PROPOSED, Stage.EDITING], target=Stage.EDITING, law="CC-1034, CR-25", by=editor,
        audience=DRAFT, when=[guards.not_overtaken], title=_("Edit the text"),
    )  # fmt: skip
    def edit(
        self, on: date, words: Mapping[str, str], filing: Mapping[str, Any] | None = None, seen: str = ""
    ) -> None:
        """The editor's words are searched for identifiers anew; decisions on the same words stay.

        `seen` is the stamp of the text the editor began from.
        """
        self.take_words(words)
        self.file_under(filing or {})

    @step(
        source=Stage.EDITING, target=SAME, law="CC-1034, CR-25", by=editor, when=[guards.gives_reason_to_keep],
        audience=DRAFT, title=_("Decide what is hidden"),
    )  # fmt: skip
    def decide(self, on: date, spans: list[str], decision: str, replacement: str = "", why: str = "") -> None:
        """`decision`: hide, keep, or open (undo). A replacement is for everywhere the same thing is named."""
        self.decide_spans(spans, decision, replacement=replacement, why=why)

    @step(
        source=Stage.EDITING, target=SAME, law="CC-1034, CR-25", by=editor, audience=DRAFT,
        title=_("Hide something more"),
    )  # fmt: skip
    def hide(self, on: date, text: str, kind: str, replacement: str, why: str = "") -> None:
        """What the search for identifiers missed, wherever it stands."""
        self.hide_words(text, kind, replacement, why)

    @step(
        source=Stage.EDITING, target=Stage.SUBMITTED, law="CC-1034, CR-25", by=editor, audience=DRAFT,
        when=[guards.is_complete, guards.all_decided, guards.no_leak], title=_("Submit to the second reader"),
    )  # fmt: skip
    def submit(self, on: date) -> None:
        """From here the text rests until the second reader has decided."""

    @step(
        source=Stage.SUBMITTED, target=Stage.RELEASED, law="CC-1034, CR-25", by=reader, audience=DRAFT,
        when=[guards.second_person, guards.all_decided, guards.no_leak], title=_("Release for publication"),
    )  # fmt: skip
    def release(self, on: date) -> None:
        """A second person answers for the words; the director decides whether they are published."""

    @step(
        source=Stage.RELEASED, target=Stage.PUBLISHED, law="CC-1034, CR-25, MR-32", by=director, audience=DRAFT,
        when=[guards.second_person, guards.no_leak, guards.in_a_crowd], title=_("Publish"), grave=True,
    )  # fmt: skip
    def publish(self, on: date, despite: str) -> None:
        """The public number is for good. `despite`: why it is published although few disputes look like it; else empty."""
        self.number = self.number or f"{on.year}-{self.pk:04}"
        if not self.formal_number and self.office_id:
            self.formal_number = Numbering.next(self.office, "典", on.year)
        if self.published_on:
            self.corrected_on, self.recalled_on, self.recall_reason = on, None, ""
        self.published_on = self.published_on or on
        self.year = self.year or on.year
        self.changed_at = timezone.now()

    @step(
        source=[Stage.SUBMITTED, Stage.RELEASED], target=Stage.EDITING, law="CC-1034, CR-25", by=reading,
        audience=DRAFT, title=_("Return to the editor"),
    )  # fmt: skip
    def return_to_editor(self, on: date, reason: str) -> None:
        """Something is still wrong; the reason says what."""

    @step(
        source=[Stage.PUBLISHED, Stage.RECALLED], target=Stage.EDITING, law="CC-1037, CR-25", by=desk,
        audience=DRAFT, title=_("Take back to correct it"), grave=True,
    )  # fmt: skip
    def correct(self, on: date, reason: str) -> None:
        """Number and address stay. Nobody reads it until three people have published the corrected words."""
        self.changed_at = timezone.now()

    @step(
        source=Stage.PUBLISHED, target=SAME, law="CC-1034, CR-25", by=operation_of_law, audience=DRAFT,
        when=[guards.no_leak_told], title=_("A leak was found"),
    )  # fmt: skip
    def find_leak(self, on: date, reason: str) -> None:
        """The nightly audit says where somebody can be recognised; the words themselves stand in no docket."""

    @step(
        source=Stage.PUBLISHED, target=SAME, law="CC-1034, CR-25", by=operation_of_law, audience=DRAFT,
        when=[guards.leak_told], title=_("The leak is gone"),
    )  # fmt: skip
    def end_leak(self, on: date) -> None:
        """A later audit finds nothing any more, for instance since the index was written anew."""

    @step(
        source=Stage.PUBLISHED, target=Stage.RECALLED, law="CC-1037", by=desk, audience=DRAFT,
        title=_("Recall"), grave=True,
    )  # fmt: skip
    def recall(self, on: date, kind: str, reason: str = "") -> None:
        """Gone at once from every page, list, feed and search; its address says why in one phrase."""
        self.recalled_on, self.recall_reason = on, kind
        self.changed_at = timezone.now()

    @step(
        source=[Stage.PROPOSED, Stage.EDITING, Stage.SUBMITTED, Stage.RELEASED],
        target=returned(Stage.DECLINED, Stage.RECALLED), law="CR-21", by=desk, audience=DRAFT, title=_("Decline"),
    )  # fmt: skip
    def decline(self, on: date, reason: str) -> str:
        """Nothing others could learn from it, or nobody could be protected.

        What was public once is recalled: its address goes on saying why.
        """
        if self.published_on is None:
            return Stage.DECLINED
        self.recalled_on, self.recall_reason = on, self.recall_reason or RecallReason.ERROR
        self.changed_at = timezone.now()
        return Stage.RECALLED
