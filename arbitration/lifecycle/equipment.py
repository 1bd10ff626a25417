"""What a hearing may need its room to have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Equipment(models.TextChoices):
    RECORDING = "recording", _("Sound and video recording")
    SCREEN = "screen", _("Screen for evidence")
    VIDEO = "video", _("Video link")
    BOOTH = "booth", _("Interpreter's booth")
    STEP_FREE = "step_free", _("Step-free access")


SEATS = 500  # no room of a committee has more
