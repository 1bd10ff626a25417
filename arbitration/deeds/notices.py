"""From the receipt slip to the decision that ends a case without an award."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from arbitration.deeds import Data, common, contact, tribunal
from arbitration.lifecycle.guards.preparing import EVIDENCE_DAYS
from arbitration.lifecycle.stages import Stage
from arbitration.models import Room
from arbitration.models.bookings import half_hour, moment
from disputes.models import Deadline, Office
from disputes.papers.wording import han
from disputes.service import served_on

if TYPE_CHECKING:
    from disputes.models import DocketEntry, Party

DIRECTOR = "仲裁委员会主任"
CHANNELS = {
    "direct": "直接送达", "courier": "仲裁专递", "post": "邮寄送达", "electronic": "电子送达", "entrusted": "委托送达", "simple": "简便送达",
}  # fmt: skip
REFUSED = {
    "scope": "申请事项不属于劳动人事争议仲裁的受理范围",
    "unclear": "没有明确的仲裁请求和事实理由",
    "parties": "申请人与争议没有直接利害关系，或者没有明确的被申请人",
    "again": "就同一事实、理由和仲裁请求再次申请仲裁",
}
SUSPENDED = {
    "died": "劳动者一方当事人死亡，需要等待继承人表明是否参加仲裁",
    "incapable": "劳动者一方当事人丧失民事行为能力，尚未确定法定代理人参加仲裁",
    "ended": "用人单位终止，尚未确定权利义务承继者",
    "force_majeure": "一方当事人因不可抗力的事由，不能参加仲裁",
    "other_case": "案件审理需要以其他案件的审理结果为依据，而其他案件尚未审结",
    "injury": "案件处理需要等待工伤认定、伤残等级鉴定以及其他鉴定结论",
    "other": "其他应当中止仲裁审理的情形",
}


def receipt(entry: DocketEntry, addressee: Party | None) -> Data:
    """Everything handed in so far, beginning with the application itself (CR-29)."""
    papers = entry.dispute.papers.filter(code="", audience="open").exclude(uploaded_by=None)
    items = [{"name": "仲裁申请书", "pages": 1, "copies": 1, "original": True}]
    items += [{"name": paper.title, "pages": paper.pages or 1, "copies": 1} for paper in papers]
    applicants = [party.name for party in entry.dispute.parties.all() if party.side == "A"]
    return common(
        entry, number=entry.record.intake_number, received_from="、".join(applicants), received_at=entry.at.isoformat(),
        items=items, officer="立案庭",
    )  # fmt: skip


def correction(entry: DocketEntry, addressee: Party | None) -> Data:
    return common(
        entry, addressee, received_on=entry.record.received_on, defects=entry.facts["defects"],
        due_on=entry.facts["due_on"], contact=contact(entry.record.office, entry.by),
    )  # fmt: skip


def acceptance(entry: DocketEntry, addressee: Party | None) -> Data:
    enclosed = ["举证通知书"] if entry.step == "arbitration.accept" else []
    return common(
        entry, addressee, enclosures=enclosed, filed_on=entry.record.received_on, accepted_on=entry.record.accepted_on,
        contact=contact(entry.record.office), **award_due(entry),
    )  # fmt: skip


def refusal(entry: DocketEntry, addressee: Party | None) -> Data:
    ground = entry.facts.get("ground", "")
    return common(
        entry, addressee, filed_on=entry.record.received_on, ground=REFUSED.get(ground, "申请材料逾期未补正"),
        reasons=entry.facts.get("reason") or "申请人在指定的期限内没有补正申请材料。",
    )  # fmt: skip


def pointer(entry: DocketEntry, addressee: Party | None) -> Data:
    to = Office.objects.filter(pk=entry.facts["to"]).first() if str(entry.facts["to"]).isdigit() else None
    return common(
        entry, addressee, filed_on=entry.record.received_on, reasons=entry.facts["reason"],
        competent_office=to.name if to else entry.facts["to"],
    )  # fmt: skip


def respond(entry: DocketEntry, addressee: Party | None) -> Data:
    enclosed = ["申请书副本"] + (["举证通知书"] if entry.step == "arbitration.accept" else [])
    return common(
        entry, addressee, accepted_on=entry.record.accepted_on, evidence_period=evidence_period(entry),
        contact=contact(entry.record.office), enclosures=enclosed,
    )  # fmt: skip


def evidence_period(entry: DocketEntry) -> str:
    days = entry.record.office.settings.get("evidence_days", EVIDENCE_DAYS)
    return f"自收到本通知书之日起{days}日内"


def everyone(entry: DocketEntry) -> str:
    return "、".join(party.name for party in entry.dispute.parties.all())


def proving(entry: DocketEntry, addressee: Party | None) -> Data:
    """One paper for all; it travels with the notices of acceptance and to respond (CR-15)."""
    return common(
        entry, accepted_on=entry.record.accepted_on, evidence_period=evidence_period(entry),
    ) | {"addressee": everyone(entry)}  # fmt: skip


def is_first_of_many(entry: DocketEntry) -> bool:
    """A case of ten or more workers, told for the first time when it is heard (CR-64)."""
    return entry.record.collective and not entry.dispute.papers.filter(code="D21").exists()


def all_at_once(entry: DocketEntry, addressee: Party | None) -> Data:
    """Tribunal, both periods, day and place in one paper, beside the notice of the hearing (CR-64)."""
    starts_at, place = sitting(entry)
    return common(
        entry, accepted_on=entry.record.accepted_on, answer_period="自收到仲裁申请书副本之日起十个工作日内",
        evidence_period=evidence_period(entry), starts_at=starts_at, place=place, tribunal=tribunal(entry.record),
    ) | {"addressee": everyone(entry)}  # fmt: skip


def transfer(entry: DocketEntry, addressee: Party | None) -> Data:
    to = Office.objects.get(pk=entry.facts["to"])
    files = [
        {"name": paper.title, "pages": paper.pages or 1}
        for paper in entry.dispute.papers.filter(volume="main")
    ]
    return common(
        entry, variant="transferred", accepted_on=entry.record.accepted_on, reasons=entry.facts["reason"],
        files=files or [{"name": "案卷正卷", "pages": 1}],
    ) | {"addressee": to.name}  # fmt: skip


def formed(entry: DocketEntry, addressee: Party | None) -> Data:
    return common(entry, addressee, tribunal=tribunal(entry.record))


def sitting(entry: DocketEntry) -> tuple[str, str]:
    """When and where, from the facts of the step: the booking itself follows it."""
    room = Room.objects.get(pk=entry.facts["room"])
    day = date.fromisoformat(entry.facts["day"])
    return moment(day, half_hour(entry.facts["start"])).isoformat(), where(room)


def where(room: Room) -> str:
    return f"{room.name}（{room.address or room.office.address or room.office.name}）"


def summons(entry: DocketEntry, addressee: Party | None) -> Data:
    starts_at, place = sitting(entry)
    return common(
        entry, addressee, starts_at=starts_at, place=place, tribunal=tribunal(entry.record),
        **_session(entry.record, closed=entry.record.is_closed(entry.facts)),
    )  # fmt: skip


def _session(record: Any, *, closed: bool) -> Data:
    """Of several sittings, which this is; and that it is not public."""
    words = (f"第{han(len(record.sat) + 1)}次" if record.sat else "") + ("不公开" if closed else "")
    return {"session": words} if words else {}


def summons_of_the_joined(entry: DocketEntry, addressee: Party) -> Data:
    """To the hearing that stands already, for who came into the case after it was laid."""
    hearing = entry.record.hearing
    return common(
        entry, addressee, starts_at=hearing.starts_at.isoformat(), place=where(hearing.room),
        tribunal=tribunal(entry.record), **_session(entry.record, closed=hearing.closed),
    )  # fmt: skip


def hearing_stood(entry: DocketEntry) -> bool:
    """With the tribunal the hearing falls away that was laid before it (OR-15)."""
    return entry.source == Stage.SCHEDULED


def postponed(entry: DocketEntry, addressee: Party | None) -> Data:
    """Runs before the booking moves: the standing hearing is still the old one."""
    asked_on, asked_by, reason = entry.record.decided
    old = entry.record.hearing
    more: Data = {"variant": "refused", "reasons": entry.facts.get("reason") or reason}
    if entry.step == "arbitration.postpone":
        new_at, place = sitting(entry)
        more = {"variant": "granted", "reasons": reason, "new_at": new_at, "place": place}
    elif entry.step in ("arbitration.put_off", "arbitration.dissolve_tribunal"):
        more = {"variant": "open", "reasons": reason}
    return common(
        entry,
        addressee,
        asked_on=asked_on,
        asked_by=asked_by or "当事人",
        old_at=old.starts_at.isoformat(),
        **more,
    )


def suspension(entry: DocketEntry, addressee: Party | None) -> Data:
    record = entry.record
    more: Data = {"accepted_on": record.accepted_on, "approved_by": DIRECTOR}
    if entry.step == "arbitration.suspend":
        ground = SUSPENDED[entry.facts["ground"]]
        more |= {"variant": "suspended", "ground": ground, "suspended_on": entry.on}
    else:
        more |= {
            "variant": "resumed", "ground": entry.facts["reason"], "suspended_on": record.stood_since,
            "resumed_on": entry.on, **award_due(entry),
        }  # fmt: skip
    return common(entry, addressee, **more)


def extension(entry: DocketEntry, addressee: Party | None) -> Data:
    row = award_deadline(entry)
    return common(
        entry, addressee, accepted_on=entry.record.accepted_on, reasons=entry.facts["reason"], approved_by=DIRECTOR,
        old_due_on=row.history[-1]["due"], due_on=row.due_on, explanation=row.told("zh"),
    )  # fmt: skip


def award_deadline(entry: DocketEntry) -> Any:
    rows = Deadline.objects.filter(
        dispute=entry.dispute_id, code="arbitration.award", record_id=entry.record_id
    )
    return rows.latest("pk")


def award_due(entry: DocketEntry) -> Data:
    """The last day for the award and how it was counted."""
    row = award_deadline(entry)
    return {"due_on": row.due_on, "explanation": row.told("zh")}


def withdrawal(entry: DocketEntry, addressee: Party | None) -> Data:
    return common(
        entry, addressee, accepted_on=entry.record.accepted_on, asked_on=entry.on, reasons=entry.facts["reason"],
        tribunal=tribunal(entry.record), **_the_rest(entry),
    )  # fmt: skip


def counterclaim_withdrawal(entry: DocketEntry, addressee: Party | None) -> Data:
    by = entry.dispute.party_of(entry.by) if entry.by else None
    last = entry.step == "arbitration.withdraw_last_counterclaim"
    rest = "本案没有其他待审理的请求，予以结案" if last else "其他仲裁请求不受影响，本委继续审理"
    return common(
        entry, addressee, accepted_on=entry.record.accepted_on, asked_on=entry.on, reasons=entry.facts["reason"],
        tribunal=tribunal(entry.record), by=by.name if by else "被申请人", besides=rest,
    )  # fmt: skip


def gives_claims_up(entry: DocketEntry) -> bool:
    return bool(entry.record.given_up)


def _the_rest(entry: DocketEntry) -> Data:
    """Where the counterclaim is heard all the same (CR-36)."""
    alone = entry.step in ("arbitration.withdraw_claims", "arbitration.applicant_defaults")
    return {"besides": "被申请人的反申请不受影响，本委继续审理"} if alone else {}


def absence(entry: DocketEntry, addressee: Party | None) -> Data:
    """Proves the notice: without it no absence counts (CR-39, trap 10)."""
    applicant = next(party for party in entry.dispute.parties.all() if party.side == "A")
    service = entry.dispute.services.filter(paper__code="D19", party=applicant).latest("pk")
    return common(
        entry, addressee, accepted_on=entry.record.accepted_on, starts_at=entry.record.hearing.starts_at.isoformat(),
        notice_served_on=served_on(entry.dispute, "D19", applicant),
        notice_method=CHANNELS.get(service.channel, "留置送达"), ground=entry.facts["reason"],
        tribunal=tribunal(entry.record), **_the_rest(entry),
    )  # fmt: skip
