"""The stages of an arbitration (docs/law.md 10.2), and which of them belong together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.steps import NEW


class Stage(models.TextChoices):
    NEW = NEW, _("New")
    RECEIVED = "received", _("Received")
    CORRECTION = "correction", _("To be completed by the applicant")
    SUGGESTED = "suggested", _("Mediation suggested")
    DEFERRED = "deferred", _("Acceptance put off for mediation")
    ARRIVING = "arriving", _("Transferred here, not yet taken over")
    ACCEPTED = "accepted", _("Accepted, being prepared")
    SCHEDULED = "scheduled", _("Hearing scheduled")
    IN_HEARING = "in_hearing", _("In hearing")
    DELIBERATING = "deliberating", _("Debate closed, deliberating")
    SETTLEMENT = "settlement_draft", _("Mediation statement being served")
    SUSPENDED = "suspended", _("Suspended")
    AWARDED = "awarded", _("Award made")
    MEDIATED = "mediated", _("Settled by mediation statement")
    SETTLED_BEFORE = "settled_before", _("Settled in mediation before acceptance")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    REDIRECTED = "redirected", _("Pointed to another committee")
    TRANSFERRED = "transferred", _("Transferred to another committee")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DEEMED_WITHDRAWN = "deemed_withdrawn", _("Treated as withdrawn")
    CANCELLED = "cancelled", _("Withdrawn by the committee: accepted by mistake")
    TERMINATED = "terminated", _("Ended: the court has taken the case")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("In the archive")


INTAKE = [Stage.RECEIVED, Stage.CORRECTION, Stage.SUGGESTED, Stage.DEFERRED]
PREPARING = [Stage.ACCEPTED, Stage.SCHEDULED]
HEARD = [Stage.IN_HEARING, Stage.DELIBERATING]
RUNNING = [*PREPARING, *HEARD]  # the 45 days run
PENDING = [*RUNNING, Stage.SETTLEMENT, Stage.SUSPENDED]
DECIDED = [
    Stage.AWARDED, Stage.MEDIATED, Stage.WITHDRAWN, Stage.DEEMED_WITHDRAWN, Stage.CANCELLED, Stage.TERMINATED,
    Stage.TRANSFERRED,
]  # fmt: skip
FILED = [Stage.CLOSED, Stage.ARCHIVED]  # nothing is left to do
ENDS = [
    Stage.SETTLED_BEFORE, Stage.NOT_ACCEPTED, Stage.REDIRECTED, Stage.TRANSFERRED, Stage.WITHDRAWN,
    Stage.DEEMED_WITHDRAWN, Stage.CANCELLED, Stage.TERMINATED, Stage.MEDIATED, *FILED,
]  # fmt: skip
