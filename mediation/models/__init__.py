from mediation.models.blind import BlindRound
from mediation.models.cases import Mediation
from mediation.models.facts import ChosenPaper, Fact
from mediation.models.offers import Instalment, Offer

__all__ = ["BlindRound", "ChosenPaper", "Fact", "Instalment", "Mediation", "Offer"]
