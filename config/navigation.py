"""What stands in the staff's left column: one declaration per place, shown to the posts that work there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from disputes.models import User


@dataclass(frozen=True)
class Place:
    """An address of the house; ``roles`` are the posts (``disputes.models.Role``) that it is meant for."""

    url: str
    label: str | Promise
    icon: str
    roles: frozenset[str]


OFFICE = frozenset({"clerk", "recorder", "arbitrator", "presiding", "director"})
MEDIATION = frozenset({"mediator", "lead"})
CASEBOOK = frozenset({"editor", "reader"})

PLACES = (
    Place("/work/", _("Worklist"), "inbox", OFFICE | MEDIATION | CASEBOOK | {"supervisor"}),
    Place("/overview/", _("Overview"), "chart", frozenset({"supervisor", "director", "lead"})),
    Place("/overview/administration/", _("Changes by administrators"), "lock", frozenset({"supervisor"})),
    Place("/mediators/", _("Mediators"), "people", frozenset({"lead"})),
    Place("/hearings/", _("Hearings"), "calendar", OFFICE),
    Place("/court/", _("Court inbox"), "court", frozenset({"court"})),
    Place("/court/", _("Files received"), "inbox", frozenset({"receiver"})),
    Place(
        "/overview/standards/",
        _("One scope, one standard"),
        "chart",
        frozenset({"supervisor", "director", "court"}),
    ),
    Place(
        "/casebook/",
        _("Casebook"),
        "book",
        OFFICE | MEDIATION | CASEBOOK | {"supervisor", "court", "receiver"},
    ),
    Place("/casebook/desk/", _("Casebook desk"), "pen", CASEBOOK | {"director"}),
    Place("/work/readings/", _("Readings of the law"), "scales", frozenset({"director", "administrator"})),
    Place(
        "/work/templates/",
        _("Templates of documents"),
        "file",
        frozenset({"director", "administrator", "lead"}),
    ),
    Place("/admin/", _("Administration"), "lock", frozenset({"administrator"})),
    Place("/calendar/", _("Calendar"), "calendar", frozenset({"administrator"})),
)


def nav_for(user: "User | Any") -> list[tuple[str, str | Promise, str, int]]:
    """``(url, label, icon, count)`` of the places where ``user`` works; nothing for a visitor or a party."""
    if not user.is_authenticated:
        return []
    roles = user.roles() | ({"administrator"} if user.is_superuser else set())
    return [(place.url, place.label, place.icon, 0) for place in PLACES if place.roles & roles]
