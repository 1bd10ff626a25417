"""Which organisation suits a dispute, and why: shown when one is chosen; a person chooses (AL-10)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from disputes.models import Office, Post
from disputes.wording import listed
from mediation import results
from mediation.lifecycle.stages import RUNNING
from mediation.models import Mediation

PLATFORM = ("新就业形态", "骑手", "网约", "外卖", "平台", "快递", "代驾", "主播")
TRADE = re.compile(r"([\u4e00-\u9fff]{2})行业")  # 广州市越秀区建筑行业劳动争议调解委员会
FORM = re.compile(r"(?:股份|集团|有限|责任)*公司$|（.*?）")
SHOWN = 12


@dataclass
class Suited:
    """One organisation; `points` order them, `reasons` say why in words."""

    office: Office
    points: float = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return f"{self.office.name} · {listed(self.reasons)}"

    def say(self, points: float, words: str) -> None:
        self.points += points
        self.reasons.append(words)


def suited(dispute: Any) -> list[Suited]:
    """Those of the district, the city and the province, best first. Four queries, however many."""
    place = dispute.workplace or dispute.employer_seat
    where = {place: (3, _("in the district of the workplace")), place[:4] + "00": (2, _("in the same city")),
             "440000": (1, _("for the whole province"))}  # fmt: skip
    offices = Office.objects.filter(kind=Office.Kind.MEDIATION, division__in=where)
    found = {office.pk: Suited(office) for office in offices}
    if not found:  # nobody near is known: any of them
        found = {one.pk: Suited(one) for one in Office.objects.filter(kind=Office.Kind.MEDIATION)[:SHOWN]}
    firms = [party.name for party in dispute.parties.all() if not party.worker]
    told = f"{dispute.cause}{dispute.facts_text}{''.join(firms)}"
    of_platform = any(word in told for word in PLATFORM)
    done, load, staff = results.of_organisations(found), _load(found), _staff(found)
    for key, one in found.items():
        if one.office.division in where:
            one.say(*where[one.office.division])
        _fit(one, of_platform=of_platform, joint=dispute.collective)
        _know(one, told, firms)
        if done.get(key, results.Results()).is_gold(one.office.settings.get("gold")):
            one.say(1, _("gold-medal organisation"))
        _have_hands(one, load.get(key, 0), staff.get(key, 0))
    return sorted(found.values(), key=lambda one: (-one.points, one.office.pk))[:SHOWN]


def _have_hands(one: Suited, load: int, staff: int) -> None:
    """How busy its mediators are; where nobody would take the case, others come first."""
    if staff:
        one.say(
            -load / staff / 20, _("%(load)d open cases, %(staff)d mediators") % {"load": load, "staff": staff}
        )
    else:
        one.say(-2, _("no mediator in this system yet"))


def _fit(one: Suited, *, of_platform: bool, joint: bool) -> None:
    """What its kind speaks for."""
    kind = one.office.organisation
    if of_platform and kind == Office.Organisation.NEW_FORM:
        one.say(3, _("for work through platforms"))
    if not of_platform and kind == Office.Organisation.NEW_FORM:
        one.say(-2, _("for work through platforms only"))
    if joint and kind == Office.Organisation.CENTRE:
        one.say(1, _("takes disputes of many workers"))


def _know(one: Suited, told: str, firms: list[str]) -> None:
    """Its trade, and whether it sits at the very firm (AL-10)."""
    kind, name = one.office.organisation, one.office.name
    if kind == Office.Organisation.TRADE and (trade := TRADE.search(name)):
        if trade[1] in told:
            one.say(2, _("for the trade of this firm"))
        else:
            one.say(-2, _("for another trade"))
    if kind == Office.Organisation.ENTERPRISE and any(_stem(firm) in name for firm in firms if _stem(firm)):
        one.say(-1, _("sits at the employer itself"))


def _stem(firm: str) -> str:
    """The name of a firm without its form, as its own committee would carry it."""
    return FORM.sub("", firm)


def _load(found: Any) -> dict[int, int]:
    running = Mediation.objects.filter(office__in=found, stage__in=RUNNING)
    return dict(running.values_list("office").annotate(Count("pk")))


def _staff(found: Any) -> dict[int, int]:
    posts = Post.objects.current().filter(office__in=found, role="mediator")
    return dict(posts.values_list("office").annotate(Count("pk")))
