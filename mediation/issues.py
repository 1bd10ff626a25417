"""The papers of a mediation (docs/law.md 8.2, M01–M08; M10 is the house's own). What is said in them of the talks stays with the sides.

Application, inquiry and acceptance are read by the sides and the mediator; the refusal, the signed agreement and the
notice of the end are the outcome, which the file of the dispute keeps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disputes.access import Audience
from disputes.court.data import claims_of, parties_of
from disputes.deadlines import on_steps
from disputes.models import Paper
from disputes.papers.issue import Data, Issue, When
from disputes.papers.wording import day, money
from mediation.onward import competent_office, limitation
from mediation.sequels import GROUNDS
from mediation.terms import share_of

if TYPE_CHECKING:
    from disputes.models import Dispute, DocketEntry, Party
    from mediation.models import Fact, Instalment, Mediation

NOT_ACCEPTED = {
    "out_of_scope": "申请事项不属于劳动人事争议调解的范围。",
    "no_consent": "被申请人未表示同意调解。",
}
REFUSED = "被申请人不同意调解。"
SIDES = {"A": "申请人", "B": "被申请人"}


def names(dispute: Dispute, *sides: str) -> str:
    return "、".join(party.name for party in dispute.parties.all() if party.side in sides)


def common(entry: DocketEntry, *sides: str) -> dict[str, Any]:
    mediation = entry.record
    return {
        "number": mediation.number, "office": mediation.office.name, "date": entry.on.isoformat(),
        "parties": parties_of(entry.dispute), "cause": entry.dispute.cause, "claims": claims_of(entry.dispute),
        "addressee": names(entry.dispute, *(sides or ("A", "B", "T"))), "received_on": mediation.received_on.isoformat(),
    }  # fmt: skip


def due(entry: DocketEntry, code: str) -> dict[str, Any]:
    """The last day of the running time limit and how it was counted."""
    row = entry.dispute.deadlines.filter(code=code, record_id=entry.record_id).order_by("-pk").first()
    return {"due_on": row.due_on.isoformat(), "explanation": row.told("zh")} if row else {}


def contact(entry: DocketEntry) -> dict[str, str]:
    office = entry.record.office
    return {"name": office.name, "phone": office.phone, "address": office.address}


def application(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    return {**common(entry), "facts": entry.dispute.facts_text}


def told(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """Told at the counter, with who wrote it down (MR-21)."""
    return application(entry, addressee) | {"officer": str(entry.by)}


def is_told(entry: DocketEntry) -> bool:
    return bool(entry.dispute.taken_down_by(entry.by, entry.record.office_id))


def is_written(entry: DocketEntry) -> bool:
    return not is_told(entry)


def inquiry(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    return {**common(entry, "B"), **due(entry, "mediation.acceptance"), "contact": contact(entry)}


def acceptance(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    accepted = entry.record.accepted_on.isoformat()
    return {**common(entry), **due(entry, "mediation.period"), "variant": "accepted", "accepted_on": accepted}


def pointer(entry: DocketEntry) -> dict[str, Any]:
    """Where to go now and until when (MR-30, MR-31): the limitation the application interrupted, and its last day.

    A step that interrupts it (again) starts it anew on its own day; any other leaves it running from the one before.
    """
    found = limitation(entry.record, from_day=entry.on if entry.step in GROUNDS else None)
    if found is None:
        return {"competent_office": competent_office(entry.dispute)}
    return {
        "competent_office": competent_office(entry.dispute), "interrupted_on": found.interrupted_on.isoformat(),
        "restarts_on": found.restarts_on.isoformat(), "file_by_on": found.last_day.isoformat(),
        "explanation": found.period.explain("zh"),
    }  # fmt: skip


def withdrawal(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """The note of 10.1: taken back, so no end of talks restarts the year; it runs from the application."""
    return {
        **common(entry), **pointer(entry), "variant": "withdrawn", "ended_on": entry.on.isoformat(),
        "reasons": "申请人撤回调解申请。",
    }  # fmt: skip


def minutes(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """What was said at a sitting, for those who were there and the mediator (MR-24, MR-32)."""
    mediation, facts = entry.record, entry.facts
    there = facts.get("present") or list(mediation.voices)
    return {
        **common(entry), "held_on": entry.on.isoformat(), "place": facts.get("place", ""),
        "minutes": facts["minutes"], "mediator": str(mediation.mediator),
        "present": [party.name for voice, party in mediation.voices.items() if voice in there],
    }  # fmt: skip


def signed_minutes(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """The same with the signatures of those who were there, each with the moment and the remark."""
    sitting = entry.record.sittings.get(number=entry.facts["sitting"])
    given = {one.voice: one for one in sitting.confirmations.select_related("by")}
    return {**minutes(sitting.minutes, addressee), "signatures": [
        {"label": "签名", "name": party.name} | (
            {**given[voice].printed, "remark": given[voice].remark} if voice in given else {}
        )
        for voice, party in entry.record.voices.items() if voice in sitting.present
    ]}  # fmt: skip


def is_extended(entry: DocketEntry) -> bool:
    return entry.record.extension_until is None


def extension(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """Both sides' consent to a later day, and the day before it (MR-29); whose word the mediator wrote down is said."""
    row = entry.dispute.deadlines.get(code="mediation.period", record_id=entry.record_id, status="running")
    noted = "".join(
        f"{entry.record.voices[one.facts['side']].name}的同意由调解员记录：{one.facts['note'].strip().rstrip('。')}。"
        for one in consents_noted(entry)
    )
    return {
        **common(entry), "accepted_on": entry.record.accepted_on.isoformat(), "asked_by": SIDES[entry.record.extension_by],
        "old_due_on": row.history[-1]["due"], "due_on": row.due_on.isoformat(), **({"note": noted} if noted else {}),
    }  # fmt: skip


def consents_noted(entry: DocketEntry) -> list[DocketEntry]:
    """What the mediator wrote down since the request that this entry ends."""
    ours = entry.dispute.docket.filter(record_type="mediation", record_id=entry.record_id)
    asked = ours.filter(step="mediation.ask_extension").latest("pk")
    return list(ours.filter(step="mediation.record_extension", pk__gt=asked.pk).order_by("pk"))


def follow_up(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """What was found of each performance, and of several workers what each got (MR-32)."""
    mediation = entry.record
    found = [
        {
            "text": one.text, "due_on": one.due_on.isoformat(), "amount": one.amount and f"{one.amount:.2f}",
            "state": state_of(one),
        }
        for one in mediation.followed
    ]  # fmt: skip
    kept = entry.step == "mediation.record_performance"
    return {
        **common(entry), "variant": "kept" if kept else "broken", "performance": found, "owed": owed_to_workers(mediation),
        "agreement": {"effective_on": mediation.effective_on.isoformat()},
    }  # fmt: skip


def state_of(one: Instalment) -> str:
    if one.done_on:
        return f"{day(one.done_on)}履行"
    return f"已付{money(one.paid)}，尚欠{money(one.open)}" if one.amount and one.paid else "未履行"


def owed_to_workers(mediation: Mediation) -> list[dict[str, Any]]:
    """Of several workers: what each was to get by the payments, what was paid, what is open."""
    return [
        {
            "name": party.name, "due_amount": f"{sum(part.due for part in parts if part):.2f}",
            "paid_amount": f"{sum(part.paid for part in parts if part):.2f}", "open_amount": f"{left:.2f}",
        }
        for party, parts, left in mediation.of_workers
    ]  # fmt: skip


def undisputed(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """The facts that cross, each with everybody's word for it and for its crossing; nothing else of the talks."""
    mediation = entry.record
    facts = mediation.facts.filter(number__in=entry.facts["facts"]).select_related("mediation__dispute")
    return {
        **common(entry), "ended_on": mediation.ended_on.isoformat(), "mediator": str(mediation.mediator or ""),
        "undisputed": [{"text": fact.text, "words": words_on(fact)} for fact in facts],
    }  # fmt: skip


def words_on(fact: Fact) -> list[dict[str, str]]:
    parties = fact.mediation.voices
    return [
        {"name": parties[voice].name, "confirmed_on": day, "released_on": fact.released[voice]}
        for voice, day in fact.confirmed.items()
    ]


def refusal(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    reasons = NOT_ACCEPTED.get(entry.facts.get("ground", ""), REFUSED)
    return {**common(entry, "A"), **pointer(entry), "variant": "refused", "reasons": reasons}


def agreement(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """Every field of MR-26, from the offer both sides accepted; once signed, with the signatures."""
    mediation, terms = entry.record, entry.record.settled.agreed
    return {
        **common(entry), "facts": entry.dispute.facts_text, "result": [{"text": item} for item in terms["items"]],
        "performance": terms["performance"], "total": terms.get("total"), "mediator": str(mediation.mediator),
        "shares": shares_of(terms), "signatures": hands_of(mediation),
    }  # fmt: skip


def hands_of(mediation: Mediation) -> list[dict[str, Any]]:
    """Who signed the agreement: drawn or typed here with the moment, or on paper with the day; empty for a draft."""
    given = {one.voice: one for one in mediation.hands.select_related("by")}
    many, names = len(mediation.together), {}
    for voice, party in mediation.voices.items():
        together = f"{party.name}等{many}人" if voice == "A" and many else party.name
        names[voice] = (f"{SIDES[voice[0]]}（签名或者盖章）", together)
    names["mediator"] = ("调解员（签名）", str(mediation.mediator))
    return [
        {"label": label, "name": name} | (
            given[voice].printed if voice in given else {"on_paper_on": mediation.signatures[voice]}
        )
        for voice, (label, name) in names.items() if voice in mediation.signatures
    ]  # fmt: skip


def shares_of(terms: dict[str, Any]) -> list[dict[str, Any]]:
    """What each of several workers gets: of every performance, and in all."""
    return [
        {
            "name": one["name"],
            "parts": [money(sum_) for sum_ in one["amounts"]],
            "amount": f"{share_of(one):.2f}",
        }
        for one in terms.get("shares") or []
    ]


def failure(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """Only that it failed and by whose choice; never a word of what was said."""
    if entry.step == "mediation.part":
        reasons = f"{names(entry.dispute, 'A')}未接受其他申请人已经同意的调解协议，不受该协议约束（原{entry.facts['joint']}案）。"
    elif entry.by is not None:
        reasons = f"{SIDES[entry.dispute.side_of(entry.by)]}不愿继续调解。"
    else:
        reasons = "调解期限届满，双方当事人未达成调解协议。"
    return {
        **common(entry), **pointer(entry), "variant": "failed", "ended_on": entry.on.isoformat(),
        "accepted_on": entry.record.accepted_on.isoformat(), "reasons": reasons,
    }  # fmt: skip


def breach(entry: DocketEntry, addressee: Party | None) -> dict[str, Any]:
    """The agreement stands and was not kept; where the other side may go now (AL-15, AL-16, MR-30)."""
    mediation = entry.record
    late = mediation.instalments.overdue(entry.on)
    if numbers := entry.facts.get("instalments"):
        late = late.filter(number__in=numbers)
    return {
        **common(entry), **pointer(entry), "variant": "breached", "accepted_on": mediation.accepted_on.isoformat(),
        "ended_on": entry.on.isoformat(),
        "reasons": "\n".join(f"{one.text}：约定于{one.due_on.isoformat()}前履行，{left_of(one)}。" for one in late),
        "agreement": {"effective_on": mediation.effective_on.isoformat()},
    }  # fmt: skip


def left_of(one: Instalment) -> str:
    return f"逾期尚欠{money(one.open)}" if one.amount and one.paid else "逾期未履行"


def in_the_room(code: str, on: frozenset[str], data: Data, when: When = lambda entry: True) -> Issue:
    """A paper of the talks: for the sides and the mediator, in no file."""
    return Issue(code=code, on=on, data=data, audience=Audience.JOINT, volume=Paper.Volume.NONE, when=when)


def outcome(code: str, on: frozenset[str], data: Data) -> Issue:
    """A paper of the outcome: it stays with the dispute."""
    return Issue(code=code, on=on, data=data, audience=Audience.AGREEMENT, volume=Paper.Volume.MAIN)


in_the_room("M01", on_steps("mediation.apply"), application, is_written)
in_the_room("M01o", on_steps("mediation.apply"), told, is_told)
in_the_room("M02", on_steps("mediation.apply"), inquiry)
in_the_room("M03", on_steps("mediation.accept"), acceptance)
outcome("M03", on_steps("mediation.decline", "mediation.refuse_consent", "mediation.record_refusal"), refusal)
in_the_room("M04", on_steps("mediation.sit"), minutes)
in_the_room("M04", on_steps("mediation.close_minutes"), signed_minutes)
in_the_room(
    "M06", on_steps("mediation.agree_extension", "mediation.record_extension"), extension, when=is_extended
)
in_the_room("M05", on_steps("mediation.agree"), agreement)
outcome("M05", on_steps("mediation.take_effect"), agreement)
outcome("M07", on_steps("mediation.give_up", "mediation.fail_by_time", "mediation.part"), failure)
outcome("M07", on_steps("mediation.record_breach"), breach)
outcome("M08", on_steps("mediation.record_performance", "mediation.record_breach"), follow_up)
outcome("M07", on_steps("mediation.withdraw"), withdrawal)
outcome("M10", on_steps("mediation.cross_facts"), undisputed)
