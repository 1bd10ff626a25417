from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import access, steps
from disputes.models.fields import EncryptedJSONField


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: Any) -> PaperQuerySet:
        return self.filter(access.may_read(user, author="uploaded_by"))

    def unrendered(self) -> PaperQuerySet:
        return self.filter(sha256="").exclude(code="")


class Paper(models.Model):
    """A document or piece of evidence. Generated ones keep their data and are rendered from them, byte for byte."""

    class Volume(models.TextChoices):
        MAIN = "main", _("Main volume")
        SIDE = "side", _("Side volume")
        NONE = "none", _("Not in the file")

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="papers")
    record_type = models.CharField(max_length=24, blank=True)
    record_id = models.BigIntegerField(null=True)
    entry = models.ForeignKey("disputes.DocketEntry", models.PROTECT, null=True, related_name="papers")
    audience = models.CharField(max_length=24, default=access.Audience.OPEN)
    volume = models.CharField(max_length=4, choices=Volume, default=Volume.MAIN)
    code = models.CharField(_("Document"), max_length=8, blank=True)
    title = models.CharField(_("Title"), max_length=120)
    number = models.CharField(_("Number"), max_length=60, blank=True)
    check_code = models.CharField(
        max_length=12, blank=True, editable=False
    )  # printed on it, for anybody to check it
    side = models.CharField(max_length=1, blank=True)
    party = models.ForeignKey(
        "disputes.Party", models.PROTECT, null=True, related_name="papers"
    )  # who handed it in; taken at the counter it is not the one who uploaded it
    data = EncryptedJSONField(default=dict, blank=True)
    name = models.CharField(_("File name"), max_length=160, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    sha512 = models.CharField(
        max_length=128, blank=True, editable=False
    )  # known once it was packed for a court
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("Paper")
        ordering = ["id"]
        indexes = [models.Index(fields=["id"], condition=Q(sha256=""), name="papers_unrendered")]
        constraints = [
            models.UniqueConstraint(
                fields=["check_code"], condition=~Q(check_code=""), name="check_code_used_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_audience_display(self) -> Any:
        return access.label(self.audience)

    @property
    def record(self) -> Any:
        return steps.model_named(self.record_type)._default_manager.get(pk=self.record_id)

    def get_absolute_url(self) -> str:
        return reverse("disputes:paper", args=[self.ref])


class Upload(models.Model):
    """A file on its way in, chunk by chunk; becomes a paper when it is whole and accepted.

    It stays for some days after that: who lost the answer on a bad line asks again and is told of the paper.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dispute = models.ForeignKey("disputes.Dispute", models.CASCADE, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=160)
    size = models.PositiveBigIntegerField()
    key = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=120, blank=True)
    audience = models.CharField(max_length=16, default=access.Audience.OPEN)
    party = models.ForeignKey("disputes.Party", models.CASCADE, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    paper = models.ForeignKey(Paper, models.CASCADE, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.ref)
