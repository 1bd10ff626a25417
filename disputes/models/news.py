from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reach(models.Model):
    """How a person is told of what happens in the own cases: always here, by e-mail if that is chosen.

    Steps of the law cannot be switched off; what is said in talks can. `seen` and `mailed` are keys of docket entries:
    up to there the list was read, or the e-mails went out.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reach")
    by_mail = models.BooleanField(_("Tell me by e-mail"), default=False)
    talk = models.BooleanField(_("Also of messages in talks and rooms"), default=True)
    seen = models.BigIntegerField(default=0, editable=False)
    mailed = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("How a person is told")
        indexes = [models.Index(fields=["mailed"], condition=models.Q(by_mail=True), name="reach_by_mail")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.seen}"
