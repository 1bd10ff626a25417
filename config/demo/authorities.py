"""What was handed to others than courts: labour inspection, police, review of an authority's act (docs/law.md 6.3-6.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from config.demo.awards import to_court
from config.demo.intakes import refused
from config.demo.script import scene
from disputes.models import HandOff
from disputes.models.handoff import openings

if TYPE_CHECKING:
    from config.demo.case import Case
    from config.demo.script import Story


@scene(ago=35, typical="C018", result="acted")
@scene(ago=36, typical="C022", result="pointed_back")
@scene(ago=38, typical="C032", result="not_obeyed", police="case_opened")
@scene(ago=41, typical="C051", result="not_obeyed", police="no_case")
@scene(ago=24, typical="C041", result="")
def complained(case: Case) -> Story:
    """Refused by the committee, the worker complains to the inspection of the arrears."""
    yield from refused(case)
    yield 1
    handoff = to_court(case, "inspection", "A", "用人单位拖欠工资，请求依法查处并责令支付。")
    yield 1
    handoff = case.do(handoff, "send", "clerk")
    if not case.facts["result"]:
        return
    yield 1
    number = f"穗越人社监字〔{case.today.year}〕{handoff.pk + 20}号"
    handoff = case.do(handoff, "acknowledge", "receiver", docket_number=number)
    yield 5
    order: dict[str, str] = {
        "result": case.facts["result"], "ruling": f"穗越人社监令〔{case.today.year}〕{handoff.pk + 20}号",
    }  # fmt: skip
    if order["result"] == "not_obeyed":
        order["obey_by"] = (case.today - timedelta(days=1)).isoformat()
    case.do(handoff, "record_result", "receiver", **order)
    if order["result"] == "not_obeyed":
        yield from to_the_police(case)


def to_the_police(case: Case) -> Story:
    crime = HandOff.objects.get(dispute=case.dispute.pk, ground="police")
    yield 1
    crime = case.do(crime, "send", "receiver")
    yield 1
    number = f"穗公越（经）受案字〔{case.today.year}〕{crime.pk + 30}号"
    crime = case.do(crime, "acknowledge", "police", docket_number=number)
    yield 4
    ruling = f"穗公越（经）立字〔{case.today.year}〕{crime.pk + 30}号"
    case.do(crime, "record_result", "police", result=case.facts["police"], ruling=ruling)


@scene(ago=33, typical="C032", result="reviewed")
@scene(ago=31, typical="C039", result="declined")
def reviewed(case: Case) -> Story:
    """What an authority decided is no labour dispute: its own government reviews it."""
    yield from refused(case)
    yield 1
    handoff = next(one for one in openings(case.dispute, case.who("A")) if one.ground == "review")
    handoff = case.begin(
        handoff, "file", "A", reason="请求撤销该决定并责令重新作出。", venue=handoff.venue,
        challenged="不予认定工伤决定（穗人社工伤认字第8号）", known_on=case.today.isoformat(),
    )  # fmt: skip
    yield 1
    handoff = case.do(handoff, "send", "clerk")
    yield 2
    number = f"越府复〔{case.today.year}〕{handoff.pk + 40}号"
    handoff = case.do(handoff, "acknowledge", "reviewer", docket_number=number)
    yield 6
    case.do(
        handoff, "record_result", "reviewer", result=case.facts["result"], ruling=number.replace("复", "复决")
    )
