from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from disputes import access, steps
from disputes.rules import afterwards
from disputes.rules.words import Line


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def running(self) -> DeadlineQuerySet:
        return self.filter(status=Deadline.Status.RUNNING)

    def open(self) -> DeadlineQuerySet:
        return self.filter(status__in=[Deadline.Status.RUNNING, Deadline.Status.PAUSED])

    def lapsing(self, today: date) -> DeadlineQuerySet:
        """Those whose last day is over and whose end the law attaches a step to."""
        return self.filter(status=Deadline.Status.RUNNING, lapses=True, due_on__lt=today).order_by(
            "due_on", "id"
        )

    def touching(self, year: int) -> DeadlineQuerySet:
        """Those whose counting, forward or back, goes through that year or ends in it."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        forward = Q(trigger_on__lte=last, due_on__gte=first)
        return self.filter(forward | Q(due_on__lte=last, trigger_on__gte=first))

    def visible_to(self, user: Any) -> DeadlineQuerySet:
        return self.filter(access.may_read(user, author=""))

    def overseen_by(self, user: Any) -> DeadlineQuerySet:
        """Those whose days an overview tells: of what nobody keeps to itself, and what the reader reads anyhow."""
        return self.filter(Q(audience__in=access.DATED) | access.may_read(user, author=""))

    def told_to(self, user: Any) -> DeadlineQuerySet:
        """Those a page tells this reader: not the one of all in whose place a party the reader speaks for has its own."""
        from disputes.deadlines import TimeLimit

        found = self.visible_to(user)
        for limit in [one for one in TimeLimit.all.values() if one.instead]:
            same = {name: OuterRef(name) for name in ("dispute", "record_type", "record_id")}
            own = Deadline.objects.open().filter(
                code=limit.code, party__seats__user=user, party__seats__left=False
            )
            found = found.exclude(Q(code=limit.instead) & Exists(own.filter(**same)))
        return found


class Deadline(models.Model):
    """One running instance of a time limit: how it was counted stays with it.

    `raw_due` is the counted day, `due_on` the day after the holiday roll (docs/law.md T15).
    """

    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        STOPPED = "stopped", _("Done")
        LAPSED = "lapsed", _("Lapsed")

    # Found by its dispute alone, whose entries are few: an index of its own for each key would be kept for nobody.
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="deadlines", db_index=False)
    code = models.CharField(max_length=40)
    rule = models.CharField(max_length=40)
    audience = models.CharField(max_length=24, default=access.Audience.OPEN)
    record_type = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    party = models.ForeignKey("disputes.Party", models.PROTECT, null=True, related_name="deadlines")
    trigger_on = models.DateField()
    raw_due = models.DateField()
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    calendar = models.CharField(max_length=40, blank=True)
    reading = models.CharField(max_length=20, blank=True)  # the option its committee followed when it began
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    lapses = models.BooleanField(default=False)
    pauses = models.JSONField(default=list, blank=True)
    paused_on = models.DateField(null=True)
    restarts = models.JSONField(default=list, blank=True)
    extended = models.BooleanField(default=False)
    explanation = models.JSONField(default=dict, blank=True)
    history = models.JSONField(default=list, blank=True)
    started_by = models.ForeignKey("disputes.DocketEntry", models.PROTECT, related_name="+", db_index=False)
    ended_by = models.ForeignKey(
        "disputes.DocketEntry", models.PROTECT, null=True, related_name="+", db_index=False
    )
    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("Deadline")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "code", "record_type", "record_id"],
                condition=Q(status__in=["running", "paused"], party=None),
                name="one_open_deadline_per_record",
            ),
            models.UniqueConstraint(
                fields=["dispute", "code", "record_type", "record_id", "party"],
                condition=Q(status__in=["running", "paused"], party__isnull=False),
                name="one_open_deadline_per_party",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"], condition=Q(status="running", lapses=True), name="deadlines_lapsing"
            ),
            models.Index(fields=["dispute", "status"], name="deadlines_of_dispute"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.due_on}"

    @property
    def limit(self) -> Any:
        from disputes.deadlines import TimeLimit

        return TimeLimit.all[self.code]

    @property
    def binds_display(self) -> Any:
        """Who must act, in words."""
        return BOUND.get(self.limit.binds, self.limit.binds)

    @property
    def otherwise(self) -> Any:
        """What happens if nobody acts by then, in one plain sentence; empty where the law attaches nothing to it."""
        if self.limit.otherwise or not self.limit.lapses_into:
            return self.limit.otherwise
        model, _dot, name = self.limit.lapses_into.partition(".")
        said = steps.declared(steps.model_named(model), name)
        return said.meaning if said else ""

    @property
    def days_left(self) -> int:
        return (self.due_on - timezone.localdate()).days

    def is_over(self, today: date) -> bool:
        """Whether it runs past its last day."""
        return self.status == RUNNING and self.due_on < today

    @property
    def stands_as_set(self) -> bool:
        """Whether somebody set the day (the office, or both parties) and no calendar moves it."""
        limit = self.limit
        return limit.fixed is not None or (self.extended and limit.until is not None)

    @property
    def story(self) -> list[str]:
        """How the date was counted and what changed it since, in the reader's language."""
        return self.told("en" if (get_language() or "").startswith("en") else "zh")

    def told(self, lang: str) -> list[str]:
        """The same in Chinese or English, for screens, documents and whoever asks by machine."""
        lines = list((self.explanation or {}).get(lang, []))
        if self.paused_on:
            lines.append(afterwards.standing_still(self.paused_on).to(lang))
        if not self.stands_as_set:
            lines.append(afterwards.counted_by(self.calendar).to(lang))
        return lines + [_earlier(old).to(lang) for old in self.history]


RUNNING = Deadline.Status.RUNNING.value


def _earlier(old: dict[str, str]) -> Line:
    """A value of the history: the day, when it changed, and the step or notice that changed it."""
    model, _dot, name = old["step"].partition(".")
    terms = steps.declared(steps.model_named(model), name)
    title = terms.title if terms else old["step"]
    said = {}
    for lang, code in (("zh", "zh-hans"), ("en", "en")):
        with override(code):
            said[lang] = f"{title}" + (f" {old['notice']}" if "notice" in old else "")
    why = Line(f"“{said['zh']}”", said["en"])
    return afterwards.earlier(date.fromisoformat(old["due"]), date.fromisoformat(old["on"]), why)


BOUND = {
    "A": _("Applicant"),
    "B": _("Respondent"),
    "party": _("The parties"),
    "both": _("Both parties"),
    "worker": _("The worker"),
    "employer": _("The employer"),
    "clerk": _("Filing clerk"),
    "director": _("Director"),
    "tribunal": _("Tribunal"),
    "presiding": _("Presiding arbitrator"),
    "mediator": _("Mediator"),
    "lead": _("Mediation organisation"),
    "office": _("The committee"),
    "court": _("Court"),
    "law": _("By operation of law"),
}
