from typing import Any

from django import template

from mediation import agreement, force
from mediation.models import ChosenPaper, Mediation
from mediation.onward import competent_office, crossed, limitation, to_arbitration
from mediation.voices import voice_of

register = template.Library()


@register.simple_tag
def ways_to_force(record: Mediation, user: Any) -> list[force.Way]:
    """How the agreement gets force, for this reader."""
    return force.ways(record, user)


@register.simple_tag
def found_in(record: Mediation, terms: Any) -> list[agreement.Finding]:
    """What stands against these terms before they are signed."""
    return agreement.check(terms, agreement.matter_of(record.dispute))


@register.simple_tag
def chosen_papers(record: Mediation, user: Any) -> list[ChosenPaper]:
    """What the reader's own side takes along; what the other chose is told when it is in the file."""
    voice = voice_of(record, user)
    return list(record.chosen_papers.filter(voice=voice).select_related("paper")) if voice else []


@register.simple_tag
def onward(record: Mediation, user: Any) -> dict[str, Any]:
    """Where it goes on after a mediation without an agreement that is kept, for this reader."""
    return {
        "office": competent_office(record.dispute),
        "limitation": limitation(record),
        "papers": crossed(record, user),
        "url": to_arbitration(record, user),
    }
