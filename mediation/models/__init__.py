from mediation.models.blind import BlindRound
from mediation.models.cases import Mediation
from mediation.models.facts import ChosenPaper, Fact
from mediation.models.hands import Signature
from mediation.models.instalments import Instalment, PerformanceReminder, Receipt
from mediation.models.offers import Offer
from mediation.models.roster import Leave, MediatorProfile
from mediation.models.shares import Share
from mediation.models.sittings import Confirmation, QuestionRound, Sitting

__all__ = [
    "BlindRound",
    "ChosenPaper",
    "Confirmation",
    "Fact",
    "Instalment",
    "Leave",
    "Mediation",
    "MediatorProfile",
    "Offer",
    "PerformanceReminder",
    "QuestionRound",
    "Receipt",
    "Share",
    "Signature",
    "Sitting",
]
