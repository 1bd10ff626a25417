"""The stages of a mediation (docs/law.md 10.1), and which of them belong together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.steps import NEW


class Stage(models.TextChoices):
    NEW = NEW, _("New")
    SUBMITTED = "submitted", _("Applied for")
    ACCEPTED = "accepted", _("Accepted, mediator to be named")
    IN_MEDIATION = "in_mediation", _("In mediation")
    AGREED = "agreed", _("Agreed, to be signed")
    EFFECTIVE = "effective", _("Agreement in effect")
    PERFORMED = "performed", _("Agreement kept")
    BREACHED = "breached", _("Agreement broken")
    FAILED = "failed", _("No agreement")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Application withdrawn")


class Answer(models.TextChoices):
    """What one of several workers says to an offer (CR-63)."""

    ACCEPTS = "accepts", _("Accepts")
    DECLINES = "declines", _("Declines")
    SILENT = "silent", _("Did not answer in time")


ASKED = Stage.SUBMITTED
RUNNING = (Stage.ACCEPTED, Stage.IN_MEDIATION, Stage.AGREED)
UNSETTLED = (Stage.SUBMITTED, Stage.ACCEPTED, Stage.IN_MEDIATION)
TALKING = (Stage.IN_MEDIATION, Stage.AGREED)
ONWARD = (Stage.FAILED, Stage.BREACHED, Stage.WITHDRAWN)  # from here the sides may go on to arbitration
BINDING = (Stage.EFFECTIVE, Stage.BREACHED)
