"""How a case was closed: by the closing codes (docs/law.md 2.12)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.stages import Stage


class Outcome(models.TextChoices):
    """The closing codes (docs/law.md 2.12)."""

    AWARD = "award", _("Award")
    STATEMENT = "statement", _("Mediation statement")
    WITHDRAWN = "withdrawn", _("Withdrawal")
    DEEMED_WITHDRAWN = "deemed", _("Treated as withdrawn")
    CANCELLED = "cancelled", _("Accepted by mistake")
    TERMINATED = "terminated", _("Ended because of a suit")
    TRANSFERRED = "transferred", _("Transferred")


OUTCOMES = {
    Stage.AWARDED: Outcome.AWARD,
    Stage.MEDIATED: Outcome.STATEMENT,
    Stage.WITHDRAWN: Outcome.WITHDRAWN,
    Stage.DEEMED_WITHDRAWN: Outcome.DEEMED_WITHDRAWN,
    Stage.CANCELLED: Outcome.CANCELLED,
    Stage.TERMINATED: Outcome.TERMINATED,
    Stage.TRANSFERRED: Outcome.TRANSFERRED,
}
