"""Which parties somebody may know by name, and how a list tells one case from another by them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from disputes import access


class PartyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> PartyQuerySet:
        return self.filter(access.hears(user, access.Audience.OPEN))

    def told(self) -> dict[int, str]:
        """By dispute who stands against whom, of many on one side the first and how many they are. One query."""
        found: dict[int, dict[str, list[str]]] = {}
        rows = self.filter(side__in="AB").order_by("dispute", "side", "pk")
        for dispute, side, name in rows.values_list("dispute", "side", "name"):
            found.setdefault(dispute, {}).setdefault(side, []).append(name)
        return {key: _between(sides) for key, sides in found.items()}


def _between(sides: dict[str, list[str]]) -> str:
    applicant, respondent = (_named(sides.get(side, [])) for side in "AB")
    if not (applicant and respondent):
        return applicant or respondent
    return _("%(applicant)s against %(respondent)s") % {"applicant": applicant, "respondent": respondent}


def _named(names: list[str]) -> str:
    if len(names) > 1:
        return _("%(first)s and others (%(all)d)") % {"first": names[0], "all": len(names)}
    return "".join(names)
