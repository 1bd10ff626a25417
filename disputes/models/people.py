from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import EncryptedTextField, blind_index

# Who holds one of these posts writes down at the counter what others tell there (CR-29, MR-21).
AT_COUNTER = ("clerk", "recorder", "director", "presiding", "arbitrator", "lead", "mediator")


class Role(models.TextChoices):
    """The posts people hold at an office. System, security and audit administration read no case."""

    MEDIATOR = "mediator", _("Mediator")
    LEAD = "lead", _("Lead of a mediation organisation")
    CLERK = "clerk", _("Filing clerk")
    RECORDER = "recorder", _("Recorder")
    ARBITRATOR = "arbitrator", _("Arbitrator")
    PRESIDING = "presiding", _("Presiding arbitrator")
    DIRECTOR = "director", _("Director")
    COURT = "court", _("Court clerk")
    RECEIVER = "receiver", _("Officer of an authority that receives files")
    EDITOR = "editor", _("Casebook editor")
    READER = "reader", _("Second reader")
    SUPERVISOR = "supervisor", _("Supervisor")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):
    """Anybody with a login. `name` is shown to others; identity and phone stay encrypted."""

    name = models.CharField(_("Name"), max_length=60, blank=True)
    identity = EncryptedTextField(_("Identity or credit code"), blank=True)
    # Only an identity somebody checked (real-name login, a clerk) ever opens a case: what is typed proves nothing.
    identity_verified = models.BooleanField(_("Identity verified"), default=False)
    identity_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    phone = EncryptedTextField(_("Phone"), blank=True)
    # Of several parties of a case the one for whom this person acts now, by its key: said anew with each step.
    speaking_for: int | None = None

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.identity_index = blind_index(self.identity)
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name or self.username

    @cached_property
    def held_posts(self) -> list[Post]:
        """The posts held today, and whether their holder has a place for a side anywhere: one query for the whole request."""
        seats = apps.get_model("disputes", "Seat").objects.for_sides().filter(user=OuterRef("user"))
        return list(self.posts.current().select_related("office").annotate(sits=Exists(seats)))

    @property
    def may_have_own_cases(self) -> bool:
        """Whether to look if a case is the person's own; most who hold a post have a place for a side in none."""
        return not self.held_posts or any(post.sits for post in self.held_posts)  # type: ignore[attr-defined]

    def roles(self) -> set[str]:
        return {post.role for post in self.held_posts}

    def offices(self, *roles: str) -> list[int]:
        """The offices where one of these posts is held today."""
        return [post.office_id for post in self.held_posts if post.role in roles]

    @property
    def stands_at_counter(self) -> bool:
        """Whether this person may write down what an applicant tells at the office."""
        return bool(self.offices(*AT_COUNTER))


class PostQuerySet(models.QuerySet["Post"]):
    def current(self) -> PostQuerySet:
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)

    def at_counter(self) -> PostQuerySet:
        return self.filter(role__in=AT_COUNTER)


class Post(models.Model):
    """A person's post at an office, for a time."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    office = models.ForeignKey("disputes.Office", models.PROTECT, related_name="posts")
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    since = models.DateField(_("Since"), default=timezone.localdate)
    until = models.DateField(_("Until"), null=True, blank=True)
    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("Post")
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="one_post_of_a_kind_per_office")
        ]
        indexes = [models.Index(fields=["office", "role"], name="posts_by_office")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
