"""The record of a hearing and who signed it (AL-40, CR-41)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.models.fields import EncryptedJSONField, EncryptedTextField


class HearingRecord(models.Model):
    """What was said at one hearing (庭审笔录), written by the recorder, signed by those who were there.

    `attendance` holds rows `{key, name, role, present, note}`: key is `party-12` or `user-5`. A text that is written
    anew is signed anew.
    """

    arbitration = models.ForeignKey("arbitration.Arbitration", models.PROTECT, related_name="hearing_records")
    number = models.PositiveSmallIntegerField(_("Number"))
    starts_at = models.DateTimeField(_("Begins at"))
    ends_at = models.DateTimeField(_("Ends at"))
    place = models.CharField(_("Place"), max_length=200)
    closed = models.BooleanField(_("Not open to the public"), default=False)
    text = EncryptedJSONField(default=dict)  # attendance, stages, last_words, mediation
    answer = EncryptedTextField(blank=True)  # of the tribunal, to what signers remarked
    finished_on = models.DateField(_("Finished on"), null=True, editable=False)

    class Meta:
        verbose_name = _("Hearing record")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["arbitration", "number"], name="hearing_records_numbered_without_twins"
            )
        ]

    def __str__(self) -> str:
        return str(_("Hearing record %(number)d") % {"number": self.number})

    @property
    def signers(self) -> dict[str, Any]:
        """Key -> row of everybody who was present and signs."""
        return {row["key"]: row for row in self.text.get("attendance", []) if row["present"]}

    @property
    def given(self) -> dict[str, Signature]:
        return {one.key: one for one in self.signatures.all()}

    @property
    def waiting(self) -> dict[str, Any]:
        """Who has neither signed nor been noted as not signing."""
        given = self.given
        return {key: row for key, row in self.signers.items() if key not in given}

    @property
    def awaited(self) -> list[tuple[Any, Signature | None]]:
        given = self.given
        return [(row, given.get(key)) for key, row in self.signers.items()]

    @property
    def remarks(self) -> list[Signature]:
        return [one for one in self.given.values() if one.remark]


class Signature(models.Model):
    """One name under a hearing record: drawn, typed, or noted as refused (AL-40)."""

    record = models.ForeignKey(HearingRecord, models.CASCADE, related_name="signatures")
    key = models.CharField(max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    drawn = EncryptedTextField(blank=True)  # PNG, base64
    remark = EncryptedTextField(_("Remark"), blank=True)
    refused = EncryptedTextField(blank=True)  # why there is no signature, as the recorder noted it

    class Meta:
        verbose_name = _("Signature")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["record", "key"], name="a_hearing_record_is_signed_once_by_each")
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.key}"

    @property
    def image(self) -> str:
        """The drawn signature as an address of its own data; empty when the name was typed."""
        return f"data:image/png;base64,{self.drawn}" if self.drawn else ""
