"""Decisions on the way of a case: mediation first, jurisdiction, recusal, handling, parties, its end (docs/law.md 8.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from arbitration import votes
from arbitration.deeds import SIDES, Data, claims_left, common, parties, tribunal
from arbitration.deeds.notices import DIRECTOR, REFUSED, award_due
from arbitration.lifecycle.guards.hearing import agreed_on
from arbitration.lifecycle.guards.minutes import entries
from disputes.calendars import in_force
from disputes.models import DocketEntry, Office, Party, User
from disputes.rules import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

SIMPLE = {
    "clear": "事实清楚、权利义务关系明确、争议不大",
    "small": "标的额不超过本省上年度职工年平均工资",
    "agreed": "双方当事人同意简易处理",
}
ENDED = {
    "award": "裁决", "statement": "调解", "withdrawn": "撤回申请", "deemed": "按撤回申请处理", "cancelled": "撤销案件",
    "terminated": "终止审理", "transferred": "移送管辖",
}  # fmt: skip


def earlier(entry: DocketEntry, step: str) -> DocketEntry:
    """The newest request that this decision answers."""
    rows = DocketEntry.objects.filter(dispute=entry.dispute_id, step=step, record_id=entry.record_id)
    return rows.select_related("by").latest("number")


def asker(entry: DocketEntry) -> str:
    party = entry.dispute.party_of(entry.by) if entry.by else None
    return party.name if party else "当事人"


def suggestion(entry: DocketEntry, addressee: Party | None) -> Data:
    body = entry.facts.get("body") or "用人单位所在地的劳动人事争议调解组织"
    return common(entry, addressee, filed_on=entry.record.received_on, body=body)


def approval(entry: DocketEntry, addressee: Party | None) -> Data:
    record = entry.record
    return common(
        entry, claims=claims_left(record), opinion=record.opinion or "符合受理条件。", approved_by=str(entry.by or DIRECTOR),
        accepted_on=record.accepted_on,
    )  # fmt: skip


def objection(entry: DocketEntry, addressee: Party | None) -> Data:
    asked = earlier(entry, "arbitration.object_to_jurisdiction")
    return common(
        entry, addressee, variant="rejected", accepted_on=entry.record.accepted_on, asked_on=asked.on,
        grounds=asked.facts["reason"], reasons=entry.facts["reason"],
    )  # fmt: skip


def recusal(entry: DocketEntry, addressee: Party | None) -> Data:
    asked = next(
        row
        for row in entries(entry.record, "arbitration.ask_recusal").select_related("by").reverse()
        if row.facts["person"] == entry.record.recused.pk
    )
    upheld = entry.facts["decision"] == "upheld"
    more: Data = {"substitute": str(User.objects.get(pk=entry.facts["substitute"]))} if upheld else {}
    return common(
        entry, addressee, variant="upheld" if upheld else "rejected", asked_on=asked.on, asked_by=asker(asked),
        person=str(entry.record.recused), grounds=asked.facts["reason"], reasons=entry.facts["reason"], **more,
    )  # fmt: skip


def joining(entry: DocketEntry, addressee: Party | None) -> Data:
    facts = entry.facts
    return common(
        entry, addressee, accepted_on=entry.record.accepted_on, joined=facts["called"], capacity=SIDES[facts["side"]],
        **award_due(entry),
    )  # fmt: skip


def deliberation(entry: DocketEntry, addressee: Party | None) -> Data:
    facts, record = entry.facts, entry.record
    return common(
        entry, opinions="\n".join([facts["text"], *_positions(record, facts)]), vote=_outcome(record, facts),
        tribunal=tribunal(record),
    )  # fmt: skip


def _names(record: Any) -> dict[str, str]:
    """Key -> name of everybody who votes."""
    people = [record.presiding, *record.arbitrators]
    return {str(person.pk): str(person) for person in people}


def _positions(record: Any, facts: Data) -> Iterator[str]:
    """Every opinion with those who voted for it."""
    names, cast = _names(record), facts.get("votes") or {}
    for place, opinion in enumerate(facts.get("opinions") or []):
        by = "、".join(names.get(key, "") for key, chosen in cast.items() if chosen == place) or "无人"
        yield f"意见{place + 1}（{by}）：{opinion}"


def _outcome(record: Any, facts: Data) -> str | None:
    if not facts.get("votes"):
        return None
    found, names = votes.result(facts["votes"], str(record.presiding_id)), _names(record)
    dissent = "、".join(names[key] for key in found.dissent)
    deciding = f"意见{found.opinion + 1}"
    if found.how == "unanimous":
        return f"一致同意{deciding}"
    if found.how == "majority":
        return f"按照多数意见采纳{deciding}，{dissent}持不同意见，记入笔录"
    return f"不能形成多数意见，按照首席仲裁员的意见采纳{deciding}，{dissent}持不同意见，记入笔录"


def delegation(entry: DocketEntry, addressee: Party | None) -> Data:
    since = agreed_on(entry.record, entry.facts) or entry.on
    due = periods.due("delegated_mediation", since, calendar=in_force()).due
    return common(entry, addressee, body=entry.facts["body"], due_on=due)


def handling(entry: DocketEntry, addressee: Party | None) -> Data:
    simple = entry.step == "arbitration.handle_simply"
    more: Data = {"ground": SIMPLE[entry.facts["ground"]]} if simple else {"reasons": entry.facts["reason"]}
    variant = "simple" if simple else "ordinary"
    return common(entry, addressee, variant=variant, accepted_on=entry.record.accepted_on, **more)


def ending(entry: DocketEntry, addressee: Party | None) -> Data:
    """Withdrawn by the committee (CR-32), or ended because a court has the case (CR-48)."""
    record = entry.record
    more: Data = {
        "variant": "terminated",
        "court_number": entry.facts.get("court_number") or record.court_number,
    }
    if entry.step == "arbitration.cancel":
        more = {"variant": "cancelled", "reasons": entry.facts["reason"]}
    return common(entry, addressee, accepted_on=record.accepted_on, **more)


SUPERVISED = {
    "award.open_supervision": "start",
    "award.refuse_supervision": "refused",
    "arbitration.uphold_award": "upheld",
}


def supervision(entry: DocketEntry, addressee: Party | None) -> Data:
    """Of one award, or, once it was heard anew, of the last that was (B9-18)."""
    award = entry.record
    if entry.record_type == "arbitration":
        award = entry.record.awards.filter(stage="supervised").last()
    return common(
        entry, addressee, variant=SUPERVISED[entry.step], reasons=entry.facts["reason"],
        instrument={"title": "仲裁裁决书", "number": award.number, "made_on": award.made_on},
    )  # fmt: skip


STATEMENT_SUPERVISED = {
    "arbitration.reopen_statement": "statement_start",
    "arbitration.refuse_statement_supervision": "statement_refused",
    "arbitration.uphold_statement": "statement_upheld",
}
AGAINST = {"will": "违反自愿原则", "law": "内容违反法律规定"}


def statement_supervision(entry: DocketEntry, addressee: Party | None) -> Data:
    """Of the mediation statement the case ended with (B9-18, AL-42)."""
    variant, record = STATEMENT_SUPERVISED[entry.step], entry.record
    more: Data = {"ground": AGAINST[entry.facts["ground"]]} if variant == "statement_start" else {}
    made_on = earlier(entry, "arbitration.settle").on
    return common(
        entry, addressee, variant=variant, reasons=entry.facts["reason"], **more,
        instrument={"title": "仲裁调解书", "number": record.number, "made_on": made_on},
    )  # fmt: skip


def slip(entry: DocketEntry, addressee: Party | None) -> Data:
    award = entry.record
    return common(
        entry, addressee, wrong=entry.facts["wrong"], right=entry.facts["right"],
        instrument={"title": "仲裁裁决书", "number": award.number, "made_on": award.made_on},
    )  # fmt: skip


def announcement(entry: DocketEntry, addressee: Party | None) -> Data:
    service = entry.record
    due: date = periods.due("service_by_announcement", entry.on, calendar=in_force()).due
    return {
        "number": service.paper.number or entry.dispute.number or entry.dispute.reference, "office": service.office.name,
        "date": entry.on.isoformat(), "parties": parties(entry), "addressee": service.party.name,
        "document": service.paper.title, "due_on": due, "media": entry.facts.get("where"),
        "reasons": str(entry.facts.get("reason") or "").strip().rstrip("。") or None,
    }  # fmt: skip


def by_a_committee(entry: DocketEntry) -> bool:
    return entry.record.office.kind == Office.Kind.COMMITTEE


def sitting(record: Any) -> str:
    """Who decided, by name; a case that ended before had no tribunal."""
    who = tribunal(record) if record.presiding_id else {}
    names = [who.get("presiding") or who.get("sole") or "", *who.get("arbitrators", [])]
    return "、".join(filter(None, names)) or "未组庭"


def closing(entry: DocketEntry, addressee: Party | None) -> Data:
    record = entry.record
    papers = entry.dispute.papers.values_list("volume", flat=True)
    return common(
        entry, filed_on=record.received_on, accepted_on=record.accepted_on, ended_on=record.ended_on or entry.on,
        outcome=ENDED[record.outcome], approved_by=str(entry.by or DIRECTOR),
        due_on=record.keep_until, sitting=sitting(record), main_papers=str(list(papers).count("main")),
        side_papers=str(list(papers).count("side")),
    )  # fmt: skip


def is_out_of_scope(entry: DocketEntry) -> bool:
    """A counterclaim to be filed on its own is not refused (CR-36)."""
    return entry.facts.get("ground") == "scope"


def is_a_case_of_its_own(entry: DocketEntry) -> bool:
    """Then it is pointed out in writing."""
    return not is_out_of_scope(entry)


def counterclaimant(entry: DocketEntry) -> list[Party]:
    """The respondent that filed the counterclaim; all of them if whoever filed it has no seat for one any more."""
    filed = earlier(entry, "arbitration.file_counterclaim")
    own = filed.party or (entry.dispute.party_of(filed.by) if filed.by else None)
    return [own] if own else [one for one in entry.dispute.parties.all() if one.side == "B"]


def counterclaim_waits(entry: DocketEntry) -> bool:
    return bool(entry.record.counterclaim)


FALLEN = {
    "withdraw": "申请人已撤回仲裁申请",
    "applicant_absent": "本案已按申请人撤回仲裁申请处理",
    "cancel": "本案已撤销",
}


def fallen_counterclaim(entry: DocketEntry, addressee: Party | None) -> Data:
    """The case ends before it is decided whether to join it: there is nothing to join it to any more (CR-36)."""
    why = FALLEN[entry.step.removeprefix("arbitration.")]
    return _counterclaim(entry, addressee, f"{why}，对该反申请尚未作出是否合并处理的决定，不再合并处理。")


def counterclaim(entry: DocketEntry, addressee: Party | None) -> Data:
    found = _counterclaim(entry, addressee, entry.facts["reason"])
    return found | ({"ground": REFUSED["scope"]} if is_out_of_scope(entry) else {})


def _counterclaim(entry: DocketEntry, addressee: Party | None, why: str) -> Data:
    """CR-36: who filed the counterclaim is its applicant, and the applicants of the case answer it."""
    filed = earlier(entry, "arbitration.file_counterclaim")
    roles = {one.name: "applicant" for one in counterclaimant(entry)}
    roles |= {one.name: "respondent" for one in entry.dispute.parties.all() if one.side == "A"}
    found = common(
        entry, addressee, filed_on=filed.on,
        reasons=f"反申请的请求：{filed.facts['text']}\n{why}",
    )  # fmt: skip
    told = [one | {"role": roles[one["name"]]} for one in found["parties"] if one["name"] in roles]
    return found | {"parties": told}
