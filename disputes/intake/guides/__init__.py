"""The guided questions before any login: scope, jurisdiction, limitation. What is answered rides in the address."""

from disputes.intake.guides.asking import GuideForm, title_of
from disputes.intake.guides.carrying import Carried, category, more_places, opened, sealed, time_facts
from disputes.intake.guides.walking import NAMES, TITLES, Step, walk

__all__ = [
    "NAMES", "TITLES", "Carried", "GuideForm", "Step", "category", "more_places", "opened", "sealed", "time_facts",
    "title_of", "walk",
]  # fmt: skip
