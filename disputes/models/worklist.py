from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import AbstractProcess, AbstractTask
from viewflow.workflow.status import STATUS

from disputes import access
from disputes.models.people import Role

OPEN = [STATUS.NEW, STATUS.ASSIGNED]
ORDER = ("own_target", "due_on", "id")  # what the law dates first, then the house's own targets


class CaseProcess(AbstractProcess):
    """One run of a flow on one record of a dispute."""

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="processes")
    record_type = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    opened_by = models.ForeignKey("disputes.DocketEntry", models.PROTECT, related_name="opened_processes")
    closed_by = models.ForeignKey(
        "disputes.DocketEntry", models.PROTECT, null=True, related_name="closed_processes"
    )

    class Meta:
        verbose_name = _("Run of a flow")
        indexes = [
            models.Index(fields=["dispute"], condition=Q(finished=None), name="processes_running"),
        ]


class CaseTaskQuerySet(models.QuerySet["CaseTask"]):
    def open(self) -> CaseTaskQuerySet:
        return self.filter(is_open=True)

    def at_hand(self) -> CaseTaskQuerySet:
        """Open and not put aside."""
        return self.filter(is_open=True, held_until=None)

    def held(self) -> CaseTaskQuerySet:
        """Put aside until some day. Asked as a range, so that its own index answers whatever else is asked."""
        return self.filter(is_open=True, held_until__isnull=False, held_until__gt=date.min)

    def wake(self, today: date) -> int:
        """What was put aside until today or earlier comes back. Cost follows what comes back."""
        return self.held().filter(held_until__lte=today).update(held_until=None, held_why="")

    def of_others(self, user: Any) -> CaseTaskQuerySet:
        """Without those of cases in which the person stands for a side: the office's work there is for others (AL-33)."""
        found: CaseTaskQuerySet = access.of_others(self, user)
        return found

    def owned_by(self, user: Any) -> CaseTaskQuerySet:
        return self.open().filter(owner=user)

    def pool_of(self, user: Any) -> CaseTaskQuerySet:
        """Work nobody has taken at the user's offices, for the posts the user holds there."""
        mine = Q(pk__in=[])
        for post in user.held_posts:
            mine |= Q(office=post.office_id, role=post.role)
        return self.open().of_others(user).filter(mine, owner=None)

    def told_apart(self) -> CaseTaskQuerySet:
        """Each with its dispute and people; of a service as `which` the paper and who is to receive it, as `paper` its code."""
        services = apps.get_model("disputes", "Service").objects.filter(pk=OuterRef("record_id"))
        words = services.values(words=Concat("paper__title", Value(" → "), "party__name"))
        return self.select_related("dispute", "owner").annotate(
            which=Case(When(record_type="service", then=Subquery(words[:1]))),
            paper=Case(When(record_type="service", then=Subquery(services.values("paper__code")[:1]))),
        )

    def visible_to(self, user: Any) -> CaseTaskQuerySet:
        """A task is seen by who owns it, while a post at its office lasts, and by who could take it.

        A lead or director sees the office's.
        """
        if not user.is_authenticated:
            return self.none()
        own, seen = Q(owner=user, office=None), Q(pk__in=[])
        for post in user.held_posts:
            seen |= Q(office=post.office_id) & (Q(role=post.role) | Q(owner=user))
            if post.role in (Role.LEAD, Role.DIRECTOR):
                seen |= Q(office=post.office_id)
        return self.filter(own | (seen & ~Q(dispute__in=access.own_cases(user))))


class CaseTask(AbstractTask):
    """One duty of one person. Case, office, due date and assignee stand in the row: a page of work is one query."""

    process = models.ForeignKey(CaseProcess, models.CASCADE, related_name="task_set")
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="tasks")
    record_type = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    office = models.ForeignKey("disputes.Office", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    code = models.CharField(max_length=60)
    due_on = models.DateField()
    own_target = models.BooleanField(default=False, db_default=False)  # no time limit of law dates it
    is_open = models.BooleanField(default=True)
    held_until = models.DateField(_("Put aside until"), null=True)
    held_why = models.CharField(_("What it waits for"), max_length=200, blank=True, default="", db_default="")
    status = models.CharField(max_length=50, choices=STATUS.choices, default=STATUS.NEW)
    created = models.DateTimeField(default=timezone.now)
    scheduled = models.DateTimeField(null=True, blank=True)
    external_task_id = models.CharField(max_length=50, null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tasks", db_index=False
    )
    opened_by = models.ForeignKey(
        "disputes.DocketEntry", models.PROTECT, null=True, related_name="opened_tasks"
    )
    closed_by = models.ForeignKey(
        "disputes.DocketEntry", models.PROTECT, null=True, related_name="closed_tasks"
    )
    objects = CaseTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("Task")
        indexes = [
            models.Index(
                fields=["office", "role", "own_target", "due_on", "id"],
                condition=Q(is_open=True, held_until=None, owner=None),
                name="tasks_pool",
            ),
            models.Index(
                fields=["owner", "own_target", "due_on", "id", "office"],
                condition=Q(is_open=True, held_until=None),
                name="tasks_mine",
            ),
            models.Index(
                fields=["office", "own_target", "due_on", "id"],
                condition=Q(is_open=True, held_until=None),
                name="tasks_of_office",
            ),
            models.Index(
                fields=["held_until", "id"],
                condition=Q(is_open=True, held_until__isnull=False),
                name="tasks_put_aside",
            ),
            models.Index(fields=["dispute"], condition=Q(is_open=True), name="tasks_of_dispute"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A row that viewflow makes knows its process alone: case and record are the process's."""
        if self.record_id is None:
            self.dispute_id, self.record_id = self.process.dispute_id, self.process.record_id
            self.record_type = self.process.record_type
            self.due_on = self.due_on or timezone.localdate()
        super().save(*args, **kwargs)

    @property
    def days_left(self) -> int:
        return (self.due_on - timezone.localdate()).days

    @property
    def duty(self) -> Any:
        """The duty this task is, by its code; None if no release knows it any more."""
        from disputes.worklist import duty_named

        return duty_named(self.code)

    @property
    def is_legal(self) -> bool:
        """Whether the due date is a time limit of law rather than the house's own target."""
        return bool(self.dues)

    @property
    def dues(self) -> list[str]:
        """The time limits, by their codes, one of which dates it; of the service of a paper once it is `told_apart`."""
        return self.duty.dues(getattr(self, "paper", None) or "") if self.duty else []

    @property
    def page(self) -> str:
        """The name of the page its flow works on, where that is not the case page."""
        return getattr(self.duty.flow_class, "page", "") if self.duty else ""

    @property
    def page_url(self) -> str:
        """Where its record is looked at: the page its flow names, else the case page."""
        return reverse(self.page, args=[self.record_id]) if self.page else self.dispute.get_absolute_url()

    @property
    def label(self) -> Any:
        """What is to be done, in the reader's language."""
        return self.duty.task_title if self.duty else self.code


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: Any) -> SavedViewQuerySet:
        """One's own and nobody else's."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()


class SavedView(models.Model):
    """A worklist's filters that a person keeps under a name: `query` is what stands after `?` in the address."""

    MOST: ClassVar[int] = 20

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("Name"), max_length=40)
    query = models.CharField(max_length=500)
    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("Saved view")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="one_view_of_a_name_per_person")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, user: Any, name: str, query: str) -> bool:
        """Keep it; the same name is replaced. False if the person keeps too many already."""
        rows = cls.objects.filter(user=user)
        if not rows.filter(name=name).exists() and rows.count() >= cls.MOST:
            return False
        cls.objects.update_or_create(user=user, name=name, defaults={"query": query})
        return True
